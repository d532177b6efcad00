"""Does the sealed past still fit? Names the first event that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from gongban.foundation.journal.models import Event, Place, Seal
from gongban.foundation.journal.sealing import digest, head_file
from gongban.kernel.cipher import SUITES
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Verdict:
    """What the check found: how many events fit, and the first misfit with its reason."""

    checked: int
    position: int | None = None
    event: str | None = None
    reason: Words | None = None

    @property
    def sound(self) -> bool:
        return self.reason is None


def verify() -> Verdict:
    """Recompute every digest in order and compare with the places, the seals and the head outside."""
    former, position = "", 0
    for seal in Seal.objects.order_by("id").iterator():
        for place in _places(position, seal.last_position):
            position += 1
            misfit = _misfit(place, position, seal.suite, former)
            if misfit:
                return Verdict(position - 1, position, str(place.event_id), misfit)
            former = place.digest
        if position != seal.last_position or former != seal.digest:
            return Verdict(position, position + 1, None, Words("封存批次与事件不符。", "A seal does not fit its events."))
    return _stranger(position) or _tail(position, former) or Verdict(position)


def _places(after: int, until: int) -> Iterator[Place]:
    rows = Place.objects.filter(position__gt=after, position__lte=until).order_by("position")
    return rows.select_related("event").iterator(chunk_size=2_000)


def _misfit(place: Place, expected: int, suite: str, former: str) -> Words | None:
    if place.position != expected:
        return Words("缺少一个已封存的位置。", "A sealed position is missing.")
    try:
        event = place.event
    except Event.DoesNotExist:
        return Words("已封存的事件被删除。", "A sealed event was deleted.")
    if suite not in SUITES:
        return Words("封存批次的算法不明。", "The seal names an unknown algorithm.")
    if digest(suite, former, event) != place.digest:
        return Words("事件内容在封存后被改动。", "The event was changed after it was sealed.")
    return None


def _stranger(position: int) -> Verdict | None:
    last = Seal.objects.order_by("id").last()
    if last is None:
        return None
    alien = Event.objects.filter(xact__lt=last.horizon, sealed__isnull=True).order_by("xact", "id").first()
    if alien is None:
        beyond = Place.objects.filter(position__gt=position).order_by("position").first()
        if beyond is None:
            return None
        return Verdict(position, beyond.position, str(beyond.event_id), Words("末尾的封存被删除。", "The last seals were removed."))
    return Verdict(position, None, str(alien.pk), Words("封存之后插入了一个事件。", "An event was inserted behind the seals."))


def _tail(position: int, former: str) -> Verdict | None:
    if not head_file().exists():
        return None
    head = json.loads(head_file().read_text())
    if head["position"] > position:
        return Verdict(position, position + 1, None, Words("日志末尾被截去。", "The end of the journal was cut off."))
    if head["position"] == position and head["digest"] != former:
        return Verdict(position, position, None, Words("封存链与库外留存的不同。", "The chain differs from the head kept outside."))
    kept = Place.objects.filter(position=head["position"]).first()
    if kept and kept.digest != head["digest"]:
        return Verdict(position, head["position"], str(kept.event_id), Words("封存链与库外留存的不同。", "The chain differs from the head kept outside."))
    return None
