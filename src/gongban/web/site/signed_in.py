"""What do pages show of whoever is signed in: name, unread messages, and for whom they act?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongban.delivery.licences.public import is_switched_on
from gongban.foundation.messages.public import unread
from gongban.foundation.people.public import Account, Enterprise
from gongban.kernel.actors import Actor
from gongban.web.site.acting import FOR_ABSENT, FOR_ENTERPRISE, account_of, actor


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame of every page; nothing is asked of the database for a visitor without a session."""
    account = account_of(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if account is None:
        return {}
    facts: dict[str, Any] = {"unread_messages": SimpleLazyObject(lambda: unread(str(account.pk)))}
    facts["licences_on"] = SimpleLazyObject(lambda: is_switched_on(timezone.now()))
    if account.kind == "staff":
        facts |= {"is_staff_member": True, "who": {"name": _called(account)}}
    if request.session.get(FOR_ABSENT) or request.session.get(FOR_ENTERPRISE):
        facts["acts_for_words"] = _acts_for(actor(request))
    return facts


def _acts_for(by: Actor) -> dict[str, str] | None:
    if by.acting_for:
        absent = Account.objects.filter(pk=by.acting_for).first()
        name = _called(absent) if absent else ""
        return {"text": _("您正在代 %(name)s 办理") % {"name": name}, "back": "/desk/account/act-for/"}
    if by.enterprise:
        row = Enterprise.objects.filter(pk=by.enterprise).first()
        name = (row.name_en if _english() and row.name_en else row.name_zh) if row else by.enterprise
        return {"text": _("您正在以 %(name)s 的名义办理") % {"name": name}, "back": "/account/enterprise/"}
    return None


def _called(account: Account) -> str:
    return (account.name_en if _english() else account.name_zh) or account.login


def _english() -> bool:
    return (get_language() or "").startswith("en")
