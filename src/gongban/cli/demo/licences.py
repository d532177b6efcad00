"""demo/licences.yaml: licences of the invented people and enterprises, issued and brought to their states through the real acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from gongban.delivery.licences.public import (
    Holder,
    Licence,
    LicenceType,
    act,
    ask,
    consent,
    expire_due,
    issue,
)
from gongban.foundation.people.public import Account, Agent, Enterprise, Membership, actor_of, identity_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.city import CityFolder, Entry, gather, once, refer

FILE = "demo/licences.yaml"
NAMES = ("key", "type", "resident", "enterprise", "days_ago", "days_left", "fields", "inside", "trade", "then", "asked")


def play_licences(folder: CityFolder, *, now: datetime) -> int:
    """Issue the licences of the demonstration; the caller holds the transaction. Return how many; none where the folder has no such file.

    Raises BrokenCity with file and line.
    """
    if not folder.has(FILE) or Licence.objects.exists():
        return 0
    members = folder.yaml(FILE).only("licences").each("licences")
    once(folder, members, "key")
    made: dict[str, Licence] = {}
    gather(folder, members, lambda entry: _play(entry, made, now))
    folder.check()
    expire_due(now)
    return len(made)


def _play(entry: Entry, made: dict[str, Licence], now: datetime) -> None:
    kinds = {kind.code: kind for kind in LicenceType.objects.select_related("issuer")}
    kind, at = kinds[refer(entry.only(*NAMES), "type", kinds, "证照类型", "type of licence")], _ago(entry, now)
    holder = _holder(entry, kind)
    given = {"type": kind.pk, "holder_name": holder[0], "holder_number": holder[1], "fields": _texts(entry), **_trade(entry)}
    if entry.has("days_left"):
        given["until"] = calendar().local_day(now) + timedelta(days=entry.number("days_left"))
    given["inside"] = [_inside(each, made) for each in entry.each("inside")]
    licence = issue(given, key=f"demo:{entry.text('key')}", by=officer(kind.issuer_id, now), at=at)
    made[entry.text("key")] = licence
    for step in entry.each("then"):
        step.only("act", "days_ago", "given")
        act(licence.pk, step.text("act"), step["given"].plain(), by=officer(kind.issuer_id, now), at=_ago(step, now))
    for wish in entry.each("asked"):
        _asked(wish.only("department", "days_ago", "matter", "purpose", "consents"), licence, holder[1], now)


def _asked(wish: Entry, licence: Licence, number: str, now: datetime) -> None:
    """A department asks to see it; `consents` names the resident who agrees."""
    at = _ago(wish, now)
    given = {"type": licence.type_id, "holder_number": number, "matter": wish.text("matter"), "purpose": wish.text("purpose")}
    share = ask(given, by=officer(wish.text("department"), now), at=at)
    if wish.has("consents"):
        account = Account.objects.get(login=wish.text("consents"))
        spoken = Agent.objects.filter(account=account, enterprise=licence.enterprise_id).values_list("enterprise_id", flat=True).first()
        consent(share.pk, by=actor_of(account, at=now, enterprise=spoken), at=at + timedelta(hours=2))


def officer(department: str, now: datetime) -> Actor:
    """A reviewer or head of a department. LookupError where it has none."""
    members = Membership.objects.at(now).filter(department=department, role__in=[Role.REVIEWER, Role.DEPARTMENT_HEAD])
    found = members.select_related("account").order_by("account__login").first()
    if found is None:
        raise LookupError(f"nobody reviews in {department}")
    return actor_of(found.account, at=now)


def _holder(entry: Entry, kind: LicenceType) -> tuple[str, str]:
    """Name and number of the holder, who must be among the invented people or enterprises."""
    if kind.holder == Holder.ENTERPRISE:
        row = Enterprise.objects.filter(pk=entry.text("enterprise")).first()
        if row is None:
            entry["enterprise"].refuse("没有这家企业。", "there is no such enterprise.")
        return row.name_zh, row.pk
    account = Account.objects.filter(login=entry.text("resident"), kind="resident").first()
    known = identity_of(account) if account else {}
    if not known.get("id_number"):
        entry["resident"].refuse("没有这位居民，或没有身份证号。", "there is no such resident, or none with an ID number.")
    return known["full_name"], known["id_number"]


def _texts(entry: Entry) -> dict[str, str]:
    return {name: value.as_text() for name, value in entry["fields"].items()} if entry.has("fields") else {}


def _trade(entry: Entry) -> dict[str, Any]:
    if not entry.has("trade"):
        return {}
    words = entry["trade"].only("code", "name").words("name")
    return {"trade": entry["trade"].text("code"), "trade_zh": words.zh, "trade_en": words.en}


def _inside(entry: Entry, made: Mapping[str, Licence]) -> Any:
    if entry.as_text() not in made:
        entry.refuse(f"前面没有“{entry.as_text()}”。", f"there is no “{entry.as_text()}” before it.")
    return made[entry.as_text()].pk


def _ago(entry: Entry, now: datetime) -> datetime:
    return now - timedelta(days=entry.number("days_ago", least=0))
