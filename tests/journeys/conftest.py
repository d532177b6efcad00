"""What journeys share: a browser in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.cast import Cast

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def signed_in(open_page: Callable[..., Page], live_server: Any, cast: Cast) -> Callable[..., Page]:
    """`signed_in("hedusheng", enterprise="9299…")` opens a browser in which this login is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from gongban.web.site.acting import FOR_ENTERPRISE

    def open_for(login: str, viewport: dict[str, int] = DESK, *, enterprise: str = "", **options: Any) -> Page:
        account, session = cast.account(login), SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        if enterprise:
            session[FOR_ENTERPRISE] = enterprise
        session.create()
        page = open_page(viewport, **options)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        return page

    return open_for


@pytest.fixture(scope="session")
def scanned() -> Callable[[Locator], str]:
    """`scanned(page.locator(".licence-code"))`: what a phone's camera reads in the QR code that the page shows."""
    source = ROOT / "node_modules" / "jsqr" / "dist" / "jsQR.js"
    if not source.exists():
        pytest.fail("No jsqr: run `npm ci`", pytrace=False)
    script = source.read_text(encoding="utf-8")

    def scan(image: Locator) -> str:
        image.page.evaluate(script + ";0")
        found = image.evaluate(SCAN)
        assert found, f"{image.page.url}: no code can be read in the picture"
        return str(found)

    return scan


# 画到两倍大再认，和离近一点扫一样 · drawn at twice its size, as one would hold the phone nearer
SCAN = """async image => {
    await image.decode();
    const [width, height] = [2 * image.width, 2 * image.height];
    const canvas = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d');
    canvas.fillStyle = 'white'; canvas.fillRect(0, 0, width, height); canvas.drawImage(image, 0, 0, width, height);
    return jsQR(canvas.getImageData(0, 0, width, height).data, width, height)?.data;
}"""
