"""`gongban import bundles`: life events from files of others; good files are kept, the others named with the reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from pydantic import ValidationError

from gongban.cli import saying
from gongban.cli.importing.one_thing import OneThing, bundle_of, item_code, item_key, item_of, read_one_thing
from gongban.design.bundles.public import publish_bundles_at_once
from gongban.design.catalogue.public import Item, publish_at_once
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LARGEST = 4_000_000


@dataclass
class Outcome:
    """Files read, bundles new, changed, as before; items of the catalogue that fitted, items that were made; what was refused and why."""

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    fitted: int = 0
    made: int = 0
    kept: tuple[str, ...] = ()
    bad: dict[str, Words] = field(default_factory=dict)


def import_bundles(files: Sequence[Path]) -> Outcome:
    """Bring life events in, in force at once; an item that the catalogue has by its name is used, any other is made.

    The same files again add nothing.
    """
    outcome = Outcome(read=len(files))
    found = [each for file in files if (each := _read(file, outcome))]
    at = datetime.now(UTC)
    with transaction.atomic():
        names = _items(found, outcome, at)
        given = []
        for each in found:
            try:
                given.append(bundle_of(each, lambda name: names[item_key(name)]))
            except ValidationError as error:
                outcome.bad[each.title] = Words(str(error.errors()[0]["msg"]), str(error.errors()[0]["msg"]))
        put = publish_bundles_at_once(given, by=SYSTEM.over("import"), at=at)
    outcome.new, outcome.changed, outcome.same, outcome.kept = put.added, put.changed, put.same, put.kept
    return outcome


def say(outcome: Outcome) -> None:
    """Print what came of it."""
    for name, words in outcome.bad.items():
        saying.out.print(f"[red]×[/] {name}：{words.zh} · {words.en}", markup=True, highlight=False)
    for slug in outcome.kept:
        saying.out.print(f"[yellow]![/] {slug}：已在工作台发布过新版，没有动 · published anew in the workbench, left alone")
    saying.step(
        f"读到 {outcome.read} 个文件：一件事新增 {outcome.new} 件，改动 {outcome.changed} 件，未变 {outcome.same} 件，退回 {len(outcome.bad)} 个；事项对上 {outcome.fitted} 个，新建 {outcome.made} 个",
        f"{outcome.read} files: {outcome.new} life events new, {outcome.changed} changed, {outcome.same} as before, {len(outcome.bad)} refused; {outcome.fitted} items fitted, {outcome.made} made",
    )


def _read(file: Path, outcome: Outcome) -> OneThing | None:
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal("import.too_big", Words("文件太大。", "The file is too big."))
        return read_one_thing(json.loads(file.read_text(encoding="utf-8-sig")))
    except OSError:
        outcome.bad[file.name] = Words("读不到这个文件。", "The file cannot be read.")
    except (ValueError, RecursionError):
        outcome.bad[file.name] = Words("不是 JSON，或不是 UTF-8 编码。", "It is no JSON, or not in UTF-8.")
    except Refusal as refusal:
        outcome.bad[file.name] = refusal.words
    return None


def _items(found: Sequence[OneThing], outcome: Outcome, at: datetime) -> dict[str, str]:
    """Under which name the catalogue has each item, by its key; those that it has not are made."""
    rows = Item.objects.filter(current__isnull=False, current__ended=False, district="").values_list("slug", "code", "current__name_zh")
    names = {item_key(name): slug or code for slug, code, name in rows}
    known, fresh = set(names), {}
    for each in found:
        for linked in each.linked_items:
            if item_key(linked.name) not in names:
                fresh[item_key(linked.name)] = item_of(each, linked)
                names[item_key(linked.name)] = item_code(linked.name)
    if fresh:
        publish_at_once(list(fresh.values()), "导入一件事 · import of life events", by=SYSTEM.over("import"), at=at)
    outcome.made, outcome.fitted = len(fresh), len({item_key(linked.name) for each in found for linked in each.linked_items} & known)
    return names
