"""`gongban backup` and `gongban restore`, as they are asked for on the command line."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from gongban.cli.home import Home, home_of_environment
from gongban.cli.saying import err, out, step
from gongban.kernel.environment import text

PassphraseOption = Annotated[
    Path | None, typer.Option("--passphrase-file", help="写有口令的文件 · a file that holds the passphrase")
]


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件；给文件夹则按时间起名 · the file, or a folder in which it gets a dated name")],
    passphrase_file: PassphraseOption = None,
    without_keys: Annotated[bool, typer.Option("--without-keys", help="不带密钥（另外保存）· leave the keys out, to be kept apart")] = False,
    keep: Annotated[int, typer.Option(min=0, help="文件夹里只留最新的几份，0 为全留 · keep only so many in the folder, 0: all")] = 0,
) -> None:
    """备份整个实例：数据库、上传、密钥；运行中也可以 · Save the whole instance, also while it runs."""
    from gongban.cli.backup import refusals
    from gongban.cli.backup.taking import Wish, take
    from gongban.cli.instance import opened

    home, wish = home_of_environment(), Wish(_passphrase(passphrase_file, new=True), not without_keys, keep)
    _check_instance(home)
    if not target.parent.is_dir():
        raise refusals.no_folder(target.parent)
    begun = time.monotonic()
    with opened(home, "gongban backup"), Progress(console=out, transient=True) as bar:
        task = bar.add_task("备份 · saving", total=None)
        file, manifest = take(home, os.environ["DATABASE_URL"], target, wish, lambda files: bar.update(task, completed=files))
    said = f"{file}（{_size(file)}）", f"{file} ({_size(file)})"
    step(f"已备份到 {said[0]}，{time.monotonic() - begun:.0f} 秒", f"saved to {said[1]} in {time.monotonic() - begun:.0f} s")
    step(f"{sum(manifest.counts.values())} 行，{manifest.files} 个文件，日志到第 {manifest.head.position} 位",
         f"{sum(manifest.counts.values())} rows, {manifest.files} files, journal up to position {manifest.head.position}")  # fmt: skip
    if manifest.with_keys and not wish.passphrase:
        err.print("[yellow]![/] 备份里有密钥且没有加密：谁拿到文件谁就能读出全部个人信息；请加 --passphrase-file。\n"
                  "The backup holds the keys and is not encrypted: whoever has the file reads all personal data; use --passphrase-file.")  # fmt: skip
    if manifest.missing_photos:
        count = len(manifest.missing_photos)
        err.print(f"[yellow]![/] {count} 张照片的文件已不在。 · The files of {count} photos are gone.")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="备份文件 · the backup")],
    passphrase_file: PassphraseOption = None,
    keys: Annotated[Path | None, typer.Option("--keys", exists=True, file_okay=False, help="另存的密钥文件夹 · the folder of keys kept apart")] = None,
    rehearse: Annotated[bool, typer.Option("--rehearse", help="只演练：恢复、核对、再删掉 · restore, compare, verify, then leave nothing")] = False,
) -> None:
    """从备份恢复成一个新的实例，核对数目和日志后才放好 · Make a new instance from a backup; it is put in place once it was verified."""
    from gongban.cli.backup.restoring import Wish
    from gongban.cli.backup.restoring import restore as bring_back

    begun, home = time.monotonic(), home_of_environment()
    done = bring_back(file, home, Wish(_passphrase(passphrase_file), keys, rehearse), step)
    step(f"日志完好，核对了 {done.verified} 个事件", f"the journal is sound, {done.verified} events checked")
    if done.held_back:
        step(f"{done.held_back} 条待发消息没有自动重发（可能已发出）", f"{done.held_back} waiting messages are not sent by themselves (they may have been)")
    seconds = time.monotonic() - begun
    if rehearse:
        step(f"演练成功，{seconds:.0f} 秒，没有留下任何东西", f"the rehearsal succeeded in {seconds:.0f} s and left nothing behind")
    else:
        step(f"已恢复到 {home.path}，{seconds:.0f} 秒；用 gongban up 启动", f"restored to {home.path} in {seconds:.0f} s; start it with gongban up")


def _passphrase(file: Path | None, *, new: bool = False) -> str:
    from gongban.cli.backup import refusals

    said = file.read_text(encoding="utf-8").strip() if file else text("GONGBAN_BACKUP_PASSPHRASE")
    if (said or file) and new and len(said) < 12:
        raise refusals.passphrase_short()
    return said


def _check_instance(home: Home) -> None:
    """Saving never makes a home."""
    from gongban.cli.backup import refusals

    if not (home.path / "keys" / "secret").exists():
        raise refusals.no_instance(home.path)


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1_000_000:.1f} MB"
