"""What a person is told when a backup cannot be taken or restored: one sentence, and nothing was changed."""

from __future__ import annotations

from pathlib import Path

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def no_instance(home: Path) -> Refusal:
    """There is nothing to save."""
    words = Words(f"{home} 里没有实例；请用 GONGBAN_HOME 指定实例的文件夹。", f"There is no instance in {home}; name its folder in GONGBAN_HOME.")
    return Refusal("backup.no_instance", words)


def no_folder(folder: Path) -> Refusal:
    """The folder of the backup is missing."""
    return Refusal("backup.no_folder", Words(f"没有文件夹 {folder}；请先建好。", f"There is no folder {folder}; make it first."))


def exists(target: Path) -> Refusal:
    """A backup never replaces a file."""
    return Refusal("backup.exists", Words(f"{target} 已存在，不会覆盖；请换一个名字。", f"{target} exists and is never overwritten; choose another name."))


def unread(file: Path) -> Refusal:
    """The file is none of ours, or not whole."""
    words = Words(f"{file} 不是完整的备份文件；请换一份备份。", f"{file} is not a whole backup; take another one.")
    return Refusal("backup.damaged", words)


def passphrase_missing(file: Path) -> Refusal:
    """The file is encrypted."""
    words = Words(
        f"{file} 是加密的；请用 --passphrase-file 或环境变量 GONGBAN_BACKUP_PASSPHRASE 给出口令。",
        f"{file} is encrypted; give its passphrase by --passphrase-file or in GONGBAN_BACKUP_PASSPHRASE.",
    )
    return Refusal("backup.passphrase", words)


def passphrase_short() -> Refusal:
    """A passphrase that is quickly guessed is none."""
    words = Words("备份口令至少 12 个字符；请换一个长的。", "A passphrase for backups has at least 12 characters; choose a longer one.")
    return Refusal("backup.passphrase_short", words)


def program_failed(program: str, said: str) -> Refusal:
    """pg_dump or pg_restore gave up; its own last line tells why."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reason = next((line for line in lines if "error:" in line), (lines or ["-"])[-1])
    words = Words(f"{program} 没有完成（{reason}）；什么也没有改动。", f"{program} did not finish ({reason}); nothing was changed.")
    return Refusal("backup.program_failed", words, status=503)


def home_taken(home: Path) -> Refusal:
    """Restoring never mixes with what is there."""
    words = Words(
        f"{home} 不是空的，不会往里恢复；请用 GONGBAN_HOME 指定一个新的文件夹。",
        f"{home} is not empty and nothing is restored into it; name a new folder in GONGBAN_HOME.",
    )
    return Refusal("restore.home_taken", words, status=409)


def home_is_a_mount(home: Path) -> Refusal:
    """A mounted folder cannot be put in place in one step."""
    words = Words(
        f"{home} 是挂载点，无法一步放好；请在它里面指定一个文件夹，如 GONGBAN_HOME={home}/home。",
        f"{home} is a mount point and cannot be put in place in one step; name a folder inside, such as GONGBAN_HOME={home}/home.",
    )
    return Refusal("restore.home_mounted", words)


def database_taken(where: str) -> Refusal:
    """A database of one's own that already holds tables."""
    words = Words(
        f"数据库 {where} 里已有数据表，不会往里恢复；请新建一个空数据库。",
        f"The database {where} holds tables already and nothing is restored into it; make an empty one.",
    )
    return Refusal("restore.database_taken", words, status=409)


def keys_missing(file: Path) -> Refusal:
    """The backup was taken without keys."""
    words = Words(
        f"{file} 里没有密钥；请用 --keys 指定另存的密钥文件夹。",
        f"There are no keys in {file}; name the folder where they were kept apart by --keys.",
    )
    return Refusal("restore.keys_missing", words)


def miscounted(what: str, said: int, found: int) -> Refusal:
    """What came out is not what went in."""
    words = Words(
        f"恢复后数目不符：{what} 应为 {said}，实为 {found}；没有留下任何改动。",
        f"The counts differ after restoring: {what} should be {said} and is {found}; nothing was left behind.",
    )
    return Refusal("restore.miscounted", words, status=500)


def journal_unsound(reason: Words) -> Refusal:
    """The journal in the backup does not fit its seals."""
    words = Words(
        f"备份里的日志没有通过核对（{reason.zh}）；没有留下任何改动，请换一份备份。",
        f"The journal in the backup does not pass the check ({reason.en}); nothing was left behind, take another backup.",
    )
    return Refusal("restore.journal_unsound", words, status=500)
