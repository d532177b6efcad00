"""Everything about one case that the person before it may read, in three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gongban.delivery.cases.contact import Contact, contact
from gongban.delivery.cases.events import ReporterRevealed
from gongban.delivery.cases.models import Application, Assignment, Case, SiteRecord, Study, Urging
from gongban.delivery.cases.offering import offered
from gongban.delivery.cases.rights import in_charge, is_party, may_see_reporter, relations
from gongban.foundation.journal.public import Entry as JournalEntry
from gongban.foundation.journal.public import record
from gongban.foundation.matters.public import Attachment, Entry, Matter, Party, Timer, TimerPause, readable
from gongban.foundation.together import hold, together
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words

RELATED = ("matter__holder", "matter__handler", "category__department", "board", "area", "lead__department", "lead__handler", "owner",
           "joined_into__matter", "split_from__matter")  # fmt: skip
OF_CASE = ("assignments", "applications", "studies", "urgings", "site_records", "joined", "parts")
OF_MATTER = ("timers", "parties", "attachments")


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
    case = in_charge(by).select_related(*RELATED).filter(matter__number=number).first()
    if case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    lines = _fill(case, by)
    held = relations(case, by)
    timers, parties = list(case.matter.timers.all()), list(case.matter.parties.all())
    return Dossier(case, held, offered(case, by, held), lines, timers, parties, may_see_reporter(case, by), _reachable(case, by))


def _fill(case: Case, by: Actor) -> list[Entry]:
    """Give the case everything that its page shows, in one question; returns the lines of its thread."""
    asked = _rows(case, by)
    found = dict(zip(asked, together(*asked.values()), strict=True))
    for name in OF_CASE:
        hold(case, name, found[name])
    for name in OF_MATTER:
        hold(case.matter, name, found[name])
    for study in found["studies"]:
        hold(study, "invited", [each.department for each in found["invited"] if each.study_id == study.pk])
    for timer in found["timers"]:
        hold(timer, "pauses", [each for each in found["pauses"] if each.timer_id == timer.pk])
    for line in found["lines"]:
        hold(line, "attachments", [each for each in found["attachments"] if each.entry_id == line.pk])
    return found["lines"]


def _rows(case: Case, by: Actor) -> dict[str, QuerySet[Any]]:
    own, matter = {"case": case.pk}, {"matter": case.pk}
    beside = in_charge(by).select_related("matter").order_by("pk")  # a unit reads no title of a case that is not its own
    return {
        "assignments": Assignment.objects.filter(**own).select_related("department", "handler", "parent__department").order_by("sent_at", "pk"),
        "applications": Application.objects.filter(**own).select_related("proposed", "assignment__department").order_by("asked_at", "pk"),
        "studies": Study.objects.filter(**own).select_related("decided_for").order_by("called_at", "pk"),
        "invited": Study.invited.through.objects.filter(study__case=case.pk).select_related("department").order_by("pk"),
        "urgings": Urging.objects.filter(**own).select_related("department").order_by("urged_at", "pk"),
        "site_records": SiteRecord.objects.filter(**own).order_by("at", "pk"),
        "joined": beside.filter(joined_into=case.pk), "parts": beside.filter(split_from=case.pk),
        "timers": Timer.objects.filter(**matter).order_by("started_at", "pk"),
        "pauses": TimerPause.objects.filter(timer__matter=case.pk).order_by("pk"),
        "parties": Party.objects.filter(**matter).select_related("account").order_by("since", "pk"),
        "attachments": Attachment.objects.filter(**matter).select_related("photo").order_by("pk"),
        "lines": readable(case.matter, by=by, party=is_party(case, by)),
    }  # fmt: skip


def _reachable(case: Case, by: Actor) -> frozenset[UUID]:
    """Of the cases that this one was joined into or split from: those that the actor may open."""
    above = [each for each in (case.joined_into_id, case.split_from_id) if each]
    return frozenset(in_charge(by).filter(pk__in=above).values_list("pk", flat=True)) if above else frozenset()


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
