"""Reading the people's part of a city folder: departments, staff and deputies, residents, enterprises and agents."""

from __future__ import annotations

from datetime import UTC, datetime

from gongban.foundation.people.loading.departments import load_departments
from gongban.foundation.people.loading.enterprises import load_enterprises
from gongban.foundation.people.loading.residents import load_residents
from gongban.foundation.people.loading.staff import check_specialists, load_staff
from gongban.foundation.territory.public import calendar
from gongban.kernel.city import CityFolder, Report

PEOPLE = "people.yaml"


def load(folder: CityFolder, report: Report) -> None:
    """Bring departments and people in step with the folder; the caller holds the transaction. Raises BrokenCity.

    Accounts get no password here: staff are given one by an administrator, or by the demonstration.
    """
    departments = load_departments(folder, report)
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


def first_day() -> datetime:
    """Since when people of the folder hold their roles, where it does not say: the first year of the calendar."""
    known = calendar().known_years
    return datetime(min(known), 1, 1, tzinfo=calendar().tzinfo).astimezone(UTC) if known else datetime(2000, 1, 1, tzinfo=UTC)
