"""The door of the territory."""

from gongban.foundation.territory.locating import Located, forget_shapes, locate
from gongban.foundation.territory.models import Area, City, NamedPlace
from gongban.foundation.territory.queries import calendar, city, forget, mechanism_is_on, named, time_bucket

__all__ = ["Area", "City", "Located", "NamedPlace", "calendar", "city", "forget", "forget_shapes", "locate", "mechanism_is_on", "named", "time_bucket"]
