"""Which callbacks wait, which one a reporter may answer, and by which rules."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from gongban.delivery.cases.public import Case, rulebook
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor, Role
from gongban.outcome.ratings.models import Callback
from gongban.outcome.ratings.rules import CallbackRules

ASKING = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)


def callback_rules() -> CallbackRules:
    """The city's rules; how long to wait between calls stands in its table of limits."""
    general = rulebook("limits").get("general", {})
    return CallbackRules.of(city().settings.get("callback") or {}, (general.get("callback") or {}).get("between"))


def may_ask(by: Actor) -> bool:
    """Whether the actor calls people back: operators, the dispatch desk, supervision."""
    return by.is_staff and any(by.holds(role) for role in ASKING)


def due_callbacks(by: Actor, at: datetime) -> QuerySet[Callback]:
    """The callbacks to make now, the longest waiting first; none for those who do not call people back."""
    if not may_ask(by):
        return Callback.objects.none()
    return Callback.objects.due(at).select_related("case__matter", "case__category", "case__lead__department", "party")


def callbacks_of(case: Case, by: Actor) -> QuerySet[Callback]:
    """The callbacks of a case that the actor may read, in order: all for the desk, one's own for a reporter."""
    rows = Callback.objects.filter(case=case).order_by("opened_at", "pk").prefetch_related("call_tries")
    return rows if may_ask(by) else rows.filter(_own(by))


def open_callback(case: Case, by: Actor) -> Callback | None:
    """The judgement that this reporter may give on the case now, or None."""
    return Callback.objects.open().filter(_own(by), case=case).order_by("-opened_at").first()


def is_own(callback: Callback, by: Actor) -> bool:
    """Whether the question is put to this actor."""
    return Callback.objects.filter(_own(by), pk=callback.pk).exists()


def _own(by: Actor) -> Q:
    if by.party:
        return Q(party=by.party)
    if by.account is None:
        return Q(pk__in=[])
    mine = Q(party__account=by.account)
    return mine | Q(party__enterprise=by.enterprise) if by.enterprise else mine
