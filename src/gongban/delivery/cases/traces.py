"""What of a recent case is compared with a new report: place, words, photos, kept narrow and only for a time.

A trace is written when a case opens and dropped when it is too old to be a duplicate of anything: the table stays
as small as the city's last months, however many cases it has had. The pairs of characters of the text become whole
numbers: all of them are kept to be compared (`said`), the rarest are indexed (`marks`), beside quarters of the photos'
perceptual hashes. Two texts about one thing share rare pairs (the road, the number, the thing); what every letter says
(“请尽快处理”) leads to none. How rare a pair is, the search knows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from math import log
from uuid import UUID

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from gongban.foundation.matters.public import Attachment
from gongban.foundation.search.public import shares
from gongban.kernel.text import shingles

RAREST = 8  # of so many pairs any two lead to a text
RARE = 1e-4  # the share of a pair that is not among the common ones
COMPARED = 128  # so many are compared; a longer text is represented by these
KEPT = timedelta(days=200)


class Trace(models.Model):
    """The comparable part of a recent case."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="trace")
    opened_at = models.DateTimeField()
    cell = models.CharField(max_length=16, blank=True)  # H3, resolution 9; empty without a place
    marks = ArrayField(models.IntegerField(), default=list)
    photos = ArrayField(models.BigIntegerField(), default=list)  # perceptual hashes
    said: models.BinaryField[bytes | None, bytes | None] = models.BinaryField(null=True)  # 每对字一个四字节数 · four bytes for each pair; empty: traced by an older version

    class Meta:
        indexes = [
            models.Index(fields=["cell", "-opened_at"], name="trace_by_cell"),
            models.Index(fields=["opened_at"], name="trace_by_time"),
            GinIndex(fields=["marks"], name="trace_by_marks"),
        ]


def rarest(text: str) -> list[str]:
    """The rarest pairs of a text; of equally rare ones always the same, whatever else the text says."""
    known = shares()
    return sorted(shingles(text), key=lambda pair: (known.get(pair, 0.0), number(pair)))[:RAREST]


def marks_of(text: str, photos: Iterable[int] = ()) -> list[int]:
    """Under which numbers a text and perceptual hashes of photos (64 bits each, signed) are found."""
    together = (number(f"{one} {other}") for one, other in combinations(sorted(rarest(text)), 2))
    return [*together, *(mark for each in photos for mark in quarters(each))]


def said_of(text: str) -> bytes:
    """The numbers of the pairs of a text, as they are compared."""
    return np.sort(np.array([number(pair) for pair in shingles(text)], dtype=np.int32))[:COMPARED].tobytes()


def likeness(text: str, others: Sequence[bytes]) -> np.ndarray:
    """How much of a text, its rare pairs counting most, stands in each of the others (as `said_of` gives them): 0 to 1."""
    known = shares()
    weights = {number(pair): -log(known.get(pair, RARE)) for pair in shingles(text)}
    own = np.array(sorted(weights), dtype=np.int32)
    said = np.frombuffer(b"".join(others), dtype=np.int32)
    if not own.size or not said.size:
        return np.zeros(len(others))
    places = np.minimum(np.searchsorted(own, said), own.size - 1)
    counts = np.where(own[places] == said, np.array([weights[each] for each in own.tolist()])[places], 0.0)
    ends = np.cumsum([len(each) // 4 for each in others])
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    return np.diff(sums[np.concatenate([[0], ends])]) / sum(weights.values())


def quarters(photo: int) -> list[int]:
    """Four quarters of a hash: two photos that differ in at most three bits share one of them."""
    bits = photo & 0xFFFF_FFFF_FFFF_FFFF
    return [number(f"photo{place}:{(bits >> (16 * place)) & 0xFFFF}") for place in range(4)]


def number(said: str) -> int:
    """A pair as a whole number that PostgreSQL keeps in four bytes."""
    return zlib.crc32(said.encode()) - (1 << 31)


def trace(cases: Iterable[models.Model], prints: Mapping[UUID, list[int]] | None = None) -> int:
    """Write the traces of cases (each with its matter), or write them anew. Returns how many were given.

    `prints`: hashes of their photos, else read from the photos themselves.
    """
    rows = list(cases)
    prints = _fingerprints([case.pk for case in rows]) if prints is None else prints
    made = [_trace(case, prints.get(case.pk, [])) for case in rows]
    Trace.objects.bulk_create(made, update_conflicts=True, unique_fields=["case"], update_fields=["cell", "marks", "photos", "said"])
    return len(rows)


def _trace(case, prints: list[int]) -> Trace:  # type: ignore[no-untyped-def] # a Case; importing it here would be circular
    text = f"{case.matter.title} {case.text} {case.address}"
    return Trace(case_id=case.pk, opened_at=case.matter.opened_at, cell=case.cell, marks=marks_of(text, prints), photos=prints, said=said_of(text))


def _fingerprints(matters: list[UUID]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    rows = Attachment.objects.filter(matter__in=matters, purpose="report", photo__fingerprint__isnull=False)
    for matter, fingerprint in rows.values_list("matter", "photo__fingerprint"):
        found.setdefault(matter, []).append(int(fingerprint or 0))
    return found


def drop_old(now: datetime) -> int:
    """Drop traces that are too old to be compared; returns how many."""
    return Trace.objects.filter(opened_at__lt=now - KEPT).delete()[0]


def traced() -> int:
    """How many recent cases can be compared."""
    return Trace.objects.count()
