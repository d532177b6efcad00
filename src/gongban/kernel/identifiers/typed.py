"""What did the person mean who typed a number with spaces, hyphens or full-width digits?"""

from __future__ import annotations

import unicodedata

BETWEEN_DIGITS = str.maketrans("", "", " \t\u00a0\u3000-\u2010\u2011\u2012\u2013\u2014\u2212.()")


def plain(text: str) -> str:
    """Full-width forms made plain, separators taken out, letters in capitals.

    >>> plain(" ９９０１０１-19900307 872x ")
    '99010119900307872X'
    """
    return unicodedata.normalize("NFKC", text).translate(BETWEEN_DIGITS).strip().upper()
