"""`gongban import outlets`: the places where a city serves people, from CSV, Excel or JSON lines; good rows are kept, bad ones listed.

The columns are those of OutletGiven. In a table `departments` are joined by “;”, and a counter is written CODE:NAME:WHAT,
where WHAT is * (everything), short names or codes of items joined by “,”, or theme=THEME,THEME.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gongban.cli import saying
from gongban.cli.importing.reading import Row, rows_of
from gongban.delivery.outlets.public import BroughtIn, Level, Outlet, OutletGiven, bring_in_outlets, row_of
from gongban.foundation.people.public import Department
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

NEEDED = ("code", "name_zh", "level", "lon", "lat", "hours")
TRUE, FALSE = ("true", "yes", "1", "是", "有"), ("", "false", "no", "0", "否", "无")
FLAGS = ("open_on_holidays", "kiosk", "impasse_point")
BETWEEN = re.compile(r"[;；]")
EVERYTHING = ("*", "全部", "全城通办")


@dataclass
class Outcome:
    """How many rows were read and refused, what came of the good ones, and the file that lists the others."""

    read: int = 0
    bad: int = 0
    done: BroughtIn = field(default_factory=BroughtIn)
    listed: Path | None = None


def import_outlets(file: Path, listed: Path) -> Outcome:
    """Bring in the outlets of a file; `listed` is the CSV that names rows not brought in, with column and reason.

    Run again, nothing is doubled. Outlets that the file does not name stay as they are. Refusal for a file that cannot be read.
    """
    outcome, bad = Outcome(), list[tuple[Row, str, Words]]()
    rows = list(_good(file, outcome, bad))
    if rows:
        outcome.done = bring_in_outlets(rows, by=SYSTEM.over("import"), at=datetime.now(UTC))
    outcome.bad = len(bad)
    _list(listed, bad, outcome)
    return outcome


def say(outcome: Outcome) -> None:
    """Print what came of it."""
    done = outcome.done
    saying.step(
        f"读到 {outcome.read} 行：新增 {done.new} 个网点，改动 {done.changed} 个，未变 {done.same} 个，退回 {outcome.bad} 行",
        f"{outcome.read} rows read: {done.new} outlets new, {done.changed} changed, {done.same} as before, {outcome.bad} refused",
    )
    if outcome.listed:
        saying.out.print(f"[yellow]![/] 退回的行和原因 · rows refused, with reasons: {outcome.listed}")


def _good(file: Path, outcome: Outcome, bad: list[tuple[Row, str, Words]]) -> Iterator[Outlet]:
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    seen: set[str] = set()
    for row in rows_of(file):
        outcome.read += 1
        if outcome.read == 1 and (missing := [name for name in NEEDED if name not in row.values]):
            raise Refusal("import.columns", Words(f"文件里没有这些列：{'、'.join(missing)}。", f"The file has no column {', '.join(missing)}."), field="file")
        try:
            given = OutletGiven.model_validate(_said(row.values))
            if given.code in seen:
                raise Refusal("outlet.twice", Words("文件里已有这个代码。", "The file has this code already."), field="code")
            seen.add(given.code)
            yield row_of(given, departments)
        except ValidationError as error:
            detail: Any = error.errors()[0]
            place = ".".join(map(str, detail["loc"])) or "counters"
            bad.append((row, place, Words(f"{place}：{detail['msg']}", f"{place}: {detail['msg']}")))
        except Refusal as refusal:
            bad.append((row, refusal.field or "", refusal.words))


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """A row by the names of OutletGiven: empty cells are not said, joined cells become lists."""
    said = {name: value for name, value in values.items() if name and value not in (None, "")}
    said |= {name: _flag(name, said[name]) for name in FLAGS if name in said}
    if isinstance(said.get("departments"), str):
        said["departments"] = [each.strip() for each in BETWEEN.split(said["departments"]) if each.strip()]
    if isinstance(said.get("counters"), str):
        said["counters"] = [_counter(each) for each in BETWEEN.split(said["counters"]) if each.strip()]
    levels = {level.words.zh: level.value for level in Level}
    said["level"] = levels.get(str(said.get("level", "")), said.get("level"))
    return {name: str(value) if isinstance(value, int | float) and name in ("code", "phone") else value for name, value in said.items()}


def _flag(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in (*TRUE, *FALSE):
        raise Refusal("outlet.flag", Words(f"“{text[:20]}”应是 是 或 否。", f"“{text[:20]}” should be yes or no."), field=name)
    return text in TRUE


def _counter(text: str) -> dict[str, Any]:
    code, name, what = [*(part.strip() for part in text.split(":", 2)), "", ""][:3]
    made: dict[str, Any] = {"code": code, "name_zh": name}
    if what in EVERYTHING:
        return {**made, "everything": True}
    theme = what.startswith("theme=")
    return {**made, "themes" if theme else "items": [each.strip() for each in re.split(r"[,，]", what.removeprefix("theme=")) if each.strip()]}


def _list(path: Path, bad: list[tuple[Row, str, Words]], outcome: Outcome) -> None:
    if not bad:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        listing = csv.writer(opened)
        listing.writerow(["line", "key", "column", "reason_zh", "reason_en"])
        for row, column, words in bad:
            listing.writerow([row.line, row.values.get("code"), column, words.zh, words.en])
    outcome.listed = path
