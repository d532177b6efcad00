"""Making an export: by the rights that hold now, row after row into an encrypted file, until done or cancelled."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from gongban.foundation.exports import refusals, shelf
from gongban.foundation.exports.actions import begin, kept_for, orderer, write
from gongban.foundation.exports.events import ExportDeleted, ExportMade, ExportRefused
from gongban.foundation.exports.listings import listing_named
from gongban.foundation.exports.models import Export
from gongban.foundation.exports.terms import UNDER_WAY, Asked, Form, Listing, Standing
from gongban.foundation.exports.writing import WRITERS, Sheet
from gongban.foundation.people.public import Account, actor_of
from gongban.foundation.territory.public import city
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Refusal

STEP = 500  # rows between two looks at whether it was cancelled
STALE = timedelta(minutes=5)  # nothing was heard of it: its process is gone
MOST_ATTEMPTS = 3
ONE_MAKER = 0x65787073  # "exps": the number of the lock
log = logging.getLogger(__name__)


class Stopped(Exception):
    """It was cancelled, or another process has taken it over."""


def make_waiting() -> None:
    """Make every export that waits, the oldest first, one at a time in the whole city; another maker at work is left to it.

    The lock is the database's own, so that a maker that is killed leaves nothing locked.
    """
    while waiting := _oldest():
        if not _alone():
            return
        try:
            while waiting:
                make(waiting)
                waiting = _oldest()
        finally:
            _ask("SELECT pg_advisory_unlock(%s)")


def _oldest() -> UUID | None:
    return Export.objects.filter(state=Standing.WAITING).order_by("ordered_at", "pk").values_list("pk", flat=True).first()


def _alone() -> bool:
    return _ask("SELECT pg_try_advisory_lock(%s)")


def _ask(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [ONE_MAKER])
        return bool(cursor.fetchone()[0])


def make(pk: UUID) -> None:
    """Make what was ordered; nothing happens when it is not waiting any more."""
    export = _claimed(pk)
    if export is None:
        return
    try:
        by = orderer(export, timezone.now())
        _finish(export, by, shelf.put(export.pk, export.attempt, _pieces(export, by)))
    except Stopped:
        pass  # 取消时文件已删 · whoever cancelled has removed the file
    except Refusal as refusal:
        _end(export, Standing.REFUSED if refusal.status == 403 else Standing.FAILED, refusal.code)
    except Exception as error:
        # 不记错误的内容：里面可能有清单里的值 · the error's text may hold values of the list
        where = traceback.extract_tb(error.__traceback__)[-1]
        facts = {"export": str(pk), "error": type(error).__name__, "where": f"{Path(where.filename).name}:{where.lineno}"}
        log.error("an export failed", extra={"facts": facts})
        _end(export, Standing.FAILED, "export.failed")


def _claimed(pk: UUID) -> Export | None:
    rows = Export.objects.filter(pk=pk, state=Standing.WAITING)
    taken = rows.update(state=Standing.RUNNING, attempt=F("attempt") + 1, done=0, total=None, touched_at=timezone.now())
    return Export.objects.get(pk=pk) if taken else None


def _pieces(export: Export, by: Actor) -> Iterator[bytes]:
    listing = listing_named(export.listing)
    asked = Asked(by, export.given, timezone.now(), export.clear)
    _say(export, 0, listing.count(asked))
    sheet = Sheet(
        listing.columns, _told(export, listing, asked), ZoneInfo(city().timezone), export.language,
        listing.words.in_language(export.language), geometry=listing.geometry,
    )  # fmt: skip
    return WRITERS[Form(export.form)](sheet)


def _told(export: Export, listing: Listing, asked: Asked) -> Iterator[Any]:
    """The rows as they come; every STEP of them it is said how far it is. The last count stands in the export."""
    for number, row in enumerate(listing.rows(asked), 1):
        yield row
        export.done = number
        if number % STEP == 0:
            _say(export, number)


def _say(export: Export, done: int, total: int | None = None) -> None:
    told: dict[str, Any] = {"done": done, "touched_at": timezone.now()} | ({} if total is None else {"total": total})
    if not _mine(export).update(**told):
        raise Stopped


def _finish(export: Export, by: Actor, kept: shelf.Kept) -> None:
    now = timezone.now()
    with transaction.atomic():
        ended = {"state": Standing.DONE, "done": export.done, "total": export.done, "size": kept.size, "digest": kept.digest}
        if _mine(export).update(**ended, ended_at=now, expires_at=now + kept_for()):
            write(ExportMade(export.pk, export.listing, export.clear, export.done), by, now)
            return
    shelf.remove(export.pk)


def _end(export: Export, state: Standing, code: str) -> None:
    shelf.remove(export.pk)
    now = timezone.now()
    with transaction.atomic():
        if _mine(export).update(state=state, refusal=code[:60], ended_at=now) and state is Standing.REFUSED:
            account = Account.objects.filter(pk=export.account_id).first()
            write(ExportRefused(export.pk, export.listing, code), actor_of(account, at=now), now)


def _mine(export: Export):  # type: ignore[no-untyped-def] # a plain queryset
    return Export.objects.filter(pk=export.pk, state=Standing.RUNNING, attempt=export.attempt)


# ---- what nobody finished, and what is over

def sweep(now: datetime) -> None:
    """Begin anew what a killed process left; delete files after their days, and those that no export knows."""
    under_way = Export.objects.filter(state__in=UNDER_WAY)
    if not under_way.filter(state=Standing.RUNNING, touched_at__gte=now - STALE).exists():  # else the others are waiting for it
        for export in under_way.filter(touched_at__lt=now - STALE):
            _again(export, now)
    for export in Export.objects.filter(state=Standing.DONE, expires_at__lte=now):
        _delete(export, now)
    ended = Export.objects.filter(state__in=[Standing.CANCELLED, Standing.REFUSED, Standing.FAILED], ended_at__lte=now - kept_for())
    ended.exclude(given={}).update(given={})  # 搜过什么不留过期 · what was searched for is forgotten with the others
    known = set(Export.objects.filter(state__in=[*UNDER_WAY, Standing.DONE]).values_list("pk", flat=True))
    for pk, path in shelf.lying_there():
        if pk not in known:
            path.unlink(missing_ok=True)


def _again(export: Export, now: datetime) -> None:
    with transaction.atomic():
        rows = Export.objects.filter(pk=export.pk, state=export.state, attempt=export.attempt, touched_at=export.touched_at)
        if export.attempt >= MOST_ATTEMPTS:
            rows.update(state=Standing.FAILED, refusal="export.failed", ended_at=now)
        elif rows.update(state=Standing.WAITING, touched_at=now):
            begin()


def _delete(export: Export, now: datetime) -> None:
    """The file goes and with it what was searched for; who took what stays."""
    shelf.remove(export.pk)
    with transaction.atomic():
        if Export.objects.filter(pk=export.pk, state=Standing.DONE).update(state=Standing.GONE, given={}):
            write(ExportDeleted(export.pk, export.listing), SYSTEM, now)


def words_of_refusal(code: str) -> str:
    """The sentence for a code that was kept; empty for one without."""
    known = {one.code: one for one in (refusals.role_lost(), refusals.clear_not_allowed(), refusals.not_staff(), refusals.no_space())}
    return str(known[code].words) if code in known else ""
