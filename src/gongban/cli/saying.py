"""How the command line speaks: Chinese first with English, one sentence for what went wrong, never a traceback."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from datetime import UTC, datetime

from rich.console import Console

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# 窄窗口里宁可折行，不截断 · a narrow window wraps lines rather than losing words
out = Console(highlight=False, soft_wrap=True, width=max(shutil.get_terminal_size((120, 40)).columns, 120))
err = Console(stderr=True, highlight=False, soft_wrap=True)

_SYSTEM = {
    errno.ENOSPC: Words("磁盘已满：{where}；请清理后重试。", "The disk is full: {where}; free some space and try again."),
    errno.EDQUOT: Words("磁盘配额已用完：{where}；请清理后重试。", "The disk quota is used up: {where}; free some space and try again."),
    errno.EACCES: Words("没有权限：{where}；请检查文件夹的所有者和权限。", "Not permitted: {where}; check owner and rights of the folder."),
    errno.EPERM: Words("没有权限：{where}；请检查文件夹的所有者和权限。", "Not permitted: {where}; check owner and rights of the folder."),
    errno.EROFS: Words("文件系统只读：{where}。", "The file system is read-only: {where}."),
}


def both(words: Words) -> str:
    """Chinese, then English."""
    return words.zh if words.zh == words.en else f"{words.zh}\n{words.en}"


def step(zh: str, en: str) -> None:
    """One line about what was done."""
    out.print(f"[green]✓[/] {zh} · {en}")


def refused(refusal: Refusal) -> int:
    """Say why; return the exit code: 2 for what was asked wrongly, 1 for what failed."""
    for problem in getattr(refusal, "problems", None) or [refusal]:
        err.print(f"[red]✗[/] {both(problem.words)}", markup=True)
    return 1 if refusal.status >= 500 else 2


def failed(error: BaseException) -> int:
    """Say in one sentence that something failed; the trace goes to the logs of the home. Returns 1."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        err.print(f"[red]✗[/] {both(_SYSTEM[error.errno].format(where=error.filename or error.strerror))}")
        return 1
    where = _keep_trace(error)
    zh, en = f"出现意外错误（{type(error).__name__}）", f"An unexpected error occurred ({type(error).__name__})"
    err.print(f"[red]✗[/] {zh}，详情见 {where}\n{en}; details are in {where}")
    return 1


def _keep_trace(error: BaseException) -> str:
    from gongban.cli.home import home_of_environment

    text = "".join(traceback.format_exception(error))
    try:
        folder = home_of_environment().logs
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"error-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.log"
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
    except (OSError, Refusal):
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return "stderr"
    return str(file)
