"""Giving a mandate (online, or on paper at a counter), taking it back, laying it down, and noting what was done by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from pydantic import Field

from gongban.delivery.assistance.covering import BUNDLE, excluded_items, expanded, held_in_force, longest_days
from gongban.delivery.assistance.events import AssistantActed, MandateEnded, MandateGiven
from gongban.delivery.assistance.models import Deed, Mandate
from gongban.delivery.assistance.switches import check_open
from gongban.delivery.assistance.terms import Kind, Origin
from gongban.foundation.files.public import claim_documents, disown_documents
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import (
    Account,
    Assurance,
    Membership,
    Resident,
    identity_of,
    lookups,
    own_assurance,
    require,
)
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import check_id_number, check_phone
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

NOT_FOUND = Words("没有找到这位已实名的人。请核对姓名和手机号，并请对方先完成实名。", "No such person with a proved real name. Check name and phone, and ask them to prove it first.")


class Giving(Input):
    """Whom somebody lets act for them: an assistant of the city (login), or another resident (name and phone); for what; until the end of which day."""

    kind: Kind = asked("委托做什么", "For what", widget="choice")
    assistant: str = asked("帮代办员", "Assistant", default="", max_length=80)
    name: str = asked("姓名", "Name", default="", max_length=60)
    phone: str = asked("手机号", "Phone", default="", max_length=30)
    items: list[str] = Field(min_length=1, max_length=60, title="事项", json_schema_extra={"en": "Items", "widget": "items"})
    until: date = asked("到哪天为止", "Until", widget="date")


class OnPaper(Giving):
    """A mandate on paper, as a clerk enters it: whose it is, by their ID number, and the photo of the paper."""

    principal_number: str = asked("委托人身份证号", "ID number of the principal", max_length=40)
    paper: UUID = asked("委托书照片", "Photo of the paper", widget="photo")


def give(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Mandate:
    """Give a mandate in one's own name, or in that of the enterprise of which one is the legal representative.

    Refusal "mandate.*" where it does not fit, AssuranceNeeded below a real name. A mandate for everything is none: items are named.
    """
    check_open(at)
    if by.enterprise:
        held = require(by, Assurance.LEGAL_PERSON, at)
        if held.capacity != "legal_representative":
            raise Forbidden("mandate.not_representative", Words("企业的委托由法定代表人给出。", "Mandates of an enterprise are given by its legal representative."))
    else:
        require(by, Assurance.REAL_NAME, at)
    wanted = Giving.read(given)
    made = _mandate(wanted, Origin.ONLINE, at)
    made.account_id, made.enterprise_id = (None, by.enterprise) if by.enterprise else (UUID(by.account), None)
    return _written(made, by, at)


def enter_paper(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Mandate:
    """Enter a mandate that a person gave on paper; they are told, and may end it as if they had given it online.

    Only counter clerks. Refusal "mandate.principal_unknown" for somebody whose real name is not proved here.
    """
    check_open(at)
    if not by.holds(Role.COUNTER):
        raise Forbidden("mandate.not_clerk", Words("只有窗口人员可以录入纸质委托书。", "Only counter clerks enter mandates on paper."))
    wanted = OnPaper.read(given)
    made = _mandate(wanted, Origin.PAPER, at)
    made.account, made.paper, made.entered_by_id = _principal(wanted.principal_number), wanted.paper, UUID(str(by.account))
    if made.assistant_id == made.entered_by_id:
        raise Refusal("mandate.own_entry", Words("自己受托的委托书请同事录入。", "Let a colleague enter a mandate that is given to you."), field="assistant", status=422)
    with transaction.atomic():
        claim_documents([wanted.paper], by=by, at=at)
        disown_documents([wanted.paper])
        return _written(made, by, at)


def revoke(mandate: UUID, *, by: Actor, at: datetime) -> Mandate:
    """Take a mandate back: from this moment nothing is seen or done by it. By whoever gave it, at any time, without a reason."""
    return _end(given_by(by, at).filter(pk=mandate), "revoked", by, at)


def lay_down(mandate: UUID, *, by: Actor, at: datetime) -> Mandate:
    """An assistant gives a mandate back."""
    return _end(held_in_force(by, at).filter(pk=mandate), "laid_down", by, at)


def note_act(mandate: UUID, what: str, subject: str = "", *, by: Actor, at: datetime) -> Deed:
    """Write down what an assistant did by a mandate, within the transaction of the act; the person reads it.

    The mandate's row is locked, so that an act and its taking back cannot meet: Forbidden "mandate.over" where it has ended.
    """
    with transaction.atomic():
        row = held_in_force(by, at).select_for_update(of=("self",)).filter(pk=mandate).first()
        if row is None:
            raise Forbidden("mandate.over", Words("委托已经结束，不能再凭它办理。", "The mandate is over; nothing more is done by it."))
        made = Deed.objects.create(mandate=row, at=at, what=what, subject=subject)
        record(Entry(AssistantActed(row.pk, what, subject), by, at, role="assistant", organisation=row.unit_id or ""))
    return made


def given_by(by: Actor, at: datetime) -> QuerySet[Mandate]:
    """The mandates of a resident, or of the enterprise for which they act as its legal representative; none for others."""
    if by.kind != "resident" or not by.account:
        return Mandate.objects.none()
    if not by.enterprise:
        return Mandate.objects.filter(account=UUID(by.account))
    speaks = require(by, Assurance.PHONE, at).capacity == "legal_representative"
    return Mandate.objects.filter(enterprise=by.enterprise) if speaks else Mandate.objects.none()


def assistants(at: datetime) -> list[Membership]:
    """The members of staff who may be given a mandate, by unit."""
    rows = Membership.objects.filter(role=Role.ASSISTANT, account__is_active=True).at(at)
    return list(rows.select_related("account", "department").order_by("department__kind", "department", "account__login"))


def _mandate(wanted: Giving, origin: Origin, at: datetime) -> Mandate:
    until = _end_of(wanted.until, at)
    assistant, unit = _assistant(wanted, at)
    return Mandate(kind=wanted.kind.value, assistant=assistant, unit_id=unit, items=_items(wanted.items, at), since=at, until=until, origin=origin.value, given_at=at)


def _items(wanted: list[str], at: datetime) -> list[str]:
    """The items, each once; excluded ones are refused with the reason, and so is what nobody offers."""
    found, barred = sorted(set(wanted)), excluded_items()
    for each in found:
        if each in barred:
            why = barred[each]
            raise _unfit("excluded", "items", f"“{each}”不能由别人代办：{why.zh}。", f"Nobody acts for others in “{each}”: {why.en}.")
        if not each.strip() or len(each) > 64 or (each.startswith(BUNDLE) and not expanded([each], at)):
            raise _unfit("item_unknown", "items", "没有这个事项，请重新选择。", "There is no such item. Choose again.")
    return found


def _assistant(wanted: Giving, at: datetime) -> tuple[Account, str | None]:
    if wanted.assistant:
        held = next((row for row in assistants(at) if row.account.login == wanted.assistant), None)
        if held is None:
            raise _unfit("assistant_unknown", "assistant", "没有这位帮代办员，请重新选择。", "There is no such assistant. Choose again.")
        return held.account, held.department_id
    if not wanted.name or not wanted.phone:
        raise _unfit("assistant_missing", "assistant", "请选择一位帮代办员，或者填写受托人的姓名和手机号。", "Choose an assistant, or fill in name and phone of whom you trust.")
    phone = str(check_phone(wanted.phone))
    row = Resident.objects.filter(phone_lookup__in=lookups(phone, "people.phone"), account__is_active=True).select_related("account").first()
    if row is None or own_assurance(row.account).level is not Assurance.REAL_NAME or identity_of(row.account)["full_name"] != wanted.name:
        raise Refusal("mandate.assistant_unknown", NOT_FOUND, field="phone", status=422)
    return row.account, None


def _principal(typed: str) -> Account:
    number = str(check_id_number(typed))
    row = Resident.objects.filter(id_number_lookup__in=lookups(number, "people.id_number"), account__is_active=True).select_related("account").first()
    if row is None or own_assurance(row.account).level is not Assurance.REAL_NAME:
        raise _unfit("principal_unknown", "principal_number", "委托人还没有实名，请先在“核实身份”里办。", "The principal's real name is not proved yet; do that first under “Prove an identity”.")
    return row.account


def _end_of(day: date, at: datetime) -> datetime:
    today, most = calendar().local_day(at), longest_days()
    if not today <= day <= today + timedelta(days=most):
        raise _unfit("until", "until", f"委托的截止日应在今天到 {most} 天之内。", f"The mandate must end between today and {most} days from now.")
    return datetime.combine(day + timedelta(days=1), time(0), calendar().tzinfo)


def _written(made: Mandate, by: Actor, at: datetime) -> Mandate:
    if made.assistant_id == made.account_id or (by.account and made.enterprise_id and str(made.assistant_id) == by.account):
        raise _unfit("oneself", "phone", "不用委托自己。", "Nobody needs a mandate from themselves.")
    with transaction.atomic():
        whose = {"account": made.account_id} if made.account_id else {"enterprise": made.enterprise_id}
        Account.objects.select_for_update().get(pk=made.assistant_id)
        standing = Mandate.objects.filter(assistant=made.assistant_id, state="in_force", until__gt=at, kind=made.kind, **whose)
        if any(set(made.items) <= set(row.items) and row.until >= made.until for row in standing):
            raise Conflict("mandate.stands", Words("同样的委托已经在期，不用再给。", "The same mandate is in force already."))
        made.save(force_insert=True)
        record(Entry(MandateGiven(made.pk, str(made.assistant_id), made.kind, made.items, made.until, made.origin), by, at, organisation=made.enterprise_id or ""))
    return made


def _end(rows: QuerySet[Mandate], how: str, by: Actor, at: datetime) -> Mandate:
    with transaction.atomic():
        row = rows.filter(state="in_force", until__gt=at).select_for_update(of=("self",)).first()
        if row is None:
            raise NotFound("mandate.not_found", Words("没有这项委托，或已经结束。", "There is no such mandate, or it is over."))
        row.state, row.ended_at = how, at
        row.save(update_fields=["state", "ended_at"])
        record(Entry(MandateEnded(row.pk, str(row.assistant_id), how), by, at))
    return row


def _unfit(code: str, field: str, zh: str, en: str) -> Refusal:
    return Refusal(f"mandate.{code}", Words(zh, en), field=field, status=422)
