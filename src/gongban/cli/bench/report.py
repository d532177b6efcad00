"""What a benchmark found: printed as one JSON object or a table, and kept with machine and command in docs/benchmarks.md."""

from __future__ import annotations

import json as json_text
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from gongban.cli.bench.machine import described
from gongban.cli.saying import out

JsonOption = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象 · print one JSON object only")]
UrlOption = Annotated[str | None, typer.Option("--url", help="测这个运行中的实例 · measure this running instance instead of an own one")]
CityOption = Annotated[Path, typer.Option("--city", help="城市文件夹 · the city's folder")]
WriteOption = Annotated[Path | None, typer.Option("--write", help="把结果写入这一页，如 docs/benchmarks.md · keep the figures in this page")]

Figures = Mapping[str, Any]  # a number, a text, or figures of a part by its name


def tell(name: str, keys: Mapping[str, str], figures: Figures, *, json: bool, write: Path | None = None) -> None:
    """Print the figures of a benchmark; with `write` also put them in its place in the page.

    `keys`: each key in words, Chinese · English. `figures` hold numbers by these keys, or by part and then by key.
    """
    if json:
        typer.echo(json_text.dumps(figures, ensure_ascii=False))
    else:
        out.print(_table(keys, figures))
    if write:
        keep(write, name, _section(name, keys, figures))


def keep(page: Path, name: str, section: str) -> None:
    """Put a section between the marks of this benchmark, at the end of the page where it has none yet."""
    begin, end = f"<!-- bench {name} -->", f"<!-- /bench {name} -->"
    text, block = page.read_text(encoding="utf-8"), f"{begin}\n{section}\n{end}"
    marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    text = marked.sub(lambda _: block, text) if marked.search(text) else f"{text.rstrip()}\n\n{block}\n"
    page.write_text(text, encoding="utf-8")


def _section(name: str, keys: Mapping[str, str], figures: Figures) -> str:
    command = " ".join(["gongban", *_without_places(sys.argv[1:])])
    said = f"`{command}` · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {described()}"
    return "\n".join([f"### {name}", "", said, "", *_rows(keys, figures)])


def _without_places(given: list[str]) -> list[str]:
    """The command as it is worth repeating: without the places of this machine to which it wrote or in which it kept a city."""
    places = ("--write", "--home")
    kept = [each for each, before in zip(given, ["", *given], strict=False) if each not in places and before not in places]
    return [each for each in kept if each != "--json" and not each.startswith(tuple(f"{place}=" for place in places))]


def _rows(keys: Mapping[str, str], figures: Figures) -> list[str]:
    parts = {part: found for part, found in figures.items() if isinstance(found, Mapping)}
    whole = {key: found for key, found in figures.items() if key not in parts}
    lines = ["| key | | figure |", "|---|---|---|", *(f"| {key} | {keys.get(key, '')} | {_shown(found)} |" for key, found in whole.items())] if whole else []
    if parts:
        names = list(dict.fromkeys(key for found in parts.values() for key in found))
        lines += ["", f"| | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]
        lines += [f"| {part} | {' | '.join(_shown(found.get(key)) for key in names)} |" for part, found in parts.items()]
    return lines


def _shown(figure: Any) -> str:
    return "-" if figure is None else f"{figure:,}" if isinstance(figure, int | float) else str(figure)


def _table(keys: Mapping[str, str], figures: Figures) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2))
    for key, found in figures.items():
        for name, figure in found.items() if isinstance(found, Mapping) else [("", found)]:
            table.add_row(key, name, _shown(figure), keys.get(name or key, ""))
    return table
