"""Gathering: reports that arrive while others are being written go together in the next statement.

One flight at a time in each process: what comes meanwhile waits for the next, so flights are full when there is much to do;
while one waits for the disk, another process draws up its own. (Two at a time made pairs of one and fifteen, at twice the
processor time for a report.) One caller's list is received whole or not at all; where a flight fails, each flies alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from queue import Empty, SimpleQueue

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from gongban.delivery.cases.public import Drawn, Received, Report, draw_up, give_numbers, write_drawn
from gongban.foundation.people.public import ApiToken, actor_by, find_token, needs_scope
from gongban.foundation.programs.public import Answer, columns_of_answer
from gongban.foundation.territory.public import time_bucket
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.room import with_room
from gongban.kernel.words import Words
from gongban.web.api.cases.intake import answer_of, reports_of
from gongban.web.api.scopes import scope_of
from gongban.web.site.middleware.intake import check_json

ROWS, LINGER = 256, 0.002  # seconds
JSON, ASKED = "application/json; charset=utf-8", b"POST /api/v1/cases\n"
Body = bytes | Refusal | None  # the body of a 201, why there is none, or None for "ask Django"
UNKNOWN = Refusal("intake.unknown", Words(
    "服务中断，不知道是否已经登记；请用同一个 Idempotency-Key 再发一次。",
    "The service was interrupted and may or may not have received it. Send it again with the same Idempotency-Key."), status=503)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """One request that waits for its flight."""

    token: str
    key: str
    body: bytes
    future: asyncio.Future[Body] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(frozen=True)
class Sender:
    """A token's name under which answers are kept, and for whom it speaks."""

    name: str
    by: Actor


@dataclass(frozen=True)
class Aboard:
    """A request whose cases are drawn up."""

    waiting: Waiting
    sender: Sender
    drawn: list[Drawn]

    def is_in(self, fresh: frozenset[str]) -> bool:
        """Whether all of it was new."""
        return all(each.row["id"] in fresh for each in self.drawn)


Answered = tuple[Waiting, Body]


class Gatherer:
    """The queue of one process and the thread that flies."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[Waiting] = SimpleQueue()
        self.started = False
        self.flew = 1  # how many were on the last flight

    async def answer(self, token: str, key: str, body: bytes) -> Body:
        """The answer of a request, once its flight has landed."""
        if not self.started:
            self._start()
        waiting = Waiting(token, key, body)
        self.queue.put(waiting)
        return await waiting.future

    def _start(self) -> None:
        """With the first request, in the process that serves it."""
        self.started = True
        threading.Thread(target=with_room, args=(self._fly_forever,), name="intake", daemon=True).start()

    def _fly_forever(self) -> None:
        while True:
            waiting = self._next()
            try:
                close_old_connections()
                _settle(fly(waiting))
            except Exception:
                log.exception("a flight failed")
                _settle([(each, UNKNOWN) for each in waiting])

    def _next(self) -> list[Waiting]:
        """Everything that waits now, at least one, at most ROWS.

        After a full flight its passengers come back one by one: until as many wait as flew last, LINGER is granted.
        """
        found = [self.queue.get()]
        until = time.monotonic() + LINGER
        with suppress(Empty):
            while len(found) < ROWS:
                wait = until - time.monotonic() if len(found) < self.flew else 0
                found.append(self.queue.get(timeout=wait) if wait > 0 else self.queue.get_nowait())
        self.flew = len(found)
        return found


def fly(waiting: Sequence[Waiting]) -> list[Answered]:
    """Receive what fits in one statement; each request with its answer."""
    now = timezone.now()
    tokens = {token: _token(token, now) for token in {each.token for each in waiting}}
    aboard = [one for each in waiting if (one := _aboard(each, tokens[each.token], now))]
    answers = {id(each): answer for each, answer in (_written(aboard) if aboard else ())}
    return [(each, answers.get(id(each))) for each in waiting]


def _token(token: str, now: datetime) -> Sender | None:
    """Looked up for every flight, so that one that was revoked is refused with the next; None for those with a limit."""
    try:
        found = find_token(token, at=now)
        needs_scope(found.scopes, scope_of("receive_cases"))
        return None if found.per_minute else _sender(found, time_bucket())
    except Refusal:
        return None


@lru_cache(maxsize=256)
def _sender(token: ApiToken, _bucket: int) -> Sender:
    """Whom a token speaks for; the roles of its account are remembered for some seconds, who receives needs none."""
    return Sender(f"token {token.pk}", actor_by(token, at=timezone.now()))


def _aboard(waiting: Waiting, sender: Sender | None, now: datetime) -> Aboard | None:
    """One request drawn up; None where anything does not fit, or has photos to look after."""
    try:
        check_json(waiting.body)
        by = sender.by if sender else None
        reports = [Report.read(each) for each in reports_of(json.loads(waiting.body), waiting.key, by)] if by else []
        fits = sender and reports and not any(each.photos for each in reports)
        return Aboard(waiting, sender, [draw_up(each, by=by, at=now) for each in reports]) if sender and by and fits else None
    except Exception:  # 由常规路径来说明 · whatever it is, the ordinary path says it
        return None


def _written(aboard: Sequence[Aboard]) -> list[Answered]:
    give_numbers([one for each in aboard for one in each.drawn])
    answers = [_answer(each) for each in aboard]
    try:
        fresh = write_drawn([one for each in aboard for one in each.drawn])
    except (OperationalError, InterfaceError):
        raise  # 不知道写没写成，不写第二遍 · whether it was written is unknown: never a second time
    except DatabaseError:
        return [found for each in aboard for found in (_written([each]) if len(aboard) > 1 else [(each.waiting, None)])]
    return [(each.waiting, answer if each.is_in(fresh) else None) for each, answer in zip(aboard, answers, strict=True)]


def _answer(one: Aboard) -> bytes:
    """The body of the answer; it is kept with the cases where the request has an idempotency key."""
    body = answer_of([Received(each.number, each.follow_code) for each in one.drawn])
    if one.waiting.key:
        kept = Answer(201, JSON, body)
        columns = columns_of_answer(one.sender.name, one.waiting.key, ASKED + one.waiting.body, kept)
        for place, each in enumerate(one.drawn):
            each.keep_answer(columns if place == 0 else {"answer": columns["answer"]})
    return body


def _settle(answers: Sequence[Answered]) -> None:
    """Wake the requests of a flight, on the loop that they wait on."""
    if answers:
        answers[0][0].future.get_loop().call_soon_threadsafe(_wake, answers)


def _wake(answers: Sequence[Answered]) -> None:
    for waiting, answer in answers:
        if not waiting.future.done():
            waiting.future.set_result(answer)
