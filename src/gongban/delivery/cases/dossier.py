"""Everything about one case that the person before it may read, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from gongban.delivery.cases.contact import Contact, contact
from gongban.delivery.cases.events import ReporterRevealed
from gongban.delivery.cases.models import Assignment, Case
from gongban.delivery.cases.offering import offered
from gongban.delivery.cases.rights import in_charge, may_see_reporter, relations
from gongban.foundation.journal.public import Entry as JournalEntry
from gongban.foundation.journal.public import record
from gongban.foundation.matters.public import Entry, Matter, Party, Timer, thread
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words

RELATED = ("matter__holder", "matter__handler", "category__department", "board", "area", "lead__department", "lead__handler", "owner",
           "joined_into__matter", "split_from__matter")  # fmt: skip


@dataclass(frozen=True)
class Dossier:
    """A case with its parts, as one member of staff may read it."""

    case: Case
    held: frozenset[str]
    actions: list[Transition]
    thread: list[Entry]
    timers: list[Timer]
    parties: list[Party]
    may_see_reporter: bool
    reachable: frozenset[UUID]


def dossier(number: str, *, by: Actor) -> Dossier:
    """The dossier of the case of this number; NotFound when the actor is not in charge of it."""
    case = in_full_for(by).filter(matter__number=number).first()
    if case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    held = relations(case, by)
    timers = list(case.matter.timers.all())
    lines = list(thread(case.matter, by=by, party="reporter" in held))
    return Dossier(
        case, held, offered(case, by, held), lines, timers, list(case.matter.parties.all()), may_see_reporter(case, by), _reachable(case, by)
    )


def _reachable(case: Case, by: Actor) -> frozenset[UUID]:
    """Of the cases that this one was joined into or split from: those that the actor may open."""
    above = [each for each in (case.joined_into_id, case.split_from_id) if each]
    return frozenset(in_charge(by).filter(pk__in=above).values_list("pk", flat=True)) if above else frozenset()


def in_full_for(by: Actor):  # type: ignore[no-untyped-def] # a queryset with prefetches; its type says nothing
    """Cases in the actor's charge with everything that the case page shows."""
    parts = Assignment.objects.select_related("department", "handler", "parent__department").order_by("sent_at", "id")
    beside = in_charge(by).select_related("matter")  # a unit reads no title of a case that is not its own
    return in_charge(by).select_related(*RELATED).prefetch_related(
        Prefetch("assignments", parts), "applications__proposed", "applications__assignment__department", "studies__invited",
        "studies__decided_for", "urgings__department", "site_records", "matter__timers__pauses", "matter__parties__account",
        "matter__attachments__photo", Prefetch("joined", beside), Prefetch("parts", beside),
    )  # fmt: skip


def reveal_reporters(number: str, *, by: Actor, at: datetime) -> list[Contact]:
    """Name and phone of the reporters in clear; who looked is written into the journal (H1, H3).

    Forbidden where the actor may not see them: of a report of wrongdoing (举报) never to the unit that handles it.
    """
    from django.db import transaction

    with transaction.atomic():
        matter = Matter.objects.select_for_update().filter(number=number, kind="case").first()
        case = in_charge(by).filter(pk=matter.pk if matter else None).first()
        if matter is None or case is None:
            raise NotFound()
        if not may_see_reporter(case, by):
            words = Words("这件诉求的反映人对您保密。", "The reporter of this case is hidden from you.")
            raise Forbidden("case.reporter_hidden", words)
        record(JournalEntry(ReporterRevealed(), by, at, matter.pk, matter.next_seq(), "", _organisation(by), case.district))
        matter.save(update_fields=["last_seq"])
        return [contact(party) for party in matter.parties.order_by("since", "id")]


def _organisation(by: Actor) -> str:
    return min(by.departments(), default="")
