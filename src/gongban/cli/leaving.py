"""`gongban hand-over`: somebody leaves; their open work goes to colleagues and their account is closed."""

from __future__ import annotations

from django.utils import timezone

from gongban.cli import saying
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words


def leave(login: str, to: list[str]) -> None:
    """Hand over the work of `login`; `to` are pairs department=login or number=login."""
    from gongban.delivery.cases.public import hand_over
    from gongban.foundation.people.public import Account

    leaver = Account.objects.filter(login=login, kind="staff").first()
    if leaver is None:
        raise NotFound("staff.not_found", Words(f"没有用户名为“{login}”的工作人员。", f"There is no member of staff “{login}”."))
    moved = hand_over(leaver, dict(map(_pair, to)), by=SYSTEM, at=timezone.now())
    saying.step(f"已移交 {moved} 件，账号 {login} 已停用", f"{moved} handed over, the account {login} is closed")


def _pair(text: str) -> tuple[str, str]:
    where, sign, who = text.partition("=")
    if not (where and sign and who):
        words = Words(f"--to 要写成 部门=用户名，如 chengguan=qiu.shishi，而不是“{text}”。", f"--to is written department=login, such as chengguan=qiu.shishi, not “{text}”.")
        raise Refusal("hand_over.pair", words)
    return where, who
