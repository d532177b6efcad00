"""`gongban import package` and `gongban export`: designs of items between cities, and the catalogue as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gongban.cli import saying
from gongban.design.catalogue.public import (
    FORMS,
    Taking,
    Wanted,
    give_package,
    items_of,
    take_package,
    written,
)
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def take(file: Path, *, code: str, department: str, slug: str) -> None:
    """Put the item of a package in the draft."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal("package.unreadable", Words(f"{file.name}：读不出来。", f"{file.name}: it cannot be read."), field="file") from None
    row = take_package(Taking(package=text, code=code, department=department, slug=slug), by=SYSTEM.over("import"), at=datetime.now(UTC))
    saying.step(f"“{row.name_zh}”已放进草稿，请改成本市的样子再提交", f"“{row.name_en}” is in the draft: adapt it, then submit")


def give(name: str, file: Path) -> None:
    """Write the package of an item."""
    file.write_text(give_package(name, by=SYSTEM.over("export"), at=datetime.now(UTC)), encoding="utf-8")
    saying.step(f"设计包写在 {file}", f"The package is in {file}")


def give_all(file: Path) -> None:
    """Write everything in force in the form that the file's name ends in."""
    form = file.suffix.lstrip(".").lower()
    if form not in FORMS:
        raise Refusal("export.form", Words(f"只能写成 {'、'.join(FORMS)}。", f"Write one of {', '.join(FORMS)}."), field="file")
    at = datetime.now(UTC)
    with file.open("wb") as opened:
        for piece in written(items_of(Wanted(), at=at), form, calendar().tzinfo):
            opened.write(piece)
    saying.step(f"目录写在 {file}", f"The catalogue is in {file}")
