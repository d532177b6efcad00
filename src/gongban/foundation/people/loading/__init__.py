"""Reading the people's part of a city folder: departments, staff and deputies, residents, enterprises and agents."""

from __future__ import annotations

from datetime import UTC, datetime

from gongban.foundation.people.loading.accounts import bring_accounts
from gongban.foundation.people.loading.departments import load_departments
from gongban.foundation.people.loading.enterprises import load_enterprises
from gongban.foundation.people.loading.residents import bring_resident, load_residents
from gongban.foundation.people.loading.staff import check_specialists, load_staff
from gongban.foundation.people.models import Account
from gongban.foundation.people.queries import forget_departments
from gongban.foundation.territory.public import calendar
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

PEOPLE = "people.yaml"


def load(folder: CityFolder, report: Report) -> None:
    """Bring departments and people in step with the folder; the caller holds the transaction. Raises BrokenCity.

    Accounts get no password here: staff are given one by an administrator, or by the demonstration.
    """
    departments = load_departments(folder, report)
    forget_departments()
    folder.check()
    if not folder.has(PEOPLE):
        return
    people = folder.yaml(PEOPLE).only("residents", "enterprises", "staff")
    since = first_day()
    with folder.collecting():
        staff = load_staff(folder, people, departments, report, since=since)
        check_specialists(folder, staff)
    with folder.collecting():
        load_residents(folder, people, report, now=since)
    with folder.collecting():
        load_enterprises(folder, people, report, since=since)
    folder.check()


def enrol(logins: dict[str, Entry], report: Report, *, now: datetime) -> None:
    """Make residents of entries with a name and a phone, each under a login: people of a demonstration."""
    accounts = [Account(login=login, kind="resident", language="zh-hans") for login in logins]
    rows = bring_accounts(accounts, "resident", report, Words("居民", "residents"))
    for login, entry in logins.items():
        bring_resident(rows[login], entry, now=now)


def first_day() -> datetime:
    """Since when people of the folder hold their roles, where it does not say: the first year of the calendar."""
    known = calendar().known_years
    return datetime(min(known), 1, 1, tzinfo=calendar().tzinfo).astimezone(UTC) if known else datetime(2000, 1, 1, tzinfo=UTC)
