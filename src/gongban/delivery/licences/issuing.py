"""Issuing a licence: once for each matter and outcome, whatever happens in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from pydantic import Field as Limited

from gongban.delivery.licences.comprehensive import check_inside, put_inside
from gongban.delivery.licences.contents import HOLDER, NAME, NUMBER, checked, sealed
from gongban.delivery.licences.events import LicenceIssued
from gongban.delivery.licences.holders import Found, find_holder
from gongban.delivery.licences.models import Happening, Licence, LicenceType
from gongban.delivery.licences.numbering import next_number
from gongban.delivery.licences.proving import refresh_facts
from gongban.delivery.licences.rights import check_issuing
from gongban.delivery.licences.rules import LATEST, last_day
from gongban.delivery.licences.switches import check_switched_on
from gongban.delivery.licences.versions import keep_version
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import lookup, lookups, protect
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.identifiers import LicenceNumber
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Issuing(Input):
    """What a licence is to say. `fields` by their codes as texts (a date as 2026-01-31, money in fen); `inside` for a comprehensive one."""

    type: str = asked("证照类型", "Type", max_length=40)
    holder_name: str = asked("持证人", "Holder", max_length=120)
    holder_number: str = asked("身份证号或统一社会信用代码", "ID number or credit code", max_length=40)
    fields: dict[str, str] = Limited(default={}, max_length=60)
    since: date | None = asked("从哪天起有效", "Valid from", widget="date", default=None)
    until: date | None = asked("有效到哪天", "Valid until", widget="date", default=None)
    inside: list[UUID] = Limited(default=[], max_length=30)
    trade: str = asked("行业代码", "Trade code", default="", max_length=40, pattern=r"^[a-z0-9-]*$")
    trade_zh: str = asked("行业名称", "Trade in Chinese", default="", max_length=60)
    trade_en: str = asked("行业英文名称", "Trade in English", default="", max_length=80)


@dataclass(frozen=True)
class Checked:
    """A licence about to be issued, with everything looked up."""

    kind: LicenceType
    holder: Found
    fields: dict[str, str]
    since: date
    until: date | None
    inside: list[Licence]
    given: Issuing


def check(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Checked:
    """What would be issued, for a preview; Forbidden, InvalidInput or Refusal as `issue` would say."""
    check_switched_on(at)
    asked_for = Issuing.read(given)
    kind = LicenceType.objects.select_related("issuer").filter(code=asked_for.type, ended=False).first()
    if kind is None:
        raise NotFound("licence.type_unknown", Words("没有这种证照。", "There is no such type of licence."))
    check_issuing(kind, by)
    since, until = _term(kind, asked_for, at)
    holder = find_holder(kind, asked_for.holder_name, asked_for.holder_number)
    return Checked(kind, holder, checked(kind, asked_for.fields), since, until, check_inside(kind, holder, asked_for.inside, asked_for.trade_zh, at), asked_for)


def issue(given: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Licence:
    """Issue a licence and return it; the same `key` (matter and outcome, such as "JCB2026-000001:granted") returns the one issued before.

    Everything is one transaction: a process that dies in the middle leaves nothing, and asking again issues it once.
    Forbidden for those who do not issue this type, Conflict "licence.key_taken" where the key belongs to another licence.
    """
    if not 0 < len(key) <= 100:
        raise Refusal("licence.key", Words("缺少办件与结果的标识。", "The key of matter and outcome is missing."), field="key")
    found = check(given, by=by, at=at)
    with transaction.atomic():
        _only_one_at_a_time(key)
        former = Licence.objects.select_related("type", "issuer").filter(issue_key=key).first()
        return _same(former, found) if former else _made(found, key, by, at)


def _term(kind: LicenceType, given: Issuing, at: datetime) -> tuple[date, date | None]:
    today = calendar().local_day(at)
    since = given.since or today
    longest = last_day(since, kind.months)
    until = given.until or longest
    if since > today or since.year < 1900:
        raise Refusal("licence.since", Words("起始日不能晚于今天。", "It cannot begin after today."), field="since", status=422)
    if until is not None and (until < today or until > LATEST or (longest is not None and until > longest)):
        words = Words("截止日应在今天之后、最长期限之内。", "The end must lie after today and within the longest term.")
        raise Refusal("licence.until", words, field="until", status=422)
    return since, until


def _only_one_at_a_time(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"licence {key}"])


def _same(former: Licence, found: Checked) -> Licence:
    if former.type_id != found.kind.pk or former.holder_lookup not in lookups(found.holder.number, HOLDER):
        raise Conflict("licence.key_taken", Words("这个办件的这个结果已经发过另一张证照。", "Another licence was issued for this outcome of the matter."))
    return former


def _made(found: Checked, key: str, by: Actor, at: datetime) -> Licence:
    number = next_number(found.kind, calendar().local_day(at).year)
    licence = _row(found, number, key, at)
    seq = licence.next_seq()
    licence.save(force_insert=True)
    put_inside(licence, found.inside)
    keep_version(licence, at)
    Happening.objects.create(
        licence=licence, action="issue", at=at, by_id=by.account, department_id=licence.issuer_id, state=licence.state, version=licence.version
    )
    event = LicenceIssued(found.kind.pk, licence.issuer_id, licence.until, len(found.inside) or None)
    record(Entry(event, by, at, licence.pk, seq, "issuer" if by.is_staff else "", licence.issuer_id))
    refresh_facts(licence, at)
    return licence


def _row(found: Checked, number: LicenceNumber, key: str, at: datetime) -> Licence:
    holder, given = found.holder, found.given
    return Licence(
        type=found.kind, issuer=found.kind.issuer, account_id=holder.account, enterprise_id=holder.enterprise, holder_name=protect(holder.name, NAME),
        holder_number=protect(holder.number, NUMBER), holder_lookup=lookup(holder.number, HOLDER), details=sealed(found.fields), number=number.short,
        base=number.base, since=found.since, until=found.until, issue_key=key, trade=given.trade, trade_zh=given.trade_zh,
        trade_en=given.trade_en or given.trade_zh, issued_at=at, changed_at=at,
    )  # fmt: skip
