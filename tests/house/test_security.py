"""What a browser is told and what it is asked to prove: headers, cookies, forgery, sign-in, redirects, planted scripts."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from gongban.delivery.cases.public import ACTIONS
from gongban.foundation.people.public import Account
from tests.cast import Cast
from tests.house.routes import GROUPS, ROLES, ROUTES_POSTED, TABLE, Scene, address, routes, scene_of
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db
SCRIPT, IMAGE = "<script>alert(7)</script>", '"><img src=x onerror=alert(8)>'
PLANTED = f"{SCRIPT}{IMAGE}'\u2028{{{{7*7}}}}"
RAW = ("<script>alert(7)", "<img src=x")


@pytest.fixture
def stage(cast: Cast) -> Scene:
    return scene_of(cast)


def test_no_form_is_taken_without_its_token(stage: Scene) -> None:
    """Every page that changes something refuses what did not come from our own form."""
    open_doors = []
    for route, role in ROUTES_POSTED.items():
        client = stage.client(role)
        client.handler.enforce_csrf_checks = True
        answer = client.post(address(route, "private", stage), {})
        client.handler.enforce_csrf_checks = False
        if answer.status_code != 403 or "刷新页面" not in answer.content.decode():
            open_doors.append(f"{route} {answer.status_code}")
    assert open_doors == []


def test_every_page_that_takes_a_form_is_asked_for_its_token() -> None:
    """A new page that answers POST: add it with a role to ROUTES_POSTED in tests/house/routes.py."""
    takes = {
        route for route, rows in TABLE["routes"].items() if not route.startswith(("api/", "open311/"))  # a key, no session: nothing to forge
        for row, said in rows.items() if row.startswith("POST") and said not in ("method", "absent")
    }  # fmt: skip
    assert takes - set(ROUTES_POSTED) == set()


@pytest.mark.parametrize("path", ["/", "/cases/", "/desk/login/", "/no-such-page/", "/report/", "/api/v1/codes/none", "/api/v1/openapi.json", "/open311/v2/services.xml"])
def test_every_answer_carries_the_strict_policy_and_no_frame(path: str) -> None:
    headers = Client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "http" not in policy
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("DENY", "nosniff", "same-origin")


def test_a_page_broken_by_us_carries_the_policy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("gongban.web.portal.browsing.browse", broken)
    answer = Client(raise_request_exception=False).get("/cases/")
    assert answer.status_code == 500 and "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_session_is_a_new_one_after_signing_in_and_gone_after_leaving(db: None) -> None:
    account = Account(login="wang", kind="staff")
    account.set_password("a long enough phrase")
    account.save(force_insert=True)
    browser = Client()
    kept = browser.session
    kept["planted"] = "1"
    kept.save()
    browser.cookies["sessionid"] = kept.session_key
    browser.post("/desk/login/", {"username": "wang", "password": "a long enough phrase"})
    fresh = browser.cookies["sessionid"]
    assert fresh.value != kept.session_key and fresh["httponly"] and fresh["samesite"] == "Lax"
    browser.post("/logout/")
    late = Client()
    late.cookies["sessionid"] = fresh.value
    assert late.get("/desk/").status_code == 302


def test_cookies_travel_encrypted_only_where_connections_are() -> None:
    encrypted = settings.PUBLIC_URL.startswith("https")
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == encrypted
    assert settings.SESSION_COOKIE_HTTPONLY and settings.CSRF_COOKIE_HTTPONLY and not settings.DEBUG
    with override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True):
        assert Client().get("/login/", secure=True).cookies["csrftoken"]["secure"]


ELSEWHERE = ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "https:elsewhere.example", "\thttps://elsewhere.example"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_form_sends_anybody_to_another_site(stage: Scene, elsewhere: str) -> None:
    posts = [("anonymous", "/look/large-print/", {"large": "1"}), ("anonymous", "/i18n/setlang/", {"language": "en"}),
             ("handler", f"/desk/cases/{stage.number('private')}/do/note/", {"text": "记一笔"}),
             ("moderator", f"/desk/cases/{stage.number('public')}/photos/{stage.photos['public'].pk}/", {"regions": "[]", "show": "1"})]  # fmt: skip
    for role, path, data in posts:
        answer = stage.client(role).post(path, {**data, "next": elsewhere})
        assert not (300 <= answer.status_code < 400) or re.match(r"/(?![/\\])", answer.headers["Location"]), (path, answer.headers["Location"])
    browser = Client()
    browser.get("/login/", {"next": elsewhere})
    assert browser.session.get("sign_in_next", "/") == "/"


def test_what_is_planted_in_a_text_is_never_run(cast: Cast) -> None:
    """Script in every text of reports and actions; then every page for every role: it stands there as text only."""
    stage = scene_of(cast)
    case = cast.report(f"路灯 {PLANTED}", title=f"灯{IMAGE}"[:60], address=f"东门{IMAGE}", name=f"王{IMAGE}"[:40], phone="13000000033")
    stage.cases["private"] = case
    cast.bring(case, "dispatched")
    cast.act(case, "ask_return", {"text": PLANTED}, by=cast.handler)
    cast.act(case, "refuse_return", {"text": PLANTED}, by=cast.dispatcher)
    cast.bring(case, "in_progress")
    for action, given, who in (
        ("note", {"text": PLANTED}, cast.handler), ("reply", {"text": PLANTED}, cast.handler), ("first_contact", {"reached": True, "text": PLANTED}, cast.handler),
        ("record_on_site", {"present": PLANTED, "findings": PLANTED}, cast.handler), ("ask_extension", {"amount": 1, "text": PLANTED}, cast.handler),
        ("urge", {"text": PLANTED}, cast.supervisor), ("answer_urging", {"text": PLANTED}, cast.handler), ("escalate", {"text": PLANTED}, cast.supervisor),
        ("call_study", {"question": PLANTED, "departments": ["chengguan", "zhujian"]}, cast.dispatcher), ("add", {"text": PLANTED}, cast.chen),
        ("chase", {"text": PLANTED}, cast.chen), ("ask_reporter", {"text": PLANTED}, cast.handler), ("publish", {}, cast.moderator),
        ("answer", {"text": PLANTED, "evidence": PLANTED}, cast.handler),
    ):  # fmt: skip
        assert action in ACTIONS
        cast.act(case, action, given, by=who)
    run = [found for role in ROLES for found in _run_in(stage, role)]
    assert run == []


def _run_in(stage: Scene, role: str) -> list[str]:
    found = []
    for route, methods in routes().items():
        if "GET" not in methods or (role in GROUPS["visitors"] and route.startswith("desk/")) or route.endswith(("order.pdf", "openapi.json", "qr.svg")):
            continue
        with transaction.atomic():
            answer = stage.client(role).get(address(route, "private", stage))
            transaction.set_rollback(True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            text = answer.content.decode()
            found += [f"{role} {route}: {mark}" for mark in (*RAW, "49'") if mark in text]
    return found


SECRETS = re.compile(r"(?i)-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:api[_-]?key|secret|password|token)\s*[=:]\s*[\"'][A-Za-z0-9+/_\-]{24,}[\"']|\bgb_[A-Za-z0-9_-]{40,}|\bAKIA[0-9A-Z]{16}\b")


def test_no_secret_lies_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for name in listed:
        path = ROOT / name
        if path.suffix in (".png", ".jpg", ".pmtiles", ".ttf", ".woff2", ".gz", ".lock") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{name}: {match.group(0)[:30]}" for match in SECRETS.finditer(text)]
    assert found == []
