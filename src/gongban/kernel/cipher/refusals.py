"""What is said when keys or encrypted values are missing, damaged or left open: one sentence each."""

from __future__ import annotations

from pathlib import Path

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

KEY_FILE_DAMAGED = Words(
    "密钥文件 {file} 读不出来，请从备份恢复它；没有它，用它加密的内容无法读出。",
    "The key file {file} cannot be read; restore it from a backup, for what it encrypted cannot be read without it.",
)
KEY_FILE_OPEN = Words(
    "密钥文件 {file} 允许其他用户读取，请执行 chmod 600 {file}。",
    "The key file {file} can be read by other users; please run: chmod 600 {file}",
)
KEYS_MISSING = Words(
    "密钥文件夹 {folder} 里没有可用的 {purpose} 密钥，请从备份恢复密钥文件夹。",
    "The key folder {folder} holds no {purpose} key in use; restore the key folder from a backup.",
)
KEY_UNKNOWN = Words(
    "找不到编号为 {key} 的密钥，请从备份恢复它的文件。",
    "The key {key} is not in the key folder; restore its file from a backup.",
)
KEYS_EXIST = Words(
    "{folder} 里已有密钥，不会覆盖；要换新密钥请用轮换命令。",
    "There are keys in {folder} already, which are never overwritten; rotate them to get new ones.",
)
VALUE_DAMAGED = Words(
    "这段密文或签名已损坏，或不属于这里，无法读出。",
    "This encrypted value or signature is damaged, or does not belong here, and cannot be read.",
)
PASSPHRASE_UNFIT = Words(
    "口令不对，或文件已损坏；请核对口令后再试。",
    "The passphrase does not fit, or the file is damaged; check the passphrase and try again.",
)


def key_file_damaged(file: Path) -> Refusal:
    """A key file that is cut, changed, of the wrong length or unreadable."""
    return Refusal("keys.damaged", KEY_FILE_DAMAGED.format(file=file), status=500)


def key_file_open(file: Path) -> Refusal:
    """A key file that others on the machine can read."""
    return Refusal("keys.open_to_others", KEY_FILE_OPEN.format(file=file), status=500)


def keys_missing(folder: Path, purpose: str) -> Refusal:
    """No active key of this purpose, or no folder at all."""
    return Refusal("keys.missing", KEYS_MISSING.format(folder=folder, purpose=purpose), status=500)


def key_unknown(key_id: str) -> Refusal:
    """A value made by a key that is not here."""
    return Refusal("keys.unknown", KEY_UNKNOWN.format(key=key_id[:60]), status=500)


def keys_exist(folder: Path) -> Refusal:
    """Keys would be overwritten."""
    return Refusal("keys.exist", KEYS_EXIST.format(folder=folder), status=409)


def value_damaged() -> Refusal:
    """A token that was changed, cut, or moved to another context."""
    return Refusal("cipher.damaged", VALUE_DAMAGED, status=500)


def passphrase_unfit() -> Refusal:
    """Nothing of the file can be read with this passphrase."""
    return Refusal("cipher.passphrase", PASSPHRASE_UNFIT)
