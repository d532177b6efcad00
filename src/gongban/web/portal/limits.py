"""How often may somebody without an account do a thing from one address?"""

from __future__ import annotations

from django.http import HttpRequest


def check_rate(request: HttpRequest, what: str) -> None:
    """Refuse with 429 what comes too often from one address."""
