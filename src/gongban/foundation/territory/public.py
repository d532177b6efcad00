"""The door of the territory."""

from gongban.foundation.territory.locating import Located, forget_shapes, locate
from gongban.foundation.territory.models import Area, City, NamedPlace
from gongban.foundation.territory.places import area_path, find_places, nearest_place, place_within
from gongban.foundation.territory.queries import (
    calendar,
    city,
    forget,
    mechanism_is_on,
    named,
    remembered,
    time_bucket,
)

__all__ = [
    "Area", "City", "Located", "NamedPlace", "area_path", "calendar", "city", "find_places", "forget", "forget_shapes", "locate",
    "mechanism_is_on", "named", "nearest_place", "place_within", "remembered", "time_bucket",
]  # fmt: skip
