"""What does every page need to know to dress itself: language, size of print, menus, record numbers?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.utils.translation import get_language

from gongban.foundation.territory.public import city, named
from gongban.kernel.errors import Refusal
from gongban.web.site.navigation import desk_menu, portal_menu
from gongban.web.site.signed_in import signed_in

LARGE_PRINT = "large"


def look(request: HttpRequest) -> dict[str, Any]:
    """Context of all templates. `city_name`, `desk_menu` and `who` may be given by a view and then win."""
    english = (get_language() or "").startswith("en")
    return {
        "html_lang": "en" if english else "zh-CN",
        "other_language": ("zh-hans", "中文") if english else ("en", "English"),
        "large_print": request.COOKIES.get(LARGE_PRINT) == "1",
        "portal_menu": portal_menu(request.path),
        "desk_menu": desk_menu(request.path) if request.path.startswith("/desk/") else (),
        "icp_record": getattr(settings, "ICP_RECORD", ""),
        "police_record": getattr(settings, "POLICE_RECORD", ""),
        "hotline_number": getattr(settings, "HOTLINE_NUMBER", "12345"),
        "city_name": city_name(),
        **signed_in(request),
    }


def city_name() -> str:
    """What the city is called in the reader's language; empty before one is loaded or while the database is down."""
    try:
        return named(city())
    except (Refusal, Error):
        return ""
