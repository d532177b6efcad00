"""`gongban check`: every unsafe or incomplete thing is found, and told with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gongban.cli.checks import Finding, Weight, findings, inside, machine
from gongban.cli.checks.finding import Deployment
from gongban.cli.home import Home
from gongban.kernel.words import Words
from tests.cast import Cast

LIVE, TRIAL = "https://city.example", "http://127.0.0.1:8000"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = Home(tmp_path / "var")
    made.prepare()
    return made.path


def codes(seen: Deployment) -> dict[str, Weight]:
    return {one.code: one.weight for check in machine.CHECKS for one in check(seen)}


def test_a_live_deployment_with_everything_has_nothing_unsafe(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"GONGBAN_PROXIES": "1", "GONGBAN_SMS_URL": "https://sms.example", "GONGBAN_SMTP_URL": "smtps://mail.example"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GONGBAN_SECRET_KEY", raising=False)
    (home / "backups" / "last.json").write_text(json.dumps({"at": datetime.now(UTC).isoformat(), "file": "x"}))
    assert set(codes(Deployment(home, LIVE))) <= {"user.root", "disk.low"}


SETTINGS: list[tuple[dict[str, str], str, str, Weight]] = [
    ({}, "http://city.example", "address.plain", Weight.UNSAFE),
    ({}, TRIAL, "address.local", Weight.ADVICE),
    ({}, LIVE, "proxies.untold", Weight.INCOMPLETE),
    ({}, LIVE, "sms.missing", Weight.INCOMPLETE),
    ({}, TRIAL, "sms.missing", Weight.ADVICE),
    ({}, LIVE, "backup.old", Weight.INCOMPLETE),
    ({"GONGBAN_SUITE": "guomi"}, LIVE, "keys.suite", Weight.INCOMPLETE),
    ({"GONGBAN_SMS_SECRET": "change-me"}, LIVE, "settings.example", Weight.INCOMPLETE),
    ({"GONGBAN_SMS_SECRET": "change-me"}, TRIAL, "settings.example", Weight.ADVICE),
    ({"GONGBAN_ALLOWED_HOSTS": "*"}, LIVE, "hosts.any", Weight.UNSAFE),
    ({"GONGBAN_ALLOWED_HOSTS": "*"}, TRIAL, "hosts.any", Weight.ADVICE),
    ({"GONGBAN_SECRET_KEY": "short"}, LIVE, "secret.short", Weight.UNSAFE),
    ({"GONGBAN_METRICS_FROM": "0.0.0.0/0"}, LIVE, "metrics.open", Weight.UNSAFE),
    ({"GONGBAN_METRICS_TOKEN": "abc"}, LIVE, "metrics.token_short", Weight.UNSAFE),
    ({"GONGBAN_LOG_LEVEL": "DEBUG"}, LIVE, "logs.debug", Weight.UNSAFE),
]


@pytest.mark.parametrize(("settings", "address", "code", "weight"), SETTINGS)
def test_what_a_setting_makes_unsafe(
    home: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], address: str, code: str, weight: Weight
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert codes(Deployment(home, address))[code] == weight


def _open_a_key(home: Path) -> None:
    (home / "keys" / "secret").chmod(0o644)


def _break_a_key(home: Path) -> None:
    next((home / "keys").glob("encrypt*.json")).write_text("{}")


def _open_the_home(home: Path) -> None:
    home.chmod(0o755)


def _demonstrate(home: Path) -> None:
    (home / "keys" / "demonstration").write_text("demo")
    (home / "keys" / "demonstration").chmod(0o600)


def _old_backup(home: Path) -> None:
    (home / "backups" / "last.json").write_text(json.dumps({"at": (datetime.now(UTC) - timedelta(days=3)).isoformat(), "file": "x"}))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(_open_a_key, "keys.open"), (_break_a_key, "keys.damaged"), (_open_the_home, "home.open"), (_demonstrate, "demo.password"), (_old_backup, "backup.old")],
)
def test_what_a_file_makes_unsafe(home: Path, spoil: Callable[[Path], None], code: str) -> None:
    spoil(home)
    assert codes(Deployment(home, LIVE))[code] is not Weight.ADVICE


def test_a_disk_that_is_nearly_full_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: type("U", (), {"free": 1_000_000_000, "total": 10**12})())
    assert codes(Deployment(home, LIVE))["disk.low"] is Weight.INCOMPLETE


# ---- inside the database


def _give_password(login: str) -> None:
    from gongban.foundation.people.public import Account, new_start_password
    from gongban.kernel.actors import SYSTEM

    new_start_password(Account.objects.get(login=login), by=SYSTEM, at=timezone.now())


def found(check: Callable[[Deployment], object], home: Path) -> list[str]:
    return [one.code for one in list(check(Deployment(home, LIVE)))]  # type: ignore[call-overload]


@pytest.mark.django_db
def test_a_sound_city_has_no_finding_inside(cast: Cast, home: Path) -> None:
    _give_password("admin")
    sound = [inside.tables, inside.time_of_day, inside.encrypted_connection, inside.city_loaded, inside.retention, inside.people]
    assert [code for check in sound for code in found(check, home)] == []


@pytest.mark.django_db
def test_a_city_whose_administrators_have_no_password_is_incomplete(cast: Cast, home: Path) -> None:
    nobody = next(iter(inside.people(Deployment(home, LIVE))))
    assert (nobody.code, nobody.mend.en) == ("people.no_password", "gongban start-password admin")
    _give_password("admin")
    assert found(inside.people, home) == []


@pytest.mark.django_db
def test_a_forgetful_database_is_unsafe(home: Path) -> None:
    assert "database.forgetful" in found(inside.durable, home), "the server of the tests runs without fsync"


@pytest.mark.django_db
def test_a_city_without_administrator_or_holidays_is_incomplete(cast: Cast, home: Path) -> None:
    from gongban.foundation.people.public import Membership
    from gongban.foundation.retention.public import Rule
    from gongban.foundation.territory.models import CalendarYear
    from gongban.foundation.territory.public import forget

    Rule.objects.all().delete()
    assert found(inside.retention, home) == ["retention.missing"]
    Membership.objects.filter(role="administrator").delete()
    CalendarYear.objects.all().delete()
    forget()
    assert found(inside.people, home) == ["people.no_administrator"]
    assert found(inside.city_loaded, home) == ["calendar.missing"]
    forget()


@pytest.mark.django_db
def test_endless_tokens_and_old_start_passwords_are_advised_against(cast: Cast, home: Path) -> None:
    from gongban.foundation.people.public import Account, make_token

    _give_password("admin")
    make_token("shen.paidan", name="statistics")
    Account.objects.filter(login="luo.lixing").update(start_password_until=timezone.now() - timedelta(days=1))
    assert found(inside.people, home) == ["people.start_passwords", "tokens.endless"]


@pytest.mark.django_db
def test_the_gravest_comes_first(cast: Cast, home: Path) -> None:
    weights = [list(Weight).index(one.weight) for one in findings(Deployment(home, LIVE))]
    assert weights == sorted(weights)


def test_a_finding_always_says_how_to_mend_it(home: Path) -> None:
    for spoil in (_open_a_key, _open_the_home, _demonstrate):
        spoil(home)
    for check in machine.CHECKS:
        for one in check(Deployment(home, "http://city.example")):
            assert isinstance(one, Finding)
            assert all(isinstance(words, Words) and words.zh and words.en for words in (one.what, one.mend))
