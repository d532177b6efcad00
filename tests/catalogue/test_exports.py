"""What the catalogue gives away comes back unchanged: CSV, Excel, JSON lines; and CPSV-AP as JSON-LD; nothing runs in a spreadsheet."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gongban.cli.importing.items import import_items
from gongban.design.catalogue.public import Guide, Wanted, draft, items_of, publish_at_once, written
from tests.cast import Cast
from tests.catalogue.conftest import CODE, drafting

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
HOSTILE = {"zh": "=HYPERLINK(\"x\")\n第二行，带“引号”", "en": "+1, \"quoted\"\tand {braces: yes}"}


def hostile(cast: Cast) -> None:
    """An item whose texts look like formulas, YAML and CSV."""
    given = drafting(body={"credit_code": CODE[:18]}, summary=HOSTILE, consult={"zh": "-1", "en": "@x"}, materials=[{"code": "a", "name": HOSTILE, "note": "{不是} YAML"}, {"code": "b", "name": "[1]"}], also=["- 一", "'引号"])
    publish_at_once([given], "怪", by=cast.system, at=NOW)


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_what_is_exported_and_imported_again_says_the_same(tmp_path: Path, cast: Cast, form: str) -> None:
    hostile(cast)
    file = tmp_path / f"items.{form}"
    file.write_bytes(b"".join(written(items_of(Wanted(), at=NOW), form, ZONE)))
    outcome = import_items(file, tmp_path / "listed.csv")
    listed = tmp_path / "listed.csv"
    assert (outcome.bad, outcome.new, outcome.changed) == (0, 0, 0), [*(listed.read_text().splitlines() if listed.exists() else []), *map(str, draft(cast.editor).changes[:1])]
    assert outcome.same == outcome.read > 40


def test_no_cell_begins_like_a_formula(tmp_path: Path, cast: Cast) -> None:
    hostile(cast)
    text = b"".join(written(items_of(Wanted(), at=NOW), "csv", ZONE)).decode("utf-8-sig")
    import csv
    import io

    assert [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.lstrip()[:1] in tuple("=+-@")] == []


def test_jsonld_is_cpsv_ap(cast: Cast) -> None:
    found = json.loads(b"".join(written(items_of(Wanted(), at=NOW), "jsonld", ZONE)))
    services = {each["dct:identifier"]: each for each in found["@graph"]}
    food = next(each for each in services.values() if any(title["@value"] == "食品经营许可（新办）" for title in each["dct:title"]))
    assert food["@type"] == "cpsv:PublicService" and {each["@type"] for each in food["cpsv:hasInput"]} == {"cv:Evidence"}
    assert {"cpsv:produces", "cv:hasCompetentAuthority", "cv:hasCriterion", "cpsv:follows", "cv:processingTime"} <= set(food)
    assert all(value not in ("", [], {}) for each in services.values() for value in each.values())
    prefixes = {name.split(":")[0] for each in services.values() for name in each if not name.startswith("@")}
    assert prefixes <= set(found["@context"])


def test_nothing_is_nothing(cast: Cast) -> None:
    none: list[Guide] = []
    assert json.loads(b"".join(written(none, "jsonld", ZONE)))["@graph"] == [] and b"".join(written(none, "jsonl", ZONE)) == b""
