"""Every setting is documented, and every variable that the code reads is a setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongban.kernel import environment
from gongban.kernel.errors import Refusal
from tools.write_settings_page import settings_page

ROOT = Path(__file__).parent.parent.parent


def test_the_page_of_settings_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_every_variable_that_the_code_names_is_in_the_table() -> None:
    known = {setting.name for setting in environment.TABLE}
    named = {
        name
        for file in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'(?:environ(?:\.get\(|\[)|getenv\(|env\.\w+\()\s*"([A-Z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert named - {"DJANGO_SETTINGS_MODULE"} <= known


@pytest.mark.parametrize(
    ("name", "value"),
    [("GONGBAN_UPLOAD_MB", "many"), ("GONGBAN_UPLOAD_MB", "-1"), ("GONGBAN_SUITE", "rot13"), ("GONGBAN_LANGUAGE", "fr")],
)
def test_a_value_that_does_not_fit_is_named(name: str, value: str) -> None:
    with pytest.raises(Refusal, match=name):
        environment.text(name, {name: value})


def test_an_address_becomes_database_settings_with_prepared_statements() -> None:
    made = environment.database("postgresql://u%40x:p%2Fw@db.example:6543/city")
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == ("u@x", "p/w", "db.example", "6543", "city")
    planning = "-c plan_cache_mode=force_custom_plan -c max_parallel_workers_per_gather=0"
    assert made["OPTIONS"] == {"prepare_threshold": 0, "server_side_binding": True, "options": planning}
