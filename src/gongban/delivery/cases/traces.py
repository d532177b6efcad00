"""What of a recent case is compared with a new report: place, words, photos, kept narrow and only for a time.

A trace is written when a case opens and dropped when it is too old to be a duplicate of anything: the table stays
as small as the city's last months, however many cases it has had. Words and photos become whole numbers ("marks"),
of which two alike share some: min-hash bands of the text's shingles, quarters of a photo's perceptual hash.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from gongban.foundation.matters.public import Attachment
from gongban.kernel.text import shingles

BANDS, ROWS = 16, 2  # two texts that share half their shingles meet in some band 99 times out of 100
KEPT = timedelta(days=200)
_PRIME = (1 << 31) - 1


class Trace(models.Model):
    """The comparable part of a recent case."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="trace")
    opened_at = models.DateTimeField()
    cell = models.CharField(max_length=16, blank=True)  # H3, resolution 9; empty without a place
    marks = ArrayField(models.IntegerField(), default=list)
    photos = ArrayField(models.BigIntegerField(), default=list)  # perceptual hashes

    class Meta:
        indexes = [
            models.Index(fields=["cell", "-opened_at"], name="trace_by_cell"),
            models.Index(fields=["opened_at"], name="trace_by_time"),
            GinIndex(fields=["marks"], name="trace_by_marks"),
        ]


def marks_of(text: str, photos: Iterable[int] = ()) -> list[int]:
    """The marks of a text and of perceptual hashes of photos (64 bits each, signed)."""
    return [*_bands(text), *(mark for each in photos for mark in _quarters(each))]


def _bands(text: str) -> list[int]:
    said = [zlib.crc32(shingle.encode()) % _PRIME for shingle in shingles(text)]
    if not said:
        return []
    factors, offsets = _hashes()
    least = ((np.outer(factors, np.array(said, dtype=np.uint64)) + offsets[:, None]) % _PRIME).min(axis=1)
    rows = least.reshape(BANDS, ROWS)
    return [_number(f"{band}:{row.tolist()}") for band, row in enumerate(rows)]


@lru_cache(maxsize=1)
def _hashes() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(20261121)  # 固定种子：存着的数要一直能比 · what is stored must stay comparable
    return chance.integers(1, _PRIME, BANDS * ROWS, dtype=np.uint64), chance.integers(0, _PRIME, BANDS * ROWS, dtype=np.uint64)


def _quarters(photo: int) -> list[int]:
    """Four quarters of a hash: two photos that differ in at most three bits share one of them."""
    bits = photo & 0xFFFF_FFFF_FFFF_FFFF
    return [_number(f"photo{place}:{(bits >> (16 * place)) & 0xFFFF}") for place in range(4)]


def _number(said: str) -> int:
    return zlib.crc32(said.encode()) - (1 << 31)


def trace(cases: Iterable[models.Model]) -> int:
    """Write the traces of cases (each with its matter); those that have one stay as they are. Returns how many were given."""
    rows = list(cases)
    prints = _fingerprints([case.pk for case in rows])
    Trace.objects.bulk_create([_trace(case, prints.get(case.pk, [])) for case in rows], ignore_conflicts=True)
    return len(rows)


def _trace(case, prints: list[int]) -> Trace:  # type: ignore[no-untyped-def] # a Case; importing it here would be circular
    text = f"{case.matter.title} {case.text} {case.address}"
    return Trace(case_id=case.pk, opened_at=case.matter.opened_at, cell=case.cell, marks=marks_of(text, prints), photos=prints)


def _fingerprints(matters: list[UUID]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    rows = Attachment.objects.filter(matter__in=matters, purpose="report", photo__fingerprint__isnull=False)
    for matter, fingerprint in rows.values_list("matter", "photo__fingerprint"):
        found.setdefault(matter, []).append(int(fingerprint or 0))
    return found


def drop_old(now: datetime) -> int:
    """Drop traces that are too old to be compared; returns how many."""
    return Trace.objects.filter(opened_at__lt=now - KEPT).delete()[0]
