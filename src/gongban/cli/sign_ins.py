"""Who can sign in to a demonstration as what; the password is the home's own and never that of a real city."""

from __future__ import annotations

import secrets
from pathlib import Path

from rich.table import Table

from gongban.cli.database.place import write_secret
from gongban.cli.home import Home
from gongban.cli.saying import out
from gongban.kernel.words import Words

ROLES = {
    "operator": Words("话务员", "operator"),
    "dispatcher": Words("派单员", "dispatcher"),
    "handler": Words("承办人", "handler"),
    "reviewer": Words("审核人", "reviewer"),
    "moderator": Words("发布审核", "moderator"),
    "supervisor": Words("督办员", "supervisor"),
    "policy_specialist": Words("政策专员", "policy specialist"),
    "department_head": Words("单位负责人", "department head"),
    "catalogue_editor": Words("事项编制员", "catalogue editor"),
    "catalogue_publisher": Words("事项发布人", "catalogue publisher"),
    "counter": Words("窗口人员", "counter clerk"),
    "assistant": Words("帮代办员", "assistant"),
    "leader": Words("领导小组成员", "leading group"),
    "administrator": Words("管理员", "administrator"),
}


def give_passwords(home: Home) -> None:
    """Give staff without a password that of the demonstration; hashed once, as hashing is slow on purpose."""
    from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

    from gongban.foundation.people import public as people

    waiting = people.Account.objects.filter(kind="staff", password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if waiting.exists():
        waiting.update(password=make_password(_password(home)))


def show(home: Home) -> None:
    """Print one member of staff for each role, and how residents sign in."""
    from gongban.foundation.people import public as people

    table = Table(box=None, padding=(0, 2), show_header=False)
    held = people.Membership.objects.filter(until__isnull=True, account__is_active=True)
    # 承办角色先举业务部门的人 · a bureau's people come first as examples
    in_order = list(held.select_related("account", "department").order_by("department__kind", "pk"))
    for role, words in ROLES.items():
        first = next((one for one in in_order if one.role == role), None)
        if first is not None:
            table.add_row(f"{words.zh} · {words.en}", f"[bold]{first.account.login}[/]",
                          f"{first.account.name_zh}（{first.department.short_zh}）")
    out.print("\n工作人员登录 · staff sign in at /desk/")
    out.print(table, width=100)
    out.print(f"  口令（演示专用） · password of this demonstration: [bold]{_password(home)}[/]")
    codes = home.path / "outbox" / "messages.jsonl"
    out.print(f"居民用手机号登录，如 13000000001；验证码写在 {codes}\n"
              f"residents sign in with a phone such as 13000000001; the code is written to {codes}")


def _password(home: Home) -> str:
    kept: Path = home.path / "keys" / "demonstration"
    if not kept.exists():
        write_secret(kept, f"demo-{secrets.token_hex(4)}")
    return kept.read_text(encoding="utf-8").strip()
