"""What a story is made of: steps with a gap before each, done by somebody through the real actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gongban.cli.demo.pictures import draw
from gongban.cli.demo.players import Players
from gongban.cli.demo.script import Play, Script
from gongban.delivery.cases.public import Case, Report, act, check_photo, photos_of, receive
from gongban.foundation.files.public import store
from gongban.kernel.actors import Actor
from gongban.outcome.ratings.public import Callback, answer, record_try


@dataclass
class Stage:
    """What the steps need: who plays, and the numbers that the cases were given."""

    play: Play
    players: Players
    numbers: dict[str, str]

    def act(self, script: Script, action: str, given: Mapping[str, Any], by: Actor, at: datetime) -> None:
        """One action on the case of a script."""
        act(self.numbers[script.key], action, given, by=by, at=at)

    def photo(self, script: Script, by: Actor, *, mended: bool = False) -> list[UUID]:
        """The scene of a script as a stored photo; none where it shows none."""
        if not script.photo:
            return []
        return [store(draw(script.photo, script.scene, script.key, mended=mended), by=by).pk]

    def callbacks(self, script: Script) -> list[Callback]:
        """The questions that are open on a case."""
        return list(Callback.objects.open().filter(case__matter__number=self.numbers[script.key]).order_by("pk"))


Run = Callable[[Stage, Script, datetime], None]


@dataclass(frozen=True)
class Step:
    """Something that happens `gap` working minutes after the step before."""

    gap: int
    run: Run


def do(gap: int, action: str, by: Actor, **given: Any) -> Step:
    """An action with its input."""
    return Step(gap, lambda stage, script, at: stage.act(script, action, given, by, at))


def open_case(stage: Stage, script: Script, at: datetime) -> None:
    """The report comes in over its channel."""
    sender, more = stage.players.sender(script), script.more
    place = more.get("place") or {}
    given = {
        "kind": script.kind, "channel": script.channel, "urgency": more["urgency"], "category": more["category"],
        "board": more.get("board"), "title": more["title"], "text": more["text"], "address": place.get("near") or "",
        "lon": place.get("lon"), "lat": place.get("lat"), "wants_public": script.public or "moderation" in more,
        "anonymous": sender.kind == "anonymous", "enterprise": sender.enterprise, "photos": stage.photo(script, sender),
        "language": "en" if more["text"].isascii() else "zh-hans", "occurred_at": at, **stage.players.contact(script),
    }  # fmt: skip
    received = receive([Report.read(given)], by=sender, at=at)[0]
    stage.numbers[script.key] = received.number


def moderate(stage: Stage, script: Script, at: datetime) -> None:
    """The moderator looks for faces, and publishes, asks or keeps private; nothing where nothing may be public."""
    case = Case.objects.get(matter__number=stage.numbers[script.key])
    if case.publicity != "waiting":
        return
    moderator, verdict = stage.players.desk("moderator", script), script.more.get("moderation") or {}
    look_over(stage, script, at)
    action = {"ask": "ask_for_more", "private": "keep_private"}.get(verdict.get("decision", ""), "publish")
    text = stage.play.norms.get(verdict.get("norm", ""), "")
    stage.act(script, action, {} if action == "publish" else {"text": text}, moderator, at)


def look_over(stage: Stage, script: Script, at: datetime) -> None:
    """A moderator looks for faces on every new photo that could become public; there are none on drawings."""
    case, moderator = Case.objects.get(matter__number=stage.numbers[script.key]), stage.players.desk("moderator", script)
    for attached in photos_of(case):
        if case.publicity != "never" and not attached.photo.blur_checked_at:
            check_photo(case.matter.number, attached.photo_id, [], show=True, by=moderator, at=at)


def judge(verdict: Mapping[str, Any]) -> Run:
    """Everybody who reported is asked: online where they have an account and wrote themselves, else by telephone."""
    said = {"contacted": verdict.get("contacted"), "solved": verdict.get("solved", "yes"), "satisfaction": verdict.get("satisfied")}

    def run(stage: Stage, script: Script, at: datetime) -> None:
        operator, reporter = stage.players.desk("operator", script).over("hotline"), stage.players.reporter(script)
        while waiting := stage.callbacks(script):
            first = waiting[0]
            own = reporter and first.party and first.party.account_id and str(first.party.account_id) == reporter.account
            answer(first.pk, said, by=reporter if own and reporter else operator, at=at)

    return run


def ring_in_vain(stage: Stage, script: Script, at: datetime) -> None:
    """One call that nobody answers, to each who is to be asked."""
    for waiting in stage.callbacks(script):
        record_try(waiting.pk, {"ending": "no_answer"}, by=stage.players.desk("operator", script).over("hotline"), at=at)
