"""people.yaml, staff: accounts with their roles in departments, and who stands in for whom."""

from __future__ import annotations

from datetime import UTC, datetime, time

from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.loading.accounts import bring_accounts
from gongban.foundation.people.loading.departments import FILE as DEPARTMENTS
from gongban.foundation.people.models import Account, Department, Deputy, Membership
from gongban.kernel.actors import Role
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_phone
from gongban.kernel.words import Words

NAMES = ("username", "name", "department", "roles", "phone", "deputy", "until")
ROLES = tuple(role.value for role in Role)
FOR_EVER = datetime(2100, 1, 1, tzinfo=UTC)  # a standing deputy


def load_staff(
    folder: CityFolder, people: Entry, departments: list[Department], report: Report, *, since: datetime
) -> dict[str, Account]:
    """Read the staff. Roles and deputies that the folder no longer names end now; accounts stay, for the past."""
    members = people.each("staff")
    once(folder, members, "username")
    known = {member.text("username", "") for member in members}
    codes = {row.code for row in departments}
    accounts = gather(folder, members, lambda entry: _account(entry, known, codes))
    folder.check()
    rows = bring_accounts(accounts, "staff", report, Words("工作人员", "members of staff"))
    _memberships(members, rows, report, since)
    _deputies(members, rows, report, since)
    return rows


def check_specialists(folder: CityFolder, staff: dict[str, Account]) -> None:
    """The policy specialists that departments name must be among the staff, with that role there."""
    held = set(
        Membership.objects.filter(role=Role.POLICY_SPECIALIST, until__isnull=True).values_list("account__login", "department_id")
    )
    for entry in folder.yaml(DEPARTMENTS)["departments"]:
        for member in entry.each("specialists"):
            if (member.as_text(), entry.text("code")) not in held:
                with folder.collecting():
                    member.refuse(
                        f"“{member.as_text()}”不是这个部门的政策专员。", f"“{member.as_text()}” is no policy specialist of this department."
                    )


def checked_phone(entry: Entry, name: str = "phone") -> str:
    """The number below a name in its one written form; refused where it is none."""
    try:
        return str(check_phone(entry.text(name)))
    except Refusal as refusal:
        entry[name].refuse(refusal.words.zh, refusal.words.en)


def _account(entry: Entry, known: set[str], departments: set[str]) -> Account:
    entry.only(*NAMES)
    name = entry.words("name")
    refer(entry, "department", departments, "部门", "department")
    refer(entry, "deputy", known, "工作人员", "member of staff")
    if entry.text("deputy", "") == entry.text("username"):
        entry["deputy"].refuse("自己不能做自己的代办人。", "nobody stands in for themselves.")
    for member in entry["roles"]:
        if member.as_text() not in ROLES:
            member.refuse(f"没有角色“{member.as_text()}”：{'、'.join(ROLES)}。", f"there is no role “{member.as_text()}”: {', '.join(ROLES)}.")
    if entry.has("phone"):
        checked_phone(entry)
    entry["department"]
    return Account(login=entry.text("username"), kind="staff", name_zh=name.zh, name_en=name.en)


def _until(entry: Entry) -> datetime | None:
    day = entry.date("until", None)
    return datetime.combine(day, time(0), UTC) if day else None


def _memberships(members: list[Entry], rows: dict[str, Account], report: Report, since: datetime) -> None:
    wanted = [
        Membership(
            account=rows[entry.text("username")], department_id=entry.text("department"), role=role, since=since, until=_until(entry)
        )
        for entry in members
        for role in entry.texts("roles")
    ]
    standing = Membership.objects.filter(account__in=rows.values(), until__isnull=True)
    bring_in_step(
        _named(wanted), among=standing, key="key", fields=("until",), report=report, words=Words("任职", "roles"), end=_end_membership
    )


def _named(rows: list[Membership]) -> list[Membership]:
    ended = set(Membership.objects.filter(until__isnull=False).values_list("account_id", "department_id", "role"))
    return [row for row in rows if row.until is None or (row.account_id, row.department_id, row.role) not in ended]


def _end_membership(row: Membership) -> bool:
    row.until = datetime.now(UTC)
    row.save(update_fields=["until"])
    return True


def _deputies(members: list[Entry], rows: dict[str, Account], report: Report, since: datetime) -> None:
    wanted = [
        Deputy(absent=rows[entry.text("username")], deputy=rows[entry.text("deputy")], starts=since, ends=FOR_EVER)
        for entry in members
        if entry.has("deputy")
    ]
    standing = Deputy.objects.filter(absent__in=rows.values(), ends=FOR_EVER)
    bring_in_step(wanted, among=standing, key="key", fields=(), report=report, words=Words("代办人", "deputies"), end=_end_deputy)


def _end_deputy(row: Deputy) -> bool:
    row.ends = datetime.now(UTC)
    row.save(update_fields=["ends"])
    return True
