"""Checks of settings, files and the disk: what can be seen without the database."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from urllib.parse import urlsplit

from gongban.cli.backup.taking import LAST
from gongban.cli.checks.finding import Deployment, Finding, Weight, unsafe
from gongban.kernel.cipher import KeyRing, Purpose
from gongban.kernel.environment import TABLE, number, text
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

OFTEN = timedelta(hours=48)
EXAMPLES = ("change-me", "sms.example/", "gongban.example.gov.cn")  # as in deploy/settings.example


def open_keys(seen: Deployment) -> Iterator[Finding]:
    """Key files that others may read."""
    for file in sorted((seen.home / "keys").rglob("*")):
        if file.is_file() and file.stat().st_mode & 0o077:
            yield unsafe("keys.open", Words(f"密钥 {file} 别人也能读。", f"Others can read the key {file}."), _chmod("600", file))


def open_home(seen: Deployment) -> Iterator[Finding]:
    """Folders with personal data that others may enter."""
    for name in ("", "uploads", "outbox", "logs", "backups"):
        folder = seen.home / name
        # 家本身只许本人进入时，里面的不必再说 · inside a closed home nothing is open
        if folder.is_dir() and folder.stat().st_mode & 0o077:
            what = Words(f"文件夹 {folder} 别人也能进入。", f"Others can enter the folder {folder}.")
            yield Finding("home.open", seen.graver(), what, _chmod("700", folder))
        elif not name:
            return


def keys_readable(seen: Deployment) -> Iterator[Finding]:
    """A key ring that cannot be read."""
    try:
        KeyRing(seen.home / "keys")
    except Refusal as refusal:
        if refusal.code != "keys.open_to_others":
            yield unsafe(refusal.code, refusal.words, Words("从备份恢复 keys 文件夹。", "Restore the folder keys from a backup."))


def suite(seen: Deployment) -> Iterator[Finding]:
    """Keys of another suite than the settings name: made before the settings were given."""
    try:
        held = KeyRing(seen.home / "keys").active(Purpose.ENCRYPT).suite
    except Refusal:
        return
    if held != text("GONGBAN_SUITE"):
        asked = text("GONGBAN_SUITE")
        yield Finding("keys.suite", Weight.INCOMPLETE, Words(f"设置要 {asked} 套件，密钥却是 {held} 的。", f"The settings name the suite {asked}, the keys are of {held}."),
                      Words("还没有人用就换一个新的家重新装入（命令要带上设置）；否则把 GONGBAN_SUITE 改回去。", "Before anybody uses it, load into a new home with the settings given; else set GONGBAN_SUITE back."))  # fmt: skip


def example(seen: Deployment) -> Iterator[Finding]:
    """Values of settings.example that nobody replaced."""
    names = [each.name for each in TABLE if any(sign in text(each.name) for sign in EXAMPLES)]
    if names:
        listed = "、".join(names), ", ".join(names)
        yield Finding("settings.example", seen.needed(), Words(f"{listed[0]} 还是样例里的值。", f"{listed[1]} still hold the value of the example."),
                      Words("换成真的；没有的就删掉那一行。", "Give the real one, or delete the line."))  # fmt: skip


def secret(seen: Deployment) -> Iterator[Finding]:
    """A signature secret that is quickly guessed."""
    given = text("GONGBAN_SECRET_KEY")
    if given and len(given) < 40:
        yield unsafe("secret.short", Words("GONGBAN_SECRET_KEY 太短。", "GONGBAN_SECRET_KEY is short."),
                     Words("去掉它（用 keys/secret），或换成至少 40 个随机字符。", "Drop it (keys/secret is used), or give at least 40 random characters."))  # fmt: skip


def encrypted(seen: Deployment) -> Iterator[Finding]:
    """Residents who come without TLS; TLS whose proxy we were not told of."""
    if not seen.live:
        yield Finding("address.local", Weight.ADVICE, Words("网址只在本机有效：这是试用。", "The address works on this machine only: a trial."),
                      Words("上线时设 GONGBAN_PUBLIC_URL=https://…", "To go live set GONGBAN_PUBLIC_URL=https://…"))  # fmt: skip
    elif urlsplit(seen.address).scheme != "https":
        yield unsafe("address.plain", Words("居民看到的网址不是 https：口令和个人信息明文传输。", "Residents come without TLS: passwords and personal data travel in clear."),
                     Words("前面放 TLS 反向代理，设 GONGBAN_PUBLIC_URL=https://…（见 docs/how-to/deploy.md）。", "Put a TLS proxy in front and set GONGBAN_PUBLIC_URL=https://… (docs/how-to/deploy.md)."))  # fmt: skip
    elif not number("GONGBAN_PROXIES"):
        yield Finding("proxies.untold", Weight.INCOMPLETE, Words("用 https，却没有说前面有几层代理：限流会把所有人算作一个。", "TLS ends at a proxy that was not told of: limits count everybody as one."),
                      Words("设 GONGBAN_PROXIES=1（有几层写几）。", "Set GONGBAN_PROXIES=1 (as many as there are)."))  # fmt: skip


def hosts(seen: Deployment) -> Iterator[Finding]:
    """Any host name is accepted."""
    if "*" in text("GONGBAN_ALLOWED_HOSTS"):
        yield Finding("hosts.any", seen.graver(), Words("接受任何主机名：链接可被伪造成别的网站。", "Any host name is accepted: links can be made to lead elsewhere."),
                      Words("GONGBAN_ALLOWED_HOSTS 只写真正用到的名字，或不设。", "List only real names in GONGBAN_ALLOWED_HOSTS, or leave it out."))  # fmt: skip


def metrics(seen: Deployment) -> Iterator[Finding]:
    """Numbers for everybody; a short secret."""
    for each in filter(None, map(str.strip, text("GONGBAN_METRICS_FROM").split(","))):
        if _prefix(each) == 0:
            yield Finding("metrics.open", seen.graver(), Words("/metrics 对所有人开放。", "/metrics is open to everybody."),
                          Words("GONGBAN_METRICS_FROM 只写监控机的地址。", "Name only the monitoring machine in GONGBAN_METRICS_FROM."))  # fmt: skip
    if 0 < len(text("GONGBAN_METRICS_TOKEN")) < 20:
        yield unsafe("metrics.token_short", Words("GONGBAN_METRICS_TOKEN 太短。", "GONGBAN_METRICS_TOKEN is short."),
                     Words("换成至少 20 个随机字符。", "Give at least 20 random characters."))  # fmt: skip


def carriers(seen: Deployment) -> Iterator[Finding]:
    """Residents sign in by a code in a short message: without a provider nobody gets one."""
    if not text("GONGBAN_SMS_URL"):
        yield Finding("sms.missing", seen.needed(), Words("没有短信服务商：居民收不到登录验证码，短信写进 outbox 文件夹。", "No provider of short messages: sign-in codes go to the folder outbox."),
                      Words("设 GONGBAN_SMS_URL 等（docs/how-to/add-a-channel.md）。", "Set GONGBAN_SMS_URL and its account (docs/how-to/add-a-channel.md)."))  # fmt: skip
    if not text("GONGBAN_SMTP_URL"):
        yield Finding("mail.missing", Weight.ADVICE, Words("没有邮件服务器：邮件写进 outbox 文件夹。", "No mail server: mails go to the folder outbox."),
                      Words("设 GONGBAN_SMTP_URL 与 GONGBAN_MAIL_FROM。", "Set GONGBAN_SMTP_URL and GONGBAN_MAIL_FROM."))  # fmt: skip


def demonstration(seen: Deployment) -> Iterator[Finding]:
    """The password of a demonstration."""
    if (seen.home / "keys" / "demonstration").exists():
        yield Finding("demo.password", seen.graver(), Words("这是演示实例：工作人员共用一个演示口令。", "This is a demonstration: the staff share one password."),
                      Words("上线用新的家，不带 --demo。", "Go live with a new home and without --demo."))  # fmt: skip


def logs(seen: Deployment) -> Iterator[Finding]:
    """Logs that tell more than they should."""
    if text("GONGBAN_LOG_LEVEL") == "DEBUG":
        yield Finding("logs.debug", seen.graver(), Words("日志级别是 DEBUG，可能记下语句里的值。", "The log level DEBUG may write values of statements."),
                      Words("设 GONGBAN_LOG_LEVEL=INFO。", "Set GONGBAN_LOG_LEVEL=INFO."))  # fmt: skip


def disk(seen: Deployment) -> Iterator[Finding]:
    """A disk that is about to be full."""
    usage = shutil.disk_usage(seen.home)
    if usage.free < max(2_000_000_000, usage.total // 20):
        yield Finding("disk.low", Weight.INCOMPLETE, Words(f"磁盘只剩 {usage.free // 1_000_000} MB。", f"Only {usage.free // 1_000_000} MB are free on the disk."),
                      Words("清理或扩容；满了就不能收件。", "Free or add space; a full disk takes no reports."))  # fmt: skip


def backups(seen: Deployment) -> Iterator[Finding]:
    """No backup, or an old one."""
    last = seen.home / "backups" / LAST
    taken = datetime.fromisoformat(json.loads(last.read_text())["at"]) if last.exists() else None
    if taken is None or datetime.now(UTC) - taken > OFTEN:
        said = f"{taken:%Y-%m-%d %H:%M} UTC" if taken else "-"
        yield Finding("backup.old", seen.needed(), Words(f"48 小时内没有备份（上次：{said}）。", f"No backup within 48 hours (last: {said})."),
                      Words("gongban backup /srv/backups --passphrase-file … 并放进定时任务（deploy/gongban-backup.timer）。", "gongban backup /srv/backups --passphrase-file … by a timer (deploy/gongban-backup.timer)."))  # fmt: skip


def administrator_of_the_machine(seen: Deployment) -> Iterator[Finding]:
    """Running with all rights."""
    if os.geteuid() == 0:
        yield Finding("user.root", Weight.ADVICE, Words("以 root 身份运行。", "It runs as root."),
                      Words("建一个系统用户来运行（deploy/gongban.service）。", "Run it as a system user (deploy/gongban.service)."))  # fmt: skip


def _chmod(mode: str, path: object) -> Words:
    return Words(f"chmod {mode} {path}", f"chmod {mode} {path}")


def _prefix(network: str) -> int:
    try:
        return ip_network(network, strict=False).prefixlen
    except ValueError:
        return 0


CHECKS = (open_keys, open_home, keys_readable, suite, example, secret, encrypted, hosts, metrics, carriers, demonstration, logs, disk, backups,
          administrator_of_the_machine)  # fmt: skip
