"""`gongban bench duplicates`: at a million cases, how long does the look-up for near-same ones take, and does it find what is there?

Pairs are planted: the first report lies among the cases of the last weeks, the second is what somebody types now. Half of
the look-ups are an operator's, half a resident's, who is shown public cases only.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from gongban.cli.bench.instance import CITY
from gongban.cli.bench.population.planting import Plant, planted
from gongban.cli.bench.prepared import MILLION, CasesOption, HomeOption, prepared
from gongban.cli.bench.report import CityOption, JsonOption, WriteOption, tell

KEYS = {
    "cases": "件数 · cases", "traces": "其中近二百天、可比的 · of these comparable, of the last 200 days", "pairs": "埋下的近似诉求 · planted pairs",
    "p50_ms": "一半查找在这以内 · half of the look-ups within", "p99_ms": "百分之九十九在这以内 · 99 of 100 within",
    "cpu_ms": "应用进程每次的处理器时间 · processor time of the application for each",
    "recall": "找到了几成 · share of pairs that were found", "recall_operator": "话务员找的 · by an operator", "recall_resident": "居民找的 · by a resident",
    "queries": "一次最多问数据库几次 · the most queries of a look-up",
}  # fmt: skip
PairsOption = Annotated[int, typer.Option("--pairs", min=10, help="埋下多少对 · how many pairs are planted")]


def add_to(bench: typer.Typer) -> None:
    """Join the commands."""
    bench.command(name="duplicates", epilog="例 · example:  gongban bench duplicates --json --home /tmp/million")(duplicates)


def duplicates(
    json: JsonOption = False, write: WriteOption = None, city: CityOption = CITY, home: HomeOption = None, cases: CasesOption = MILLION, pairs: PairsOption = 500,
) -> None:
    """一百万件时受理前的查重：多快、找不找得到 · Look-up for near-same cases at a million cases: how fast, and does it find them."""
    with prepared(home, city, cases):
        figures = _measured(planted(pairs, cases))
    tell("duplicates", KEYS, figures, json=json, write=write)


@dataclass
class Seen:
    """How the look-ups of one person went."""

    took: list[float] = field(default_factory=list)
    found: int = 0
    queries: int = 0


def _measured(plants: list[Plant]) -> dict[str, Any]:
    from gongban.delivery.cases.public import Case, traced

    seen = {who: Seen() for who in ("operator", "resident")}
    for plant in plants[:20]:
        _look(plant, "operator", Seen())  # 热身 · what every worker has done after its first look-ups
    begun = time.process_time()
    for plant in plants:
        for who, so_far in seen.items():
            _look(plant, who, so_far)
    took = sorted(each for so_far in seen.values() for each in so_far.took)
    return {
        "cases": Case.objects.count(), "traces": traced(), "pairs": len(plants),
        "p50_ms": round(1000 * took[len(took) // 2], 1), "p99_ms": round(1000 * took[len(took) * 99 // 100], 1),
        "cpu_ms": round(1000 * (time.process_time() - begun) / len(took), 1), "recall": round(sum(each.found for each in seen.values()) / len(took), 3),
        **{f"recall_{who}": round(each.found / len(plants), 3) for who, each in seen.items()}, "queries": max(each.queries for each in seen.values()),
    }  # fmt: skip


def _look(plant: Plant, who: str, seen: Seen) -> None:
    from django.db import connection
    from django.utils import timezone

    from gongban.delivery.cases.public import likely_duplicates

    by, photos, asked = _actor(who), _photos(plant), []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        begun = time.perf_counter()
        found = likely_duplicates(plant.text, by=by, at=timezone.now(), lon=plant.lon, lat=plant.lat, photos=photos, category=plant.category)
        seen.took.append(time.perf_counter() - begun)
    seen.found += plant.number in {each.number for each in found}
    seen.queries = max(seen.queries, len(asked))


def _photos(plant: Plant) -> list[Any]:
    """The photo that was taken now, kept as an upload is."""
    from gongban.foundation.files.public import Photo

    if plant.photo is None:
        return []
    kept, _new = Photo.objects.get_or_create(digest=f"planted-{plant.number}", defaults={"format": "jpeg", "width": 9, "height": 9, "size": 9, "fingerprint": plant.photo})
    return [kept.pk]


_actors: dict[str, Any] = {}


def _actor(who: str) -> Any:
    from django.utils import timezone

    from gongban.foundation.people.public import Account, Membership, actor_of

    if who not in _actors:
        operator = Membership.objects.filter(role="operator", until__isnull=True).order_by("pk").select_related("account").first()
        account = operator.account if who == "operator" and operator else Account.objects.filter(kind="resident").order_by("pk")[0]
        _actors[who] = actor_of(account, at=timezone.now())
    return _actors[who]
