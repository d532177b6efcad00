"""Making a callback: a try that failed, or the person's judgement; what follows is done at once (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.cases.public import Judged, act, note_callback
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Conflict, NotFound
from gongban.kernel.words import Words
from gongban.outcome.ratings.events import CalledBack, Confirmed, Denied, Rated, Unreached
from gongban.outcome.ratings.models import Callback, CallTry
from gongban.outcome.ratings.queries import callback_rules, is_own, may_ask
from gongban.outcome.ratings.rules import next_call
from gongban.outcome.ratings.terms import Ending, Judgement, Standing, Try

NOT_SOLVED = Words("回访时反映人表示没有解决。", "At the callback the reporter said that it is not solved.")


def answer(callback: UUID | str, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Callback:
    """Record what the person judges, told to an operator or given online by the reporter.

    Not solved: the case goes back to be redone at once. Otherwise it is filed as soon as nobody else is still to be
    asked. NotFound for anybody but the desk and the reporter asked; Conflict when the question is no longer open.
    """
    judged = Judgement.read(given)
    with transaction.atomic():
        asked = _asked(callback, by)
        _hold(asked, _judged(judged), *_events(asked, judged), by=by, at=at)
        _take(asked, judged, by)
        _settle(asked, Standing.ANSWERED, at)
        if judged.solved.value in callback_rules().redo_when:
            _redo(asked, judged, at)
        else:
            _file_when_all_are_asked(asked, at)
    return asked


def record_try(callback: UUID | str, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Callback:
    """Record a call without a judgement. After the last try the person counts as not reached and the case is filed."""
    noted = Try.read(given)
    with transaction.atomic():
        asked = _asked(callback, by, desk=True)
        counted = noted.ending is not Ending.LATER
        tries = asked.tries + counted
        lost = counted and noted.ending is not Ending.DECLINED and tries >= callback_rules().attempts
        events = [CalledBack(asked.pk, tries, noted.ending.value), *([Unreached(asked.pk, tries)] if lost else [])]
        _hold(asked, _reached(noted.ending, lost), *events, by=by, at=at)
        CallTry.objects.create(callback=asked, at=at, by_id=by.account, ending=noted.ending.value, text=noted.text)
        asked.tries, asked.asked_by_id = tries, _account(by)
        _after_try(asked, noted.ending, lost, at)
    return asked


def _asked(callback: UUID | str, by: Actor, desk: bool = False) -> Callback:
    found = Callback.objects.filter(pk=callback).select_related("case__matter", "party").first()
    if found is None or not (may_ask(by) or (not desk and is_own(found, by))):
        raise NotFound("callback.not_found", Words("没有找到这次回访。", "There is no such callback."))
    return found


def _hold(asked: Callback, said: Judged | None, *events: Any, by: Actor, at: datetime) -> None:
    """Lock the case, write to it, and make sure that nobody else answered meanwhile."""
    note_callback(asked.case.matter.number, said, *events, by=by, at=at)
    standing = Callback.objects.select_for_update(of=("self",)).values_list("standing", flat=True).get(pk=asked.pk)
    if standing != Standing.OPEN:
        raise Conflict("callback.settled", Words("这次回访已经有结果了。", "This callback was settled already."))


def _judged(judged: Judgement) -> Judged:
    return Judged(True, judged.contacted, judged.solved.value, judged.satisfaction, judged.text)


def _reached(ending: Ending, lost: bool) -> Judged | None:
    if ending is Ending.DECLINED:
        return Judged(True)
    return Judged(False) if lost else None


def _events(asked: Callback, judged: Judgement) -> list[Any]:
    rated = Rated(asked.pk, judged.solved.value, judged.contacted, judged.satisfaction)
    denied = judged.solved.value in callback_rules().redo_when
    return [rated, Denied(asked.pk) if denied else Confirmed(asked.pk, judged.solved.value)]


def _take(asked: Callback, judged: Judgement, by: Actor) -> None:
    asked.contacted, asked.solved, asked.satisfaction = judged.contacted, judged.solved.value, judged.satisfaction
    asked.text, asked.channel, asked.asked_by_id = judged.text, by.channel, _account(by)


def _account(by: Actor) -> UUID | None:
    return UUID(by.account) if by.account else None


def _after_try(asked: Callback, ending: Ending, lost: bool, at: datetime) -> None:
    if not lost and ending is not Ending.DECLINED:
        asked.due_at = next_call(at, calendar(), callback_rules())
        asked.save()
        return
    _settle(asked, Standing.UNREACHED if lost else Standing.DECLINED, at)
    _file_when_all_are_asked(asked, at)


def _settle(asked: Callback, standing: Standing, at: datetime) -> None:
    asked.standing, asked.settled_at = standing, at
    asked.save()


def _redo(asked: Callback, judged: Judgement, at: datetime) -> None:
    said = NOT_SOLVED.in_language(asked.case.language)
    act(asked.case.matter.number, "redo", {"text": f"{said} {judged.text}".strip()}, by=SYSTEM, at=at)


def _file_when_all_are_asked(asked: Callback, at: datetime) -> None:
    if not Callback.objects.open().filter(case=asked.case_id).exists():
        act(asked.case.matter.number, "file", {}, by=SYSTEM, at=at)


def lapse(callback: Callback, *, at: datetime) -> None:
    """Nobody objected in time: file the case unless somebody is still to be asked."""
    with transaction.atomic():
        note_callback(callback.case.matter.number, None, by=SYSTEM, at=at)
        if Callback.objects.open().filter(pk=callback.pk).exists():
            _settle(callback, Standing.LAPSED, at)
            _file_when_all_are_asked(callback, at)


def lapse_all(at: datetime) -> int:
    """Lapse every question outside the sample whose time has passed; return how many."""
    rows = Callback.objects.open().filter(sampled=False, lapses_at__lte=at, case__matter__state="closed")
    waiting = list(rows.select_related("case__matter")[:1_000])
    for each in waiting:
        lapse(each, at=at)
    return len(waiting)
