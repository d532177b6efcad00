"""Photos and documents that were sent but never used are removed after a day; once a night, files that no row knows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.foundation.matters.forgetting  # noqa: F401 - declares what is erased by rule
from gongban.foundation.files.public import Photo, forget, forget_strays, forget_unclaimed

KEPT = timedelta(days=1)
AT_ONCE = 500


@app.periodic(cron="17 * * * *", periodic_id="matters.unused_photos")
@app.task(name="matters.unused_photos", queueing_lock="matters.unused_photos", pass_context=False)
def remove_unused_photos(timestamp: int) -> None:
    """Remove uploads that belong to nothing."""
    while forget_unused(timezone.now()) == AT_ONCE:
        pass
    while forget_unclaimed(timezone.now() - KEPT, AT_ONCE) == AT_ONCE:
        pass


@app.periodic(cron="43 19 * * *", periodic_id="matters.stray_files")
@app.task(name="matters.stray_files", queueing_lock="matters.stray_files", pass_context=False)
def remove_stray_files(timestamp: int) -> None:
    """Remove what uploads that were cut off left behind."""
    forget_strays(int(KEPT.total_seconds()))


def forget_unused(now: datetime) -> int:
    """Forget up to AT_ONCE photos that were sent a day before `now` and are attached to nothing; gives how many."""
    with transaction.atomic():
        old = Photo.objects.filter(attachment__isnull=True, uploaded_at__lt=now - KEPT).order_by("pk")
        unused = list(old.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:AT_ONCE])
        return forget(unused)
