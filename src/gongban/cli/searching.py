"""`gongban search`: what a resident would find, from the terminal; nothing is kept of it."""

from __future__ import annotations

import json
from typing import Any

import typer

from gongban.cli.saying import out, step
from gongban.foundation.search.public import Find, Wish, look_for


def search(text: str, *, limit: int, as_json: bool) -> None:
    """Print what fits, the best first: `[{kind, key, name, url, score, why}]`, or a list to read."""
    found = look_for(Wish(text), limit=limit).finds
    if as_json:
        typer.echo(json.dumps([_row(each) for each in found], ensure_ascii=False))
        return
    for place, each in enumerate(found, 1):
        out.print(f"{place}. [bold]{each.spine.name.zh}[/]  {each.spine.url}\n   {'；'.join(reason.zh for reason in each.why)}")
    if not found:
        step("没有找到，换个说法再试", "nothing was found; try other words")


def _row(each: Find) -> dict[str, Any]:
    spine = each.spine
    why = [{"zh": reason.zh, "en": reason.en} for reason in each.why]
    return {"kind": spine.kind, "key": str(spine.key), "name": spine.name.zh, "name_en": spine.name.en, "url": spine.url, "score": each.score, "why": why}
