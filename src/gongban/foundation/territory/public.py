"""The door of the territory."""

from gongban.foundation.territory.models import Area, City, NamedPlace
from gongban.foundation.territory.queries import calendar, city, forget, mechanism_is_on, named

__all__ = ["Area", "City", "NamedPlace", "calendar", "city", "forget", "mechanism_is_on", "named"]
