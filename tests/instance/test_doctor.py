"""`gongban doctor` tells what helps and nothing about anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from gongban.cli.doctor import report
from gongban.cli.home import Home
from tests.cast import Cast

PHONE, NAME, TEXT, SECRET = "13000000055", "司徒测验", "紫藤巷甲的路灯坏了", "a-secret-that-nobody-may-read"


@pytest.fixture
def planted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An instance with personal data and secrets in every place where they can be."""
    cast.bring(cast.report(f"{TEXT}，我叫{NAME}，电话{PHONE}。", name=NAME, phone=PHONE), "in_progress")
    home = Home(Path(settings.HOME))
    home.prepare()
    for name in ("GONGBAN_SMS_SECRET", "GONGBAN_METRICS_TOKEN", "GONGBAN_BACKUP_PASSPHRASE"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("GONGBAN_SMTP_URL", f"smtps://user:{SECRET}@mail.example")
    lines = [
        {"at": "2026-01-01", "level": "ERROR", "logger": "gongban.worker", "says": f"failed for {PHONE}", "error": "ValueError", "trace": ["a.py:1 f"]},
        {"at": "2026-01-01", "level": "ERROR", "logger": "other.library", "says": f"{NAME} {PHONE} {SECRET}"},
        {"at": "2026-01-01", "level": "INFO", "logger": "gongban.access", "says": "request", "route": "cases/<str:number>/", "status": 500, "ms": 3.1},
    ]
    said = "\n".join([*map(json.dumps, lines), f"Traceback: {NAME} {PHONE} {SECRET}", "[1, 2]"])
    (home.logs / "worker.log").write_text(said, encoding="utf-8")
    return home


@pytest.mark.django_db
def test_nothing_personal_and_no_secret_is_in_it(planted: Home) -> None:
    said = json.dumps(report(planted), ensure_ascii=False, default=str)
    assert [mark for mark in (PHONE, NAME, TEXT, SECRET, "+86130") if mark in said] == []
    keys = [path.read_text(encoding="utf-8") for path in (planted.path / "keys").iterdir() if path.is_file()]
    assert not any(len(key) > 20 and key.strip() in said for key in keys)


@pytest.mark.django_db
def test_it_tells_what_helps(planted: Home) -> None:
    found = report(planted)
    assert found["settings"]["GONGBAN_SMS_SECRET"] == "set"
    assert found["settings"]["GONGBAN_SUITE"] in ("default", "international")
    assert found["database"]["tables"]["journal_event"]["bytes"] > 0
    assert found["database"]["migrations"]["cases"]
    assert set(found["standing"]) >= {"jobs", "journal", "disk_free"}
    assert {one["weight"] for one in found["findings"]} <= {"unsafe", "incomplete", "advice"}
    log = found["logs"]["worker.log"]
    assert (log["lines"], log["not_ours"]) == (5, 2)
    assert [one.get("error") or one.get("route") for one in log["grave"]] == ["ValueError", None, "cases/<str:number>/"]
    assert log["grave"][0]["says"] == "failed for …"
