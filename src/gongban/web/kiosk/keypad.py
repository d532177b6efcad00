"""The keypad: digits without a keyboard. A key pressed without a script comes as `press`; with one the script types and only the end is sent."""

from __future__ import annotations

from django.http import HttpRequest

BACK, CLEAR = "back", "clear"


def pressed(request: HttpRequest, name: str, most: int, also: str = "") -> tuple[str, bool]:
    """What stands on the keypad now, and whether a key was pressed, so that the page is to be shown again. `also`: signs beside digits."""
    text = "".join(sign for sign in request.POST.get(name, "") if (sign.isascii() and sign.isdecimal()) or sign in also)[:most]
    key = request.POST.get("press", "")
    if key == BACK:
        return text[:-1], True
    if key == CLEAR:
        return "", True
    if len(key) == 1 and ((key.isascii() and key.isdecimal()) or key in also):
        return (text + key)[:most], True
    return text, False
