"""Assistance orders: asking for one, and the actions of the table, each with its line of history and the paper that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.assistance.covering import BUNDLE, covers, excluded_items, expanded, principal_of
from gongban.delivery.assistance.events import AssistanceAsked, AssistanceMoved
from gongban.delivery.assistance.giving import assistants, give, note_act
from gongban.delivery.assistance.lifecycle import ORDER, OVER
from gongban.delivery.assistance.models import Mandate, Order, Series, Stage
from gongban.delivery.assistance.rights import own_orders, relations, unknown, visible
from gongban.delivery.assistance.sealing import ADDRESS, CONTACT, TEXT, WISH, protect
from gongban.delivery.assistance.switches import check_open
from gongban.delivery.assistance.terms import Kind, Place, Principal, Reason
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Account, Assurance, identity_of, require, service_office
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import check_phone
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

MOST_OPEN = 10


class Asking(Input):
    """What somebody asks help with; to have somebody act, the mandate is given in the same step."""

    item: str = asked("事项", "Item", widget="hidden", max_length=64)
    kind: Kind = asked("要怎样帮", "What kind of help", widget="choice")
    place: Place = asked("在哪里办", "Where", widget="choice")
    phone: str = asked("联系电话", "Phone", max_length=30)
    address: str = asked("上门地址", "Address for the visit", default="", max_length=200)
    wish: str = asked("还想说的", "Anything else", widget="textarea", default="", max_length=500)
    assistant: str = asked("委托给哪位帮代办员", "To which assistant", default="", max_length=80)
    until: date | None = asked("委托到哪天为止", "Mandate until", widget="date", default=None)


class Accepting(Input):
    text: str = asked("说明", "Note", widget="textarea", default="", max_length=500, hint=Words("本人会看到，也印在受理单上。", "The person reads it; it is printed on the form."))


class Scheduling(Input):
    appointment: datetime = asked("约定时间", "Time", widget="datetime")
    text: str = asked("说明", "Note", widget="textarea", default="", max_length=500)


class Reasoned(Input):
    reason: Reason = asked("原因", "Reason", widget="choice")
    text: str = asked("说明", "Note", widget="textarea", max_length=500, hint=Words("写清楚还可以怎样办，本人会看到。", "Say what can be done instead; the person reads it."))


class Telling(Input):
    text: str = asked("说明", "Note", widget="textarea", max_length=500, hint=Words("本人会看到，也印在单子上。", "The person reads it; it is printed on the form."))


@dataclass(frozen=True)
class Act:
    """An action's input and what it does to the order besides moving it on."""

    given: type[Input]
    perform: Callable[[Order, Any, Actor, datetime], None]


def ask(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Order:
    """Ask for assistance in one's own name or that of an enterprise. To have somebody act, name an assistant and until when.

    Refusal "assistance.*", "mandate.*"; AssuranceNeeded below a verified phone, or, to have somebody act, a real name.
    """
    check_open(at)
    require(by, Assurance.PHONE, at)
    wanted = Asking.read(given)
    _check_item(wanted, at)
    phone = str(check_phone(wanted.phone))
    if wanted.place is Place.HOME and not wanted.address:
        raise Refusal("assistance.address", Words("上门要填写地址。", "Fill in the address for a visit."), field="address", status=422)
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=str(by.account))
        if own_orders(by).exclude(state__in=OVER).count() >= MOST_OPEN:
            raise Conflict("assistance.too_many", Words("您已有十件在办，请等办完再申请。", "You have ten open orders. Wait until some are done."))
        mandate = _mandated(wanted, by, at) if wanted.kind is Kind.ACT else None
        order = _made(wanted, phone, mandate, by, at)
        _stage(order, "ask", at, by)
        record(Entry(AssistanceAsked(order.item, order.kind, order.place, order.unit_id), by, at, order.pk, order.next_seq(), "principal"))
        order.save()
    return order


