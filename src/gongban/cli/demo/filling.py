"""Playing the demonstration: all steps of all cases in the order of their time, through the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from rich.progress import track

from gongban.cli.demo.applications import play_applications
from gongban.cli.demo.licences import play_licences
from gongban.cli.demo.moments import moments, received_at
from gongban.cli.demo.players import Players
from gongban.cli.demo.points import play_points
from gongban.cli.demo.script import FILE, Play, Script, read_play
from gongban.cli.demo.steps import Run, Stage, open_case
from gongban.cli.demo.stories import Storyteller
from gongban.cli.saying import out, step
from gongban.delivery.cases.public import Case
from gongban.foundation.territory.public import calendar
from gongban.kernel.city import CityFolder

TOLD = 5  # without a terminal there is no bar: so many lines say that it goes on
Scene = tuple[datetime, int, Script, Run]


def fill(city: Path, *, now: datetime | None = None) -> int:
    """Play the demonstration of a city folder into an instance without cases; return how many cases it has.

    All or nothing. Where the folder has no demonstration, nothing is played.
    """
    folder, moment = CityFolder(city), now or timezone.now()
    if Case.objects.exists() or not folder.has(FILE):
        return 0
    play = read_play(folder)
    with transaction.atomic():
        perform(play, now=moment)
        licences = play_licences(folder, now=moment)
        applied = play_applications(folder, now=moment)
        points = play_points(folder, now=moment)
    if licences:
        step(f"演示证照已颁发（{licences} 张）", f"the sample licences are issued ({licences})")
    if applied:
        step(f"演示申请已办好（{applied} 件）", f"the sample applications are played ({applied})")
    if points:
        step(f"演示的窗口评价和办不成的事已办好（{points} 件）", f"the sample ratings and impasses are played ({points})")
    step(f"演示诉求已办好（{len(play.scripts)} 件）", f"the sample cases are played ({len(play.scripts)})")
    return len(play.scripts)


def perform(play: Play, *, now: datetime, silent: bool = False) -> Stage:
    """Play all scripts; return the stage with the numbers that the cases were given."""
    stage = Stage(play, Players(play.callers, now=now), {})
    teller = Storyteller(stage.players)
    scenes = sorted(_scenes(play.scripts, teller, now), key=lambda scene: scene[:2])
    told = "演示诉求 · sample cases"
    for done, (at, _, script, run) in enumerate(track(scenes, description=told, console=out, disable=silent, transient=True), 1):
        run(stage, script, at)
        if not silent and not out.is_terminal and done % -(-len(scenes) // TOLD) == 0:
            step(f"演示诉求已办 {100 * done // len(scenes)}%", f"sample cases {100 * done // len(scenes)}% played")
    return stage


def _scenes(scripts: Iterable[Script], teller: Storyteller, now: datetime) -> Iterable[Scene]:
    """Every step with its moment; a case that joins another comes after it."""
    begun = {script.key: received_at(script, calendar(), now) for script in scripts}
    order = 0
    for script in scripts:
        first = max(begun[script.key], begun.get(script.get("joined_to"), begun[script.key]))
        told = teller.steps(script)
        times = moments(first, [each.gap for each in told], calendar(), now)
        for at, run in [(first, open_case), *zip(times, [each.run for each in told], strict=True)]:
            order += 1
            yield at, order, script, run
