"""The legal representative gives an agent (经办人) authority for items and a time, and takes it back; the agent may lay it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from pydantic import Field

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.assurance import assurance_of, own_assurance, require
from gongban.foundation.people.events import AgentEnded, AgentGranted
from gongban.foundation.people.models import Account, Agent, Enterprise, Resident
from gongban.foundation.people.secrets import lookups, reveal
from gongban.foundation.people.terms import EVERY_ITEM, Assurance
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import check_phone
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

LONGEST = timedelta(days=3 * 366)


class Granting(Input):
    """Whom a legal representative authorises, for which items (codes, or "all"), and until the end of which day."""

    name: str = asked("经办人姓名", "Name of the agent", max_length=60)
    phone: str = asked("经办人手机号", "Phone of the agent", max_length=30)
    items: list[str] = Field(min_length=1, max_length=200, title="事项", json_schema_extra={"en": "Items", "widget": "items"})
    until: date = asked("授权到哪天", "Until", widget="date")


def grant_agent(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Agent:
    """Authorise a resident whose real name is proved to act for the enterprise of `by`, its legal representative.

    Refusal "agent.unknown" where no such person is found (it never says which part did not fit), "agent.until",
    Conflict "agent.stands" where they speak for it already.
    """
    enterprise = _representative(by, at)
    wanted = Granting.read(given)
    until = _end_of(wanted.until, at)
    account = _person(wanted)
    if account is None or str(account.pk) == by.account:
        words = Words("没有找到这位已实名的人。请核对姓名和手机号，并请对方先完成实名。", "No such person with a proved real name. Check name and phone, and ask them to prove it first.")
        raise Refusal("agent.unknown", words, field="phone", status=422)
    with transaction.atomic():
        Enterprise.objects.select_for_update().get(pk=enterprise)
        if _standing(at).filter(enterprise=enterprise, account=account).exists():
            raise Conflict("agent.stands", Words("这位已经可以代表本企业；要改范围，请先收回再授权。", "They speak for the enterprise already. Take it back first to change it."))
        items = [EVERY_ITEM] if EVERY_ITEM in wanted.items else sorted(set(wanted.items))
        made = Agent.objects.create(enterprise_id=enterprise, account=account, capacity="agent", since=at, until=until, items=items, granted_by_id=by.account)
        record(Entry(AgentGranted(made.pk, str(account.pk), items, until), by, at))
        _tell(made, "people.agent_granted", at)
    return made


def revoke_agent(agent: int, *, by: Actor, at: datetime) -> Agent:
    """End an agent's authority now; from this moment nothing is done by it. NotFound for agents of others."""
    enterprise = _representative(by, at)
    return _end(_standing(at).filter(pk=agent, enterprise=enterprise, capacity="agent"), "representative", by, at)


def lay_down(agent: int, *, by: Actor, at: datetime) -> Agent:
    """An agent gives their own authority up."""
    return _end(_standing(at).filter(pk=agent, account__in=[by.account] if by.account else [], capacity="agent"), "agent", by, at)


def agents_of(by: Actor, *, at: datetime) -> QuerySet[Agent]:
    """The agents of the enterprise for which `by` speaks as its legal representative; none for others."""
    if not by.enterprise or assurance_of(by, at).capacity != "legal_representative":
        return Agent.objects.none()
    return _standing(at).filter(enterprise=by.enterprise, capacity="agent").select_related("account__resident").order_by("since", "pk")


def _end(rows: QuerySet[Agent], who: str, by: Actor, at: datetime) -> Agent:
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).first()
        if row is None:
            raise NotFound("agent.not_found", Words("没有这项授权，或已经结束。", "There is no such authority, or it is over."))
        row.until = at
        row.save(update_fields=["until"])
        record(Entry(AgentEnded(row.pk, str(row.account_id), who), by, at))
        _tell(row, "people.agent_ended", at)
    return row


def _standing(at: datetime) -> QuerySet[Agent]:
    return Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


def _representative(by: Actor, at: datetime) -> str:
    """The enterprise for which the legal representative speaks."""
    held = require(by, Assurance.LEGAL_PERSON, at)
    if held.capacity != "legal_representative" or by.enterprise is None:
        raise Forbidden("agent.not_representative", Words("只有法定代表人可以授权经办人。", "Only the legal representative authorises agents."))
    return by.enterprise


def _person(wanted: Granting) -> Account | None:
    """The account of this phone, if its real name is proved and is this one."""
    phone = str(check_phone(wanted.phone))
    row = Resident.objects.filter(phone_lookup__in=lookups(phone, "people.phone"), account__is_active=True).select_related("account").first()
    if row is None or own_assurance(row.account).level is not Assurance.REAL_NAME:
        return None
    return row.account if reveal(row.full_name, "people.full_name") == wanted.name else None


def _end_of(day: date, at: datetime) -> datetime:
    """The end of a local day that lies between today and three years from now."""
    today = calendar().local_day(at)
    if not today <= day <= today + LONGEST:
        raise Refusal("agent.until", Words("授权的截止日应在今天到三年之内。", "The authority must end between today and three years from now."), field="until", status=422)
    return datetime.combine(day + timedelta(days=1), time(0), calendar().tzinfo)


def _tell(agent: Agent, template: str, at: datetime) -> None:
    firm, account = agent.enterprise, agent.account
    values = {"enterprise_zh": firm.name_zh, "enterprise_en": firm.name_en}
    tell([Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")], template, values, key=f"{template}:{agent.pk}", at=at)
