"""Taking down what could not be done: by a clerk at a counter, by the service office, or by the person online."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongban.delivery.impasses.acts import PROCESS
from gongban.delivery.impasses.events import ImpasseTaken
from gongban.delivery.impasses.lifecycle import IMPASSE
from gongban.delivery.impasses.models import Impasse, ImpasseSeries
from gongban.delivery.impasses.rights import takes_for_office
from gongban.delivery.impasses.rules import impasse_rules, is_switched_on
from gongban.delivery.impasses.terms import Taking
from gongban.delivery.outlets.public import Outlet, duty_of, outlets_named
from gongban.design.catalogue.public import Guide, guides_named
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, Matter, say
from gongban.foundation.people.public import protect, service_office
from gongban.foundation.renewal import Column, protects
from gongban.foundation.territory.public import calendar, city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.words import Words

NAME, PHONE = "impasse.name", "impasse.phone"
protects(Column("impasses.Impasse", "name", NAME), Column("impasses.Impasse", "phone", PHONE))
FIRST_CLOCKS = ("coordinate", "resolve")
TITLE = "办不成事：{name}"


def take_impasse(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Impasse:
    """Take down what could not be done. Its place is the counter where a clerk serves, or the outlet that the person names.

    Conflict where the city has switched it off, Forbidden for staff at no counter and not of the service office,
    InvalidInput or Refusal for what does not fit.
    """
    said = Taking.read(given)
    if not is_switched_on(at):
        raise Conflict("impasse.switched_off", Words("本市没有开通“办不成事”窗口，请打热线。", "This city has not opened this service. Call the hotline."))
    place, counter = _place(said, by, at)
    _check_cause(said.cause)
    item = _item(said.item, at)
    with transaction.atomic():
        matter = Matter.objects.create(
            kind="impasse", number=_number(at), title=TITLE.format(name=item.name.zh if item else said.text)[:200], state=IMPASSE.start,
            holder=service_office(), opened_at=at, changed_at=at,
        )  # fmt: skip
        row = Impasse.objects.create(matter=matter, outlet=place.code if place else "", counter=counter, cause=said.cause, channel=by.channel, **_who(said, by), **_what(item))
        say(matter, Line("taken", said.text, "parties", "person" if not by.is_staff else "clerk", None if not by.is_staff else min(by.departments(), default=None)), by=by, at=at)
        PROCESS.begin(row, at=at, clocks=FIRST_CLOCKS)
        what = ImpasseTaken(row.item, row.cause, row.outlet, by.channel)
        record(Entry(what, by, at, matter.pk, matter.next_seq(), "clerk" if by.is_staff else "person", matter.holder_id or "", row.outlet))
        matter.save(update_fields=["last_seq"])
    return row


def _place(said: Taking, by: Actor, at: datetime) -> tuple[Outlet | None, str]:
    duty = duty_of(by, at)
    if duty:
        return duty.outlet, duty.counter.code
    if by.is_staff and not takes_for_office(by):
        raise Forbidden("impasse.not_taking", Words("请先在“窗口”页说明您现在在哪个窗口，再登记。", "First say on the page “Counter” at which counter you are."))
    if by.kind not in ("staff", "resident"):
        raise Forbidden("impasse.sign_in", Words("请先登录，再登记办不成的事；也可以到窗口说。", "Sign in first, or tell it at a counter."))
    if not said.outlet:
        return None, ""
    found = outlets_named([said.outlet]).get(said.outlet)
    if found is None:
        raise Refusal("impasse.outlet", Words("没有这个网点，请重新选择。", "There is no such outlet. Choose again."), field="outlet", status=422)
    return found, ""


def _check_cause(code: str) -> None:
    if code not in {each.code for each in impasse_rules().causes}:
        raise Refusal("impasse.cause", Words("请从列出的原因里选一个。", "Choose one of the causes listed."), field="cause", status=422)


def _item(name: str, at: datetime) -> Guide | None:
    if not name:
        return None
    found = guides_named([name], at=at).get(name)
    if found is None:
        raise Refusal("impasse.item", Words("没有这个事项，请重新选，或者空着。", "There is no such item. Choose again, or leave it empty."), field="item", status=422)
    return found


def _what(item: Guide | None) -> dict[str, str]:
    return {"item": item.slug or item.code, "item_zh": item.name.zh, "item_en": item.name.en} if item else {}


def _who(said: Taking, by: Actor) -> dict[str, Any]:
    if not by.is_staff:
        return {"account_id": by.account}
    return {"taken_by_id": by.account, "name": protect(said.name, NAME), "phone": protect(said.phone, PHONE)}


def _number(at: datetime) -> str:
    year = calendar().local_day(at).year
    ImpasseSeries.objects.get_or_create(year=year)
    row = ImpasseSeries.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{city().number_prefix}BC{year}-{row.last:06d}"
