"""What journeys share: a browser in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
