"""Which parts of a photo are to be blurred: rectangles in ten-thousandths of its width and height."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from gongban.foundation.files.refusals import bad_regions

WHOLE = 10_000
MOST = 100


@dataclass(frozen=True)
class Region:
    """A rectangle on the upright photo; x and y of its upper left corner, w and h its sides."""

    x: int
    y: int
    w: int
    h: int

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The rectangle in pixels, rounded outwards, within the photo."""
        right, lower = -(-(self.x + self.w) * width // WHOLE), -(-(self.y + self.h) * height // WHOLE)
        left, upper = min(self.x * width // WHOLE, width - 1), min(self.y * height // WHOLE, height - 1)
        return left, upper, min(max(right, left + 1), width), min(max(lower, upper + 1), height)


def read_regions(given: Any) -> tuple[Region, ...]:
    """Regions from JSON text or a list of {x, y, w, h}. Raises Refusal "photo.regions"."""
    try:
        rows = json.loads(given or "[]") if isinstance(given, str) else list(given)
        regions = tuple(Region(**{name: _whole(row[name]) for name in "xywh"}) for row in rows)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise bad_regions() from None
    if len(regions) > MOST or not all(map(_fits, regions)):
        raise bad_regions()
    return regions


def to_json(regions: Sequence[Region]) -> list[dict[str, int]]:
    """The regions as the table keeps them."""
    return [asdict(region) for region in regions]


def version(regions: Any) -> str:
    """A short name of this set of regions: derivatives of another set have another name."""
    return sha256(json.dumps(regions, sort_keys=True).encode()).hexdigest()[:12] if regions else "plain"


def _whole(value: Any) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise ValueError
    return int(value)


def _fits(region: Region) -> bool:
    inside = 0 <= region.x < WHOLE and 0 <= region.y < WHOLE and region.w > 0 and region.h > 0
    return inside and region.x + region.w <= WHOLE and region.y + region.h <= WHOLE
