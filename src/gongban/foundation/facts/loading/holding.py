"""held_facts.yaml: what registers of a sample city say of its invented people and enterprises."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from gongban.foundation.facts.models import HeldFact
from gongban.foundation.facts.queries import declarations
from gongban.foundation.facts.terms import About, Declaration, Source
from gongban.foundation.facts.writing import put, value_of
from gongban.foundation.people.public import Account, Enterprise
from gongban.kernel.city import CityFolder, Entry, Report, gather
from gongban.kernel.conditions import Sort, Value
from gongban.kernel.words import Words


def load_held(folder: CityFolder, document: Entry, report: Report) -> None:
    """What registers say; it takes the place of what they said before, never of what a licence says."""
    members = document.only("held").each("held")
    logins = dict(Account.objects.filter(kind="resident").values_list("login", "pk"))
    codes = set(Enterprise.objects.values_list("credit_code", flat=True))
    known = declarations()
    rows = [row for group in gather(folder, members, lambda entry: _held_rows(entry, logins, codes, known)) for row in group]
    folder.check()
    added = changed = 0
    for row, value in rows:
        fact = known[row.fact_id]
        former = HeldFact.objects.filter(fact=row.fact_id, account=row.account_id, enterprise=row.enterprise_id).first()
        if former is None:
            put(row, value, personal=fact.personal)
            row.save()
            added += 1
        elif former.source == Source.REGISTER and (value_of(former, fact.fact), former.as_of) != (value, row.as_of):
            put(former, value, personal=fact.personal)
            former.as_of, former.reference = row.as_of, row.reference
            former.save()
            changed += 1
    report.count("held_facts", Words("已知的事实", "held facts"), added=added, changed=changed, unchanged=len(rows) - added - changed)


def _held_rows(
    entry: Entry, logins: dict[str, Any], codes: set[str], known: dict[str, Declaration]
) -> list[tuple[HeldFact, Value | None]]:
    entry.only("resident", "enterprise", "source", "as_of", "facts")
    day = entry.date("as_of") or date.min
    account = _one_of(entry, "resident", logins, "居民", "resident")
    enterprise = _one_of(entry, "enterprise", codes, "企业", "enterprise")
    if (account is None) == (enterprise is None):
        entry.refuse("写 resident 或 enterprise 之一。", "give either resident or enterprise.")
    about = About.PERSON if account else About.ENTERPRISE
    return [
        (
            HeldFact(
                fact_id=name, account_id=logins[account] if account else None, enterprise_id=enterprise, source=Source.REGISTER,
                reference=entry.text("source", ""), as_of=day, recorded_at=datetime.combine(day, time(0), UTC),
            ),
            _value(value, known.get(name), about),
        )
        for name, value in entry["facts"].items()
    ]  # fmt: skip


def _one_of(entry: Entry, name: str, known: Any, zh: str, en: str) -> str | None:
    if not entry.has(name):
        return None
    found = entry.text(name)
    if found not in known:
        entry[name].refuse(f"没有{zh}“{found}”。", f"there is no {en} “{found}”.")
    return found


def _value(entry: Entry, known: Declaration | None, about: About) -> Value | None:
    if known is None or known.about != about or not known.asked:
        entry.refuse("facts.yaml 没有这项可以保存的事实。", "facts.yaml declares no such fact to be held.")
    value: Value | None
    match known.fact.sort:
        case _ if entry.is_null:
            return None
        case Sort.NUMBER:
            value = entry.as_number()
        case Sort.BOOLEAN:
            value = entry.as_flag()
        case Sort.DATE:
            value = entry.as_date()
        case _:
            value = entry.as_text()
    if not known.fact.accepts(value):
        entry.refuse(f"“{known.fact.words.zh}”没有这个值。", f"“{known.fact.words.en}” takes no such value.")
    return value
