"""An application that belongs to the same person in another name: after a new sign-in one acts for oneself again, and links in messages lead to the enterprise's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from gongban.delivery.applications.public import Application, application_of
from gongban.foundation.people.public import Account, actor_of, agencies_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from gongban.web.site.acting import account_of, actor

SWITCH = "/account/#acts-for"


class OtherName(NotFound):
    """It is theirs, in another name: `link` leads to where one switches."""

    def __init__(self, name: Words) -> None:
        words = Words("这是以“{name}”的名义申请的：先切换到这个名义，再从“我的办事”打开。", "This was applied for in the name of “{name}”: switch to that name first, then open it from “My applications”.")
        super().__init__("application.other_name", words.format(name=name))
        self.link = SWITCH


def application_for(request: HttpRequest, pk: UUID) -> Application:
    """The application as whoever is signed in acts now. OtherName where they may see it in another name, else NotFound."""
    by = actor(request)
    try:
        return application_of(pk, by=by)
    except NotFound:
        account = account_of(request)
        if account is not None and by.kind == "resident" and (name := _name(account, pk, by)):
            raise OtherName(name) from None
        raise


def _name(account: Account, pk: UUID, by: Actor) -> Words | None:
    now = timezone.now()
    names = {agency.enterprise_id: Words(agency.enterprise.name_zh, agency.enterprise.name_en or agency.enterprise.name_zh) for agency in agencies_of(account, at=now)}
    for enterprise, name in [("", Words("我个人", "myself")), *names.items()]:
        if enterprise != (by.enterprise or "") and _sees(actor_of(account, at=now, enterprise=enterprise or None), pk):
            return name
    return None


def _sees(by: Actor, pk: UUID) -> bool:
    try:
        return bool(application_of(pk, by=by))
    except NotFound:
        return False
