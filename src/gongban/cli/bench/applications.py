"""`gongban bench applications`: lists at a million parts with the filter by right, and submitting an application of twelve items complete."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

import typer

from gongban.cli.bench import forms
from gongban.cli.bench.instance import CITY, loaded_city, temporary_home
from gongban.cli.bench.lists import KEYS as LIST_KEYS
from gongban.cli.bench.lists import ROUNDS, measured
from gongban.cli.bench.population.applications import apply_for
from gongban.cli.bench.prepared import MILLION, HomeOption
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell
from gongban.cli.home import Home
from gongban.cli.instance import opened
from gongban.cli.migrations import bring_up_to_date
from gongban.kernel.room import settle

if TYPE_CHECKING:
    from gongban.delivery.applications.public import Application
    from gongban.foundation.facts.public import Declaration
    from gongban.kernel.actors import Actor

KEYS = {
    **{name: words for name, words in LIST_KEYS.items() if name != "cases"}, "parts": "办件数 · parts",
    "submit_ms": "提交十二个事项的一件事（办件、日志、时钟、证照共享），中位数 · submitting a bundle of 12 items complete; median",
    "submit_p95_ms": "同上，百分之九十五在这以内 · the same, 95 of 100 within", "submit_queries": "一次提交问数据库几次 · queries of one submission",
}  # fmt: skip
PartsOption = Annotated[int, typer.Option("--parts", min=1_000, help="多少办件（虚构）· how many invented parts")]
SUBMISSIONS = 30


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="applications", epilog="例 · example:  gongban bench applications --json --home /tmp/applications")(applications)


def applications(
    json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY, home: HomeOption = None, parts: PartsOption = MILLION,
    rounds: int = typer.Option(ROUNDS, min=10, help="每页看几次 · looks at each page"),
) -> None:  # fmt: skip
    """一百万办件时的清单，和提交一件事要多久 · Lists at a million parts, and how long submitting a bundle takes."""
    if home is None:
        with temporary_home() as temporary:
            figures = _figures(temporary, city, parts, rounds)
    else:
        figures = _figures(home.absolute(), city, parts, rounds)
    tell("applications", KEYS, figures, json=json, write=write)


def _figures(home: Path, city: Path, parts: int, rounds: int) -> dict[str, Any]:
    if not (home / "database.txt").exists():
        folder = home / "city"
        shutil.copytree(city, folder)
        forms.write_bundle(folder)
        loaded_city(home, folder)
    with opened(Home(home), "gongban bench"):
        from django.conf import settings

        bring_up_to_date()
        there = apply_for(parts)
        logging.disable(logging.INFO)
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        settle()
        return {"parts": there, **_submitting(), **{name: measured(client, addresses, rounds) for name, client, addresses in _looks()}}


# ---- 清单 · lists


def _looks() -> Iterator[tuple[str, Any, Sequence[str]]]:
    from gongban.cli.bench.looking import signed_in
    from gongban.delivery.applications.public import Application, Part
    from gongban.foundation.people.public import Membership

    busiest = _busiest()
    office = signed_in(Membership.objects.filter(role="reviewer", department=busiest, until__isnull=True).order_by("pk")[0].account)
    watch = signed_in(Membership.objects.filter(role="supervisor", until__isnull=True).order_by("pk")[0].account)
    numbers = list(Part.objects.filter(department=busiest, matter__open=True).order_by("pk").values_list("matter__number", flat=True)[:40])
    own = Application.objects.filter(account__login__startswith="bench-").order_by("-pk")[0]
    resident = _resident(own)
    mine = Application.objects.filter(account=own.account).order_by("-pk").values_list("pk", flat=True)
    yield "queue_due", office, _queue("due", "in_review", "received")
    yield "queue_done", office, _queue("done", "refused", "concluded")
    yield "queue_review", office, _queue("review")
    yield "queue_paused", office, _queue("paused", "waiting")
    yield "queue_everywhere", watch, [*_queue("due", "in_review"), *_queue("done", "refused")]
    yield "part_desk", office, [f"/desk/applications/{number}/" for number in numbers]
    yield "my_applications", resident, ["/account/applications/"]
    yield "my_application", resident, [f"/account/applications/{pk}/" for pk in mine[:10]]


def _resident(own: Application) -> Any:
    """The applicant, signed in, who has agreed to the privacy notice."""
    from django.utils import timezone

    from gongban.cli.bench.looking import signed_in
    from gongban.foundation.people.public import actor_of, agree, has_agreed, privacy_notice

    assert own.account
    by, now = actor_of(own.account, at=timezone.now()), timezone.now()
    version = privacy_notice().version
    if not has_agreed(own.account, version):
        agree(own.account, version, by=by, at=now)
    return signed_in(own.account)


def _busiest() -> str:
    from django.db.models import Count

    from gongban.delivery.applications.public import Part

    row = Part.objects.values("department").annotate(n=Count("pk")).order_by("-n")[0]
    return str(row["department"])


def _queue(tab: str, *states: str) -> list[str]:
    filters: list[dict[str, str]] = [{}, {"late": "1"}, {"q": "JCBJ2026"}, *({"state": state} for state in states)]
    return [f"/desk/applications/?{urlencode({'tab': tab, **each})}" for each in filters]


# ---- 提交 · submitting


def _submitting() -> dict[str, Any]:
    from django.utils import timezone

    from gongban.foundation.people.public import Account, actor_of

    account = Account.objects.filter(kind="resident", agencies__isnull=False).exclude(login__startswith="bench-").order_by("pk")[0]
    enterprise = account.agencies.order_by("pk")[0].enterprise_id  # type: ignore[attr-defined]
    by = actor_of(account, at=timezone.now(), channel="web", enterprise=enterprise)
    took, queries = [], 0
    for turn in range(SUBMISSIONS + 3):
        seconds, queries = _submit(_filled(by), by)
        took += [seconds] if turn >= 3 else []  # 前三次热身 · the first three warm up
    took.sort()
    return {"submit_ms": round(1000 * took[len(took) // 2], 1), "submit_p95_ms": round(1000 * took[len(took) * 95 // 100], 1), "submit_queries": queries}


def _filled(by: Actor) -> Application:
    """A draft of the bundle with everything answered."""
    from django.utils import timezone

    from gongban.delivery.applications.public import begin, filling, save

    now = timezone.now()
    draft = begin({"subject": "bundle", "slug": forms.SLUG}, by=by, at=now)
    for _turn in range(400):
        found = filling(draft, at=now)
        if found.settled.wishes:
            answers: dict[str, object] = dict.fromkeys(found.settled.wishes, True)
        elif found.settled.question:
            answers = {found.settled.question.name: _plain(found.settled.question)}
        else:
            answers = {each.name: _plain(each.declaration) for each in found.fields if each.is_missing}
        if not answers:
            break
        draft = save(draft.pk, {"answers": answers}, by=by, at=now)
    return draft


def _plain(asked: Declaration) -> object:
    """An answer under which all parts apply and no rule stops."""
    answers: dict[str, object] = {"boolean": True, "integer": 150, "choice": "a"}
    return answers[asked.fact.kind.value]


def _submit(draft: Application, by: Actor) -> tuple[float, int]:
    from django.db import connection
    from django.utils import timezone

    from gongban.delivery.applications.public import submit

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        begun = time.perf_counter()
        made = submit(draft.pk, {"truthful": True, "share": True}, by=by, at=timezone.now())
        seconds = time.perf_counter() - begun
    if made.parts.count() < forms.ITEMS:
        raise RuntimeError(f"only {made.parts.count()} parts were submitted")
    return seconds, len(asked)
