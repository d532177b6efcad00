"""Telling the search of cases: the public of what is public, in its masked words; the staff of everything, in the sender's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from gongban.delivery.cases.models import Case
from gongban.delivery.cases.reading import public_address
from gongban.delivery.cases.terms import Channel, Kind
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.search.public import Sheet, drop, is_told, matching, push

PUBLIC, STAFF = "case.public", "case.staff"
BATCH = 500


@listens("moderated", "reclassified", "closed", "answered_at_once", "refused", "reopened")
def tell_search(event: Event) -> None:
    """Keep what can be found in step with the case; imported cases, which come by thousands, are told by a job."""
    if event.channel != Channel.IMPORT:
        tell_of(Case.objects.select_related("matter", "category").filter(pk=event.matter))


def tell_of(cases: Iterable[Case], *, new: bool = False) -> int:
    """Tell the search of cases (each with its matter); returns how many were given. `new`: it knows none of them yet."""
    rows = list(cases)
    push([sheet for case in rows for sheet in _sheets(case)], new=new)
    if not new:
        drop([case.pk for case in rows if not _is_public(case)], PUBLIC)
    return len(rows)


def tell_of_missing(limit: int = BATCH) -> int:
    """Tell the search of cases that it does not know, the newest first; returns how many."""
    missing = Case.objects.filter(~Exists(is_told(STAFF, OuterRef("pk")))).select_related("matter", "category")
    return tell_of(missing.order_by("-pk")[:limit])


def _is_public(case: Case) -> bool:
    return case.publicity == "public" and case.kind != Kind.REPORT


def _sheets(case: Case) -> list[Sheet]:
    matter = case.matter
    own = f"{matter.number} {case.text} {case.address} {case.answer}"
    found = [Sheet(STAFF, case.pk, matter.title, own, matter.opened_at)]
    if _is_public(case):
        shown = f"{matter.number} {case.text_public} {public_address(case)} {case.answer_public}"
        found.append(Sheet(PUBLIC, case.pk, case.title_public, shown, matter.opened_at))
    return found


def holding_words(text: str, *, public: bool) -> Q:
    """Cases in which every word typed stands (or their number); to be joined with who may see them."""
    return Q(pk__in=matching(text, PUBLIC if public else STAFF))


def forget(case: UUID) -> None:
    """Let nobody find a case any more."""
    drop([case], PUBLIC, STAFF)
