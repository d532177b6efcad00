"""Checks that ask the database: tables, durability, the city, people, and work that is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from gongban.cli.checks.finding import Deployment, Finding, Weight, unsafe
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

SILENT = 300  # seconds after which a worker counts as gone
STUCK = 3_600


def tables(seen: Deployment) -> Iterator[Finding]:
    """Tables of another version."""
    from django.db.migrations.executor import MigrationExecutor

    from gongban.cli.migrations import misfits

    executor = MigrationExecutor(connection)
    if misfits() or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("tables.old", Weight.INCOMPLETE, Words("数据表与程序版本不符。", "The tables do not fit this version."),
                      Words("先备份，再运行 gongban up。", "Take a backup, then run gongban up."))  # fmt: skip


def durable(seen: Deployment) -> Iterator[Finding]:
    """A server that forgets what it has acknowledged."""
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if _show(name) == "off":
            yield unsafe("database.forgetful", Words(f"数据库设了 {name}=off：断电会丢已确认的诉求。", f"The database has {name}=off: a power cut loses acknowledged cases."),
                         Words(f"在 postgresql.conf 里设 {name}=on 并重启。", f"Set {name}=on in postgresql.conf and restart."))  # fmt: skip


def encrypted_connection(seen: Deployment) -> Iterator[Finding]:
    """A database on another machine, spoken to in clear."""
    host = str(connection.settings_dict.get("HOST") or "")
    away = host and host not in ("localhost", "::1") and not host.startswith(("127.", "/"))
    if away and not _one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"):
        yield unsafe("database.plain", Words(f"到数据库 {host} 的连接没有加密。", f"The connection to the database {host} is not encrypted."),
                     Words("在数据库服务器上打开 ssl，或走专用网络隧道。", "Turn on ssl at the server, or use a private tunnel."))  # fmt: skip


def time_of_day(seen: Deployment) -> Iterator[Finding]:
    """Two clocks that differ: every limit is counted by them."""
    apart = abs((datetime.now(UTC) - _one("SELECT clock_timestamp()")).total_seconds())
    if apart > 5:
        yield Finding("time.apart", Weight.INCOMPLETE, Words(f"本机与数据库的时间相差 {apart:.0f} 秒。", f"This machine and the database are {apart:.0f} s apart."),
                      Words("两边都开启 NTP 对时。", "Let both follow NTP."))  # fmt: skip


def meaning_installed(seen: Deployment) -> Iterator[Finding]:
    """A search that is to look at meaning and cannot."""
    from django.conf import settings

    from gongban.kernel.ranking import is_installed

    if settings.SEMANTIC and not is_installed():
        yield Finding("search.meaning", Weight.INCOMPLETE, Words("GONGBAN_SEMANTIC=on，但没有装 gongban[semantic]，搜索只看字词。", "GONGBAN_SEMANTIC=on, but gongban[semantic] is not installed: search looks at words only."),
                      Words("运行 pip install 'gongban[semantic]'，或去掉这项设置。", "Run pip install 'gongban[semantic]', or drop the setting."))  # fmt: skip


def city_loaded(seen: Deployment) -> Iterator[Finding]:
    """No city; a year without holidays."""
    from gongban.foundation.territory.public import calendar, city

    try:
        city()
    except NotFound:
        yield Finding("city.missing", Weight.INCOMPLETE, Words("还没有装入城市。", "No city is loaded."),
                      Words("gongban load cities/…", "gongban load cities/…"))  # fmt: skip
        return
    year = timezone.now().year
    if year not in calendar().known_years:
        yield Finding("calendar.missing", Weight.INCOMPLETE, Words(f"没有 {year} 年的放假安排，期限都是暂定的。", f"The holidays of {year} are not loaded: limits are provisional."),
                      Words("补全 calendar.yaml 后再 gongban load。", "Complete calendar.yaml, then gongban load."))  # fmt: skip


def retention(seen: Deployment) -> Iterator[Finding]:
    """No rule says when personal data go."""
    from gongban.foundation.retention.public import Rule

    if not Rule.objects.exists():
        yield Finding("retention.missing", seen.needed(), Words("没有规定个人信息保存多久，什么也不会清除。", "No rule says how long personal data are kept: nothing is ever erased."),
                      Words("在城市文件夹里写 retention.yaml（docs/how-to/keep-and-erase.md），再 gongban load。", "Write retention.yaml in the city folder (docs/how-to/keep-and-erase.md), then gongban load."))  # fmt: skip


def people(seen: Deployment) -> Iterator[Finding]:
    """Nobody administers; passwords given by others and never changed; tokens without an end."""
    from gongban.foundation.people.public import Account, Membership, tokens_in_force
    from gongban.kernel.actors import Role

    now = timezone.now()
    administrators = Account.objects.filter(pk__in=Membership.objects.at(now).filter(role=Role.ADMINISTRATOR).values("account"), is_active=True)
    if not administrators:
        yield Finding("people.no_administrator", Weight.INCOMPLETE, Words("没有管理员。", "There is no administrator."),
                      Words("在 people.yaml 里写一位，再 gongban load。", "Name one in people.yaml, then gongban load."))  # fmt: skip
    elif not any(one.has_usable_password() for one in administrators):
        yield Finding("people.no_password", seen.needed(), Words("没有一位管理员有口令：谁也登录不了工作台。", "No administrator has a password: nobody can sign in at the desk."),
                      Words(f"gongban start-password {administrators[0].login}", f"gongban start-password {administrators[0].login}"))  # fmt: skip
    if left := Account.objects.filter(is_active=True, start_password_until__lt=now).count():
        yield Finding("people.start_passwords", Weight.ADVICE, Words(f"{left} 个账号的初始口令已过期未改。", f"{left} accounts never changed their start password."),
                      Words("在“人员”页重发或停用。", "Give new ones or close them on the page of people."))  # fmt: skip
    if endless := sum(1 for token in tokens_in_force(now) if token.expires_at is None):
        yield Finding("tokens.endless", Weight.ADVICE, Words(f"{endless} 个令牌没有期限。", f"{endless} tokens never expire."),
                      Words("gongban token list 查看，撤销后重发有期限的。", "See gongban token list; revoke and make ones that expire."))  # fmt: skip


def work(seen: Deployment) -> Iterator[Finding]:
    """What waits too long: jobs, the journal, a worker that is gone."""
    from gongban.foundation.standing import standing

    now = standing()
    if now.oldest_job_seconds > STUCK or (now.journal.unsealed and (now.worker_silent_seconds or 0) > SILENT):
        yield Finding("work.stuck", Weight.ADVICE, Words("有任务等了一小时以上，或工作进程没有动静。", "Jobs wait for an hour or more, or no worker gives a sign."),
                      Words("确认 gongban up 在运行，看 logs/worker.log。", "See that gongban up runs, and logs/worker.log."))  # fmt: skip
    if failed := now.jobs["failed"]:
        yield Finding("work.failed", Weight.ADVICE, Words(f"{failed} 个任务失败。", f"{failed} jobs failed."),
                      Words("原因在 logs/worker.log。", "The reasons are in logs/worker.log."))  # fmt: skip


def _show(name: str) -> str:
    return str(_one(f"SELECT current_setting('{name}')"))


def _one(statement: str):  # type: ignore[no-untyped-def] # whatever the statement gives
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


CHECKS = (tables, durable, encrypted_connection, time_of_day, city_loaded, retention, people, work, meaning_installed)
