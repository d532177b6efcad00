"""Ordering an export, cancelling it, fetching its file: each leaves its line in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from gongban.foundation.exports import refusals, shelf
from gongban.foundation.exports.events import ExportCancelled, ExportFetched, ExportOrdered
from gongban.foundation.exports.listings import listing_named
from gongban.foundation.exports.models import Export
from gongban.foundation.exports.terms import UNDER_WAY, Form, Listing, Purpose, Standing
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Account, actor_of
from gongban.kernel.actors import Actor
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

MOST_WAITING = 3
LONGEST = 200  # signs of one part of a filter


class Order(Input):
    """What somebody orders: which list, as what, and whether personal data are to stand in clear."""

    listing: str = asked("清单", "List", max_length=40)
    form: Form = asked("格式", "Format", widget="choice", default=Form.XLSX)
    clear: bool = asked("不遮盖个人信息（姓名、电话、地址、内容）", "Personal data in clear (names, telephones, addresses, texts)", widget="boolean", default=False)
    purpose: Purpose | None = asked("不遮盖的用途", "What they are needed for", widget="choice", default=None, hint=Words(
        "只有不遮盖时才要填；用途和您的账号一起记入日志。", "Only for personal data in clear; it is written into the journal with your account."))
    note: str = asked("补充说明", "Note", default="", max_length=300)


def order(given: Mapping[str, Any], wanted: Mapping[str, str], *, by: Actor, at: datetime) -> Export:
    """Order an export of a list with the filter `wanted`; it is made by a job, by the rights that hold then.

    Forbidden where the list is not open to the actor or personal data in clear are not theirs to have; Refusal 422
    without a purpose for those; Conflict when too many of theirs wait already.
    """
    asked_for = Order.read(given)
    listing = _checked(asked_for, by)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=by.account or "")
        if Export.objects.filter(account=account, state__in=UNDER_WAY).count() >= MOST_WAITING:
            raise refusals.too_many(MOST_WAITING)
        export = Export.objects.create(
            account=account, acting_for=by.acting_for or "", roles=sorted(map(list, by.roles)), listing=listing.code, form=asked_for.form.value,
            given={name: str(value)[:LONGEST] for name in listing.keeps if (value := wanted.get(name))}, language=get_language() or "zh-hans",
            clear=asked_for.clear, purpose=asked_for.purpose.value if asked_for.clear and asked_for.purpose else "", note=asked_for.note,
            ordered_at=at, touched_at=at,
        )  # fmt: skip
        write(ExportOrdered(export.pk, listing.code, export.form, export.clear, export.purpose or None), by, at)
        begin()
    return export


def _checked(asked_for: Order, by: Actor) -> Listing:
    if not by.is_staff or by.account is None:
        raise refusals.not_staff()
    listing = listing_named(asked_for.listing)
    listing.check(by)
    if asked_for.clear and not listing.may_clear(by):
        raise refusals.clear_not_allowed()
    if asked_for.clear and asked_for.purpose is None:
        raise refusals.purpose_missing()
    return listing


def begin() -> None:
    """Let the job make what waits; the job stands or falls with the caller's transaction."""
    from gongban.foundation.exports.jobs import make_exports

    make_exports.defer()


def cancel(export: UUID, *, by: Actor, at: datetime) -> Export:
    """Cancel one's own export while it waits or is being made; Conflict when it has ended."""
    with transaction.atomic():
        row = _own(by).select_for_update().filter(pk=export).first()
        if row is None:
            raise refusals.not_found()
        if row.standing not in UNDER_WAY:
            raise refusals.over()
        row.state, row.ended_at = Standing.CANCELLED.value, at
        row.save(update_fields=["state", "ended_at"])
        write(ExportCancelled(row.pk, row.listing), by, at)
    shelf.remove(row.pk)
    return row


def fetch(export: UUID, *, by: Actor, at: datetime) -> tuple[Export, Iterator[bytes]]:
    """One's own export with the pieces of its file; that it was fetched is written down.

    NotFound for everybody else; Forbidden when a role under which it was ordered is not held any more; Conflict without a file.
    """
    row = own_export(export, by=by)
    if not _roles_of(row) <= by.roles:  # 部门受限的令牌拿不到用更多岗位导出的文件 · a token for fewer departments
        raise refusals.role_lost()
    orderer(row, at)
    if row.standing is not Standing.DONE or (row.expires_at and row.expires_at <= at) or not shelf.lies_there(row.pk):
        raise refusals.not_ready()
    with transaction.atomic():
        write(ExportFetched(row.pk, row.listing, row.clear), by, at)
    return row, shelf.get(row.pk)


def orderer(export: Export, at: datetime) -> Actor:
    """Who ordered, with the roles under which it was ordered; Forbidden when one was lost or the list is closed to them.

    No other role of the account counts: a program's token may have been limited to some departments.
    """
    account = Account.objects.get(pk=export.account_id)
    now = actor_of(account, at=at, channel="web", for_absent=export.acting_for or None)
    held = _roles_of(export)
    if not now.is_staff or (now.acting_for or "") != export.acting_for or not held <= now.roles:
        raise refusals.role_lost()
    by = replace(now, roles=held)
    listing = listing_named(export.listing)
    listing.check(by)
    if export.clear and not listing.may_clear(by):
        raise refusals.clear_not_allowed()
    return by


def own_export(export: UUID, *, by: Actor) -> Export:
    """One that the actor has ordered; NotFound for everybody else."""
    row = _own(by).filter(pk=export).first()
    if row is None:
        raise refusals.not_found()
    return row


def own_exports(by: Actor, limit: int = 50) -> list[Export]:
    """What the actor has ordered, the newest first."""
    return list(_own(by).order_by("-ordered_at", "-pk")[:limit])


def kept_for() -> timedelta:
    """How long a file is kept."""
    return timedelta(days=settings.EXPORT_DAYS)


def write(what: Occurrence, by: Actor, at: datetime) -> None:
    """Write one event of an export, in the caller's transaction."""
    record(Entry(what, by, at, organisation=min(by.departments(), default="")))


def _roles_of(export: Export) -> frozenset[tuple[str, str]]:
    return frozenset((role, department) for role, department in export.roles)


def _own(by: Actor):  # type: ignore[no-untyped-def] # a plain queryset
    return Export.objects.filter(account=UUID(by.account)) if by.is_staff and by.account else Export.objects.none()
