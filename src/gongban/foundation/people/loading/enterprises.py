"""people.yaml, enterprises: sample enterprises with checked credit codes, and who may speak for them."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.loading.accounts import bring_accounts
from gongban.foundation.people.loading.residents import bring_resident, id_number
from gongban.foundation.people.loading.staff import checked_phone
from gongban.foundation.people.models import Account, Agent, Enterprise
from gongban.foundation.people.terms import EVERY_ITEM
from gongban.foundation.territory.public import Area
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_credit_code
from gongban.kernel.words import Words

CAPACITIES = ("legal_representative", "agent")


def load_enterprises(folder: CityFolder, people: Entry, report: Report, *, since: datetime) -> None:
    """Read enterprises and their agents; an agency that the folder no longer names ends now."""
    members = people.each("enterprises")
    once(folder, members, "credit_code")
    areas = set(Area.objects.values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _enterprise(entry, areas))
    folder.check()
    bring_in_step(
        rows, among=Enterprise.objects.all(), key="credit_code", fields=("name_zh", "name_en", "facts"), report=report,
        words=Words("企业", "enterprises"),
    )  # fmt: skip
    _agents(members, report, since)


def _enterprise(entry: Entry, areas: set[str]) -> Enterprise:
    entry.only("name", "credit_code", "community", "size", "trade", "agents")
    name = entry.words("name")
    for agent in entry.each("agents"):
        agent.only("username", "name", "phone", "id_number", "title", "capacity", "items")
        agent.choice("capacity", CAPACITIES)
        agent.words("name"), agent.text("username"), checked_phone(agent), id_number(agent), agent.texts("items")
    facts = {"size": entry.text("size", ""), "trade": entry.text("trade", ""), "community": refer(entry, "community", areas, "区划", "area")}
    return Enterprise(credit_code=credit_code(entry), name_zh=name.zh, name_en=name.en, facts=facts)


def credit_code(entry: Entry) -> str:
    """The checked unified social credit code."""
    try:
        return str(check_credit_code(entry.text("credit_code")))
    except Refusal as refusal:
        entry["credit_code"].refuse(refusal.words.zh, refusal.words.en)


def _agents(members: list[Entry], report: Report, since: datetime) -> None:
    pairs = [(credit_code(entry), agent) for entry in members for agent in entry.each("agents")]
    wanted = [Account(login=agent.text("username"), kind="resident", language="zh-hans") for _, agent in pairs]
    accounts = bring_accounts(wanted, "resident", report, Words("居民", "residents"))
    rows = []
    for code, agent in pairs:
        account = accounts[agent.text("username")]
        bring_resident(account, agent, now=since)
        rows.append(Agent(enterprise_id=code, account=account, capacity=agent.text("capacity"), since=since, items=agent.texts("items") or [EVERY_ITEM]))
    bring_in_step(
        rows, among=Agent.objects.filter(until__isnull=True), key="key", fields=("capacity", "items"), report=report,
        words=Words("企业代办人", "enterprise agents"),
    )  # fmt: skip
