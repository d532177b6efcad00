"""What every test may ask for: a real database (tests/settings.py), a phone and a desk in a real browser, axe."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.cast import Cast

ROOT = Path(__file__).parent.parent
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# 无网络机器上安静运行 · quiet on a machine without a network
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]


@pytest.fixture(autouse=True, scope="session")
def _journal_is_emptied_between_browser_tests() -> Iterator[None]:
    """Django truncates all tables after a browser test, which the journal refuses: its guard stands aside for that."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.sql_flush

    def past_the_guard(self: Any, *given: Any, **named: Any) -> list[str]:
        statements = flush(self, *given, **named)
        return ["SET LOCAL session_replication_role = replica", *statements] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", past_the_guard)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test database holds the sample city (once for each worker)."""
    from tests.standing import load_standing_city

    with django_db_blocker.unblock():
        load_standing_city()


@pytest.fixture(autouse=True)
def _remembered_tables_do_not_run_out_within_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are remembered for some seconds of the clock; a budget of queries would be broken whenever a look falls on the turn."""
    from gongban.foundation.territory import queries

    now = time.monotonic()
    monkeypatch.setattr(queries, "clock_time", SimpleNamespace(monotonic=lambda: now))


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast: people of the sample city by their role, and helpers to report and to bring a case somewhere."""
    from gongban.foundation.territory.public import forget
    from gongban.outcome.insight.public import forget_figures
    from tests.cast import Cast

    forget_figures()  # 公开统计记十分钟 · open figures are remembered beyond a test
    forget()  # 首页的数字也记几秒 · so are the home page's numbers, for some seconds
    return Cast()


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test with a browser is a journey: its event loop would stay in the process of the others and fail whatever runs one of its own."""
    if "browser" in getattr(item, "fixturenames", ()) and item.get_closest_marker("journey") is None:
        raise pytest.UsageError(f"{item.nodeid} opens a browser: mark it with pytest.mark.journey")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the journeys cannot say anything, so they fail with the command to run."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("No Chromium: run `make packages`, or apt-get install chromium", pytrace=False)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright 的事件循环在同一线程 · its loop lives in our thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a new visitor's page on the running site: `open_page(PHONE)`; each has cookies of its own."""
    contexts = []

    def new(viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        settings = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "base_url": live_server.url, "bypass_csp": False}
        contexts.append(browser.new_context(viewport=viewport, **(settings | options)))
        return _strict(contexts[-1].new_page())

    yield new
    for context in contexts:
        context.close()


def _strict(page: Page) -> Page:
    """A page that remembers what went wrong in it: `page.troubles` (scripts that threw, what the policy refused)."""
    page.troubles = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: said.type == "error" and "Content Security Policy" in said.text
            and page.troubles.append(said.text))  # type: ignore[attr-defined]
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Iterator[Page]:
    """A resident's phone."""
    phone = open_page(PHONE, has_touch=True, is_mobile=True)
    yield phone
    assert phone.troubles == []  # type: ignore[attr-defined]


@pytest.fixture
def desk_page(open_page: Callable[..., Page]) -> Iterator[Page]:
    """An officer's screen."""
    desk = open_page(DESK)
    yield desk
    assert desk.troubles == []  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page as it stands has a serious or critical barrier."""
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        pytest.fail("No axe-core: run `npm ci`", pytrace=False)
    script = source.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # 经调试协议注入，不受页面 CSP 限制 · sent over the debugging protocol, which the page's policy does not bind
        page.evaluate(script + ";0")
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
        barriers = [_in_words(one) for one in found if one["impact"] in ("serious", "critical")]
        assert barriers == [], f"{page.url}:\n" + "\n".join(barriers)

    return check


def _in_words(violation: dict[str, Any]) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']} - {places}"
