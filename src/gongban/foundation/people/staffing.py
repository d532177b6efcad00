"""The administrator's work: adding members of staff, giving and ending roles, locking, start passwords, leaving."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import (
    AccountLocked,
    AccountUnlocked,
    RoleEnded,
    RoleGiven,
    StaffAdded,
    StaffLeft,
    StartPasswordGiven,
)
from gongban.foundation.people.models import Account, Department, Deputy, Membership
from gongban.kernel.actors import SYSTEM, Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")
START_PASSWORD = timedelta(days=7)
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread when written down


def add_staff(login: str, name_zh: str, name_en: str, *, by: Actor, at: datetime) -> tuple[Account, str]:
    """A new account of staff without any role yet, and its start password, which is shown once."""
    _administrator(by)
    if not LOGIN.fullmatch(login):
        raise _wrong("login", "用户名用小写字母开头，3 到 40 位小写字母、数字、点或横线。",
                     "A user name begins with a small letter and has 3 to 40 small letters, digits, dots or hyphens.")  # fmt: skip
    if not name_zh.strip():
        raise _wrong("name_zh", "请填写姓名。", "Please fill in the name.")
    with transaction.atomic():
        if Account.objects.filter(login=login).exists():
            raise _wrong("login", "这个用户名已有人用，请换一个。", "This user name is taken. Please choose another.")
        account = Account.objects.create(login=login, kind="staff", name_zh=name_zh.strip(), name_en=name_en.strip())
        _tell(StaffAdded(str(account.pk)), by, at)
        return account, _start_password(account, by, at)


def new_start_password(account: Account, *, by: Actor, at: datetime) -> str:
    """A start password for somebody who has none or forgot theirs; shown once, to be changed at the first sign-in within seven days."""
    _administrator(by)
    _staff(account)
    with transaction.atomic():
        return _start_password(account, by, at)


def give_role(
    account: Account, department: str, role: str, *, until: datetime | None = None, by: Actor, at: datetime
) -> Membership:
    """Give somebody a role in a department from now on, until a time or for good."""
    _administrator(by)
    _staff(account)
    if role not in set(Role):
        raise _wrong("role", "没有这个岗位，请重新选择。", "There is no such role.")
    if not Department.objects.filter(pk=department, ended_at=None).exists():
        raise _wrong("department", "没有这个部门，请重新选择。", "There is no such department.")
    if until and until <= at:
        raise _wrong("until", "结束时间要在将来。", "The end must lie in the future.")
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if Membership.objects.filter(account=account, department=department, role=role).at(at).exists():
            raise Conflict("staff.role_held", Words("已经在这个部门担任这个岗位。", "They hold this role there already."))
        made = Membership.objects.create(account=account, department_id=department, role=role, since=at, until=until)
        _tell(RoleGiven(str(account.pk), department, role, until), by, at)
    return made


def end_role(membership: int, *, by: Actor, at: datetime) -> Membership:
    """End a role now. The last administrator of the platform stays."""
    _administrator(by)
    with transaction.atomic():
        row = Membership.objects.select_for_update().filter(pk=membership).at(at).first()
        if row is None:
            raise NotFound("staff.role_not_found", Words("没有这个岗位，或已经结束。", "There is no such role, or it has ended."))
        if row.role == Role.ADMINISTRATOR:
            _another_administrator(row.account, at)
        Membership.objects.filter(pk=row.pk).update(until=at)
        _tell(RoleEnded(str(row.account_id), row.department_id, row.role), by, at)
    return row


def lock_account(account: Account, *, by: Actor, at: datetime) -> None:
    """Lock an account: its sessions end at once. Roles stay for when it is unlocked."""
    _administrator(by)
    _staff(account)
    if by.account == str(account.pk):
        raise Conflict("staff.own_account", Words("不能停用自己的账号。", "You cannot lock your own account."))
    with transaction.atomic():
        _another_administrator(account, at)
        if Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
            _tell(AccountLocked(str(account.pk)), by, at)


def unlock_account(account: Account, *, by: Actor, at: datetime) -> None:
    """Unlock an account that was locked; one that has left stays closed."""
    _administrator(by)
    _staff(account)
    if account.left_at:
        raise Conflict("staff.left", Words("这位同事已离任；请新建账号。", "This colleague has left. Please add a new account."))
    with transaction.atomic():
        if Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
            _tell(AccountUnlocked(str(account.pk)), by, at)


def close_account(account: Account, *, by: Actor, at: datetime) -> None:
    """Somebody leaves: roles and deputies end, the account is closed for good. Called by hand-over, which checks the right."""
    with transaction.atomic():
        _another_administrator(account, at)
        ending = Membership.objects.filter(account=account).at(at)
        for row in ending:
            _tell(RoleEnded(str(account.pk), row.department_id, row.role), by, at)
        ending.update(until=at)
        Deputy.objects.filter(absent=account, ends__gt=at).update(ends=at)
        Deputy.objects.filter(deputy=account, ends__gt=at).update(ends=at)
        Account.objects.filter(pk=account.pk).update(is_active=False, left_at=at)
        _tell(StaffLeft(str(account.pk)), by, at)


def _start_password(account: Account, by: Actor, at: datetime) -> str:
    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    account.set_password(password)
    account.start_password_until = at + START_PASSWORD
    account.save(update_fields=["password", "start_password_until"])
    _tell(StartPasswordGiven(str(account.pk)), by, at)
    return password


def _another_administrator(account: Account, at: datetime) -> None:
    """Refuse to take the last administrator away; their rows are locked, so that two do not remove each other."""
    rows = Membership.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True).at(at)
    held = set(rows.select_for_update(of=("self",)).values_list("account_id", flat=True))
    if held == {account.pk}:
        words = Words("这是唯一的管理员，请先指定另一位管理员。", "This is the only administrator. Name another one first.")
        raise Conflict("staff.last_administrator", words)


def _administrator(by: Actor) -> None:
    # 机器本身也可以：第一位管理员的口令由终端发 · the machine too: the first administrator's password comes from its terminal
    if by.kind != SYSTEM.kind and not by.holds(Role.ADMINISTRATOR):
        raise Forbidden("staff.not_administrator", Words("只有管理员可以管理账号。", "Only an administrator may look after accounts."))


def _staff(account: Account) -> None:
    if account.kind != "staff":
        raise NotFound("staff.not_found", Words("没有这位工作人员。", "There is no such member of staff."))


def _tell(what: Occurrence, by: Actor, at: datetime) -> None:
    record(Entry(what, by, at))


def _wrong(field: str, zh: str, en: str) -> Refusal:
    return Refusal(f"staff.{field}", Words(zh, en), field=field, status=422)
