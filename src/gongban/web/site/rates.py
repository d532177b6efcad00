"""Is somebody doing this too often? Counted in the database, since several processes serve one person."""

from __future__ import annotations

import hashlib
import time

from django.conf import settings
from django.db import connection

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.site.models import RateWindow

COUNT = """
INSERT INTO site_ratewindow (key, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET "window" = EXCLUDED."window",
    count = CASE WHEN site_ratewindow."window" = EXCLUDED."window" THEN site_ratewindow.count + 1 ELSE 1 END
RETURNING count
"""
TOO_OFTEN = Words("操作太频繁，请过 {minutes} 分钟再试。", "That was too often. Please try again in {minutes} minutes.")


def check_rate(what: str, who: str, *, most: int, seconds: int) -> None:
    """Count one more `what` by `who`; Refusal 429 when it is more than `most` within a window of `seconds`."""
    key = hashlib.blake2b(f"{what}|{who}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()
    window = int(time.time()) // seconds * seconds
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, window])
        (count,) = cursor.fetchone()
    if count > most:
        left = max(1, (window + seconds - int(time.time()) + 59) // 60)
        raise Refusal("rate.too_often", TOO_OFTEN.format(minutes=left), status=429)


def forget_old_rates(*, before: int) -> int:
    """Delete counts whose window began before a time (epoch seconds); return how many."""
    return RateWindow.objects.filter(window__lt=before).delete()[0]