def act(pk: UUID, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Order:
    """Take an action on an order and return it. NotFound for those who may not see it (now), Forbidden, Conflict, InvalidInput."""
    known = ACTS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
    checked = known.given.read(given or {})
    with transaction.atomic():
        if not visible(by, at).filter(pk=pk).exists():
            raise unknown()
        order = Order.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
        if not visible(by, at).filter(pk=pk).exists():  # 等锁的时候别人办了 · somebody else was quicker
            raise unknown()
        return _perform(order, action, known, checked, by, at)


def _perform(order: Order, action: str, known: Act, given: Any, by: Actor, at: datetime) -> Order:
    held, row = relations(order, by), ORDER.row(order.state, action)
    if row is None:
        state = ORDER.state(order.state).words
        raise Conflict("assistance.wrong_state", Words(f"这一件{state.zh}，不能这样办。", f"This cannot be done: the order is “{state.en}”."))
    if not held.intersection(row.who):
        raise Forbidden("assistance.not_allowed", Words("只有承办这一件的帮代办员可以这样办。", "Only the assistant who holds the order may do this."))
    known.perform(order, given, by, at)
    order.state = row.to[0] if row.to else order.state
    order.changed_at = at
    reason = getattr(given, "reason", None)
    _stage(order, action, at, by, reason.value if reason else "", getattr(given, "text", ""))
    role = next(each for each in row.who if each in held)
    record(Entry(AssistanceMoved(action, order.state, reason.value if reason else ""), by, at, order.pk, order.next_seq(), role, order.unit_id if by.is_staff else ""))
    order.save()
    if order.mandate_id and by.is_staff:
        note_act(order.mandate_id, "order", order.number, by=by, at=at)
    return order


def _accept(order: Order, given: Accepting, by: Actor, at: datetime) -> None:
    order.assistant_id = UUID(str(by.account))
    _needs_mandate(order, by, at)


def _schedule(order: Order, given: Scheduling, by: Actor, at: datetime) -> None:
    if given.appointment <= at:
        raise Refusal("assistance.past", Words("约定时间要在将来。", "The time must lie in the future."), field="appointment", status=422)
    order.appointment = given.appointment


def _resume(order: Order, given: Telling, by: Actor, at: datetime) -> None:
    _needs_mandate(order, by, at)


def _none(order: Order, given: Any, by: Actor, at: datetime) -> None:
    """Nothing besides moving on."""


def _needs_mandate(order: Order, by: Actor, at: datetime) -> None:
    """To act for somebody there must be a mandate in force from them."""
    if order.kind != Kind.ACT.value:
        return
    whose = Principal(None if order.enterprise_id else str(order.account_id), order.enterprise_id)
    items = sorted(expanded([order.item], at))
    found = covers(by, whose, items[0], at, acts=True) if items else None
    if found is None or found.mandate is None:
        why = found.reason if found else Words("没有这个事项。", "There is no such item.")
        raise Conflict("assistance.mandate_needed", Words(f"不能代办：{why.zh}", f"You cannot act: {why.en}"))
    order.mandate = found.mandate


ACTS: dict[str, Act] = {
    "accept": Act(Accepting, _accept), "schedule": Act(Scheduling, _schedule), "pause": Act(Reasoned, _none), "resume": Act(Telling, _resume),
    "close": Act(Telling, _none), "end": Act(Reasoned, _none), "withdraw": Act(Input, _none),
}  # fmt: skip


def _check_item(wanted: Asking, at: datetime) -> None:
    barred = excluded_items().get(wanted.item)
    if barred:
        raise Refusal("assistance.excluded", Words(f"这个事项不能帮代办：{barred.zh}。", f"There is no assistance for this item: {barred.en}."), field="item", status=422)
    if not wanted.item.strip() or (wanted.item.startswith(BUNDLE) and not expanded([wanted.item], at)):
        raise Refusal("assistance.item_unknown", Words("没有这个事项，请从办事指南里进来。", "There is no such item. Come in from its guide."), field="item", status=422)


def _mandated(wanted: Asking, by: Actor, at: datetime) -> Mandate:
    """The mandate in force that fits, else a new one."""
    if not wanted.assistant or wanted.until is None:
        words = Words("代办要选一位帮代办员，并写明委托到哪天。", "To have somebody act, choose an assistant and say until when.")
        raise Refusal("assistance.assistant", words, field="assistant", status=422)
    rows = Mandate.objects.filter(state="in_force", since__lte=at, until__gt=at, assistant__login=wanted.assistant, kind=Kind.ACT.value)
    whose = rows.filter(enterprise=by.enterprise) if by.enterprise else rows.filter(account=UUID(str(by.account)))
    standing = next((row for row in whose if expanded([wanted.item], at) <= expanded(row.items, at) and calendar().local_day(row.until) > wanted.until), None)
    return standing or give({"kind": "act", "assistant": wanted.assistant, "items": [wanted.item], "until": wanted.until}, by=by, at=at)


def _made(wanted: Asking, phone: str, mandate: Mandate | None, by: Actor, at: datetime) -> Order:
    account = Account.objects.get(pk=str(by.account))
    name = identity_of(account).get("full_name", "")
    unit = mandate.unit_id if mandate and mandate.unit_id else _unit(at)
    return Order(
        number=_number(at), account=account, enterprise_id=by.enterprise, item=wanted.item, kind=wanted.kind.value, place=wanted.place.value,
        contact=protect(f"{name}\n{phone}", CONTACT), address=protect(wanted.address if wanted.place is Place.HOME else "", ADDRESS),
        wish=protect(wanted.wish, WISH), unit_id=unit, assistant=mandate.assistant if mandate else None, mandate=mandate, asked_at=at, changed_at=at,
    )  # fmt: skip


def _unit(at: datetime) -> str:
    """The unit that takes what names no assistant: the service office, or else the first that has assistants."""
    units, office = [row.department_id for row in assistants(at)], service_office().pk
    return office if office in units or not units else units[0]


def _number(at: datetime) -> str:
    year = calendar().local_day(at).year
    Series.objects.get_or_create(year=year)
    row = Series.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"BD{year}-{row.last:06d}"


def _stage(order: Order, action: str, at: datetime, by: Actor, reason: str = "", text: str = "") -> None:
    order.save() if order._state.adding else None
    Stage.objects.create(order=order, action=action, at=at, by_id=by.account, state=order.state, reason=reason, text=protect(text, TEXT))


def attach(mandate: Mandate, at: datetime) -> int:
    """Let paused orders of the principal that this assistant holds go on under a new mandate that covers them; gives how many."""
    whose = principal_of(mandate)
    rows = Order.objects.filter(assistant=mandate.assistant, kind=Kind.ACT.value, state__in=("asked", "paused"))
    rows = rows.filter(enterprise=whose.enterprise) if whose.enterprise else rows.filter(account=UUID(str(whose.account)), enterprise__isnull=True)
    fits = [row.pk for row in rows if expanded([row.item], at) <= expanded(mandate.items, at)]
    return Order.objects.filter(pk__in=fits).update(mandate=mandate) if mandate.kind == Kind.ACT.value else 0
