"""In which areas a point lies is answered for whole cells at once, and is the same as asking for the point."""

from __future__ import annotations

import random
from datetime import date

import pytest
from shapely.geometry import Point, shape

from gongban.foundation.territory.locating import LEVELS
from gongban.foundation.territory.models import Area
from gongban.foundation.territory.public import city, locate


@pytest.mark.django_db
def test_a_point_lies_in_the_finest_area_that_covers_it() -> None:
    west, south, east, north = (getattr(city(), name) for name in ("west", "south", "east", "north"))
    areas = [(area, shape(area.boundary)) for area in Area.objects.on(date.today()) if area.boundary]
    dice = random.Random(12345)
    for _ in range(300):
        lon, lat = dice.uniform(west, east), dice.uniform(south, north)
        around = [area for area, outline in areas if outline.covers(Point(lon, lat))]
        finest = min(around, key=lambda area: LEVELS.index(area.level), default=None)
        found = locate(lon, lat)
        assert (found.smallest if found else None) == (finest.code if finest else None), (lon, lat)
