"""demo/points.yaml: ratings at counters and what could not be done, played through the real actions at the moment of loading."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongban.delivery.impasses import public as impasses
from gongban.delivery.outlets.public import Serving, begin_duty, end_duty
from gongban.design.catalogue.public import guides_named
from gongban.foundation.matters.public import Process
from gongban.foundation.people.public import Account, actor_of
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.city import CityFolder, Entry, gather
from gongban.kernel.words import Words
from gongban.outcome.ratings import public as ratings

FILE = "demo/points.yaml"


def play_points(folder: CityFolder, *, now: datetime) -> int:
    """Play the visits and impasses of the demonstration; the caller holds the transaction. Return how many; none without the file.

    Raises BrokenCity with file and line.
    """
    if not folder.has(FILE) or impasses.Impasse.objects.exists():
        return 0
    entry = folder.yaml(FILE).only("visits", "impasses")
    played = [*gather(folder, entry.each("visits"), lambda each: _visit(each, now)), *gather(folder, entry.each("impasses"), lambda each: _impasse(each, now))]
    folder.check()
    return len(played)


def _visit(entry: Entry, now: datetime) -> UUID:
    """A visit to a counter: waiting for its rating, or rated by who holds the code."""
    clerk, name = _actor(entry.only("clerk", "outlet", "counter", "item", "level", "tags", "text", "then"), "clerk", now), entry.text("item")
    guide = guides_named([name], at=now).get(name)
    begin_duty(Serving(outlet=entry.text("outlet"), counter=entry.text("counter")), by=clerk, at=now)
    made = ratings.open_visit(ratings.Handling(name if guide else "", guide.name if guide else Words("到窗口办事", "A visit to the counter"), ""), by=clerk, at=now)
    end_duty(by=clerk, at=now)
    if entry.has("level"):
        given = {"level": entry.number("level"), "tags": entry.texts("tags"), "text": entry.text("text", "")}
        rated = ratings.rate(made.pk, given, by=ANONYMOUS.as_party(str(made.pk)).over("qr"), at=now)
        for step in entry.each("then"):
            _act(step, ratings.PROCESS, rated.rectification.pk, now)
    return made.pk


def _impasse(entry: Entry, now: datetime) -> UUID:
    """What a resident could not get done, and what became of it."""
    person, name = _actor(entry.only("resident", "outlet", "item", "cause", "text", "then"), "resident", now), entry.text("item", "")
    known = name in guides_named([name], at=now)
    given = {"cause": entry.text("cause"), "text": entry.text("text"), "outlet": entry.text("outlet", ""), "item": name if known else ""}
    made = impasses.take_impasse(given, by=person, at=now)
    for step in entry.each("then"):
        _act(step, impasses.PROCESS, made.pk, now)
    return made.pk


def _act(step: Entry, process: Process, pk: UUID, now: datetime) -> None:
    process.act(pk, step.only("act", "by", "given").text("act"), step["given"].plain(), by=_actor(step, "by", now), at=now)


def _actor(entry: Entry, name: str, now: datetime) -> Actor:
    account = Account.objects.filter(login=entry.text(name)).first()
    if account is None:
        entry[name].refuse("没有这个人。", "there is no such person.")
    return actor_of(account, at=now)
