"""Who stands in for an absent colleague: named by themselves, by the head of their department, or an administrator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import DeputyEnded, DeputyNamed
from gongban.foundation.people.models import Account, Deputy, Membership
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.words import Words


def name_deputy(absent: Account, deputy: Account, *, starts: datetime, ends: datetime, by: Actor, at: datetime) -> Deputy:
    """Let `deputy` act for `absent` from `starts` until `ends`; both serve in the same department now."""
    _may_arrange(absent, by, at)
    _check(absent, deputy, starts, ends, at)
    with transaction.atomic():
        made = Deputy.objects.create(absent=absent, deputy=deputy, starts=starts, ends=ends)
        record(Entry(DeputyNamed(str(absent.pk), str(deputy.pk), starts, ends), by, at))
    return made


def end_deputy(arrangement: int, *, by: Actor, at: datetime) -> None:
    """End an arrangement now; the deputy can no longer act for the colleague from this moment."""
    row = Deputy.objects.select_related("absent").filter(pk=arrangement, ends__gt=at).first()
    if row is None:
        raise NotFound("deputy.not_found", Words("没有这项代办安排，或已经结束。", "There is no such arrangement, or it has ended."))
    _may_arrange(row.absent, by, at)
    with transaction.atomic():
        Deputy.objects.filter(pk=row.pk).update(ends=at)
        record(Entry(DeputyEnded(str(row.absent_id), str(row.deputy_id)), by, at))


def deputies_of(account: Account, *, at: datetime) -> QuerySet[Deputy]:
    """Who stands in for an account, now or later."""
    return Deputy.objects.filter(absent=account, ends__gt=at).select_related("deputy").order_by("starts", "pk")


def may_act_for(account: Account, *, at: datetime) -> QuerySet[Deputy]:
    """For whom an account may act at this moment."""
    return Deputy.objects.filter(deputy=account, absent__is_active=True, starts__lte=at, ends__gt=at).select_related("absent").order_by("absent__login")


def colleagues_of(account: Account, *, at: datetime) -> QuerySet[Account]:
    """Active members of staff who serve in one of the account's departments."""
    departments = Membership.objects.filter(account=account).at(at).values("department")
    serving = Membership.objects.filter(department__in=departments).at(at).values("account")
    return Account.objects.filter(pk__in=serving, is_active=True).exclude(pk=account.pk).order_by("login")


def _may_arrange(absent: Account, by: Actor, at: datetime) -> None:
    own = by.account == str(absent.pk) or by.acting_for == str(absent.pk)
    headed = by.departments(Role.DEPARTMENT_HEAD)
    heads = Membership.objects.filter(account=absent, department__in=headed).at(at).exists()
    if not (own or heads or by.holds(Role.ADMINISTRATOR)):
        words = Words("只有本人、本部门负责人或管理员可以安排代办人。", "Only they themselves, their head or an administrator may arrange this.")
        raise Forbidden("deputy.not_allowed", words)


def _check(absent: Account, deputy: Account, starts: datetime, ends: datetime, at: datetime) -> None:
    if ends <= starts or ends <= at:
        raise _wrong("ends", "结束时间要晚于开始时间，并且在将来。", "The end must be later than the start, and in the future.")
    if deputy == absent:
        raise _wrong("deputy", "自己不能做自己的代办人。", "Nobody stands in for themselves.")
    if not colleagues_of(absent, at=at).filter(pk=deputy.pk).exists():
        raise _wrong("deputy", "请选择同部门、在岗的同事。", "Choose a colleague of the same department who is in service.")


def _wrong(field: str, zh: str, en: str) -> Refusal:
    return Refusal(f"deputy.{field}", Words(zh, en), field=field, status=422)
