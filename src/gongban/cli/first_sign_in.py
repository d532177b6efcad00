"""`gongban start-password`: a start password from the terminal, for the first administrator and for one who forgot theirs."""

from __future__ import annotations

import typer
from django.utils import timezone

from gongban.cli import saying
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words


def give_start_password(login: str) -> None:
    """Print a start password for the member of staff `login`; the former one ends at once. NotFound for anybody else."""
    from gongban.foundation.people.public import Account, new_start_password

    account = Account.objects.filter(login=login, kind="staff").first()
    if account is None:
        raise NotFound("staff.not_found", Words(f"没有用户名为“{login}”的工作人员。", f"There is no member of staff “{login}”."))
    password = new_start_password(account, by=SYSTEM, at=timezone.now())
    saying.step(f"{login} 的初始口令，七天内登录并修改；只显示这一次", f"start password of {login}, to be changed at the first sign-in within seven days; shown this once")
    typer.echo(password)
