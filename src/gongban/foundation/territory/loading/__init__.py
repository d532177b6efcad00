"""Reading the territory's part of a city folder: the city, its calendar, areas, places, mechanisms."""

from __future__ import annotations

from gongban.foundation.territory.loading.areas import load_areas
from gongban.foundation.territory.loading.city import load_city
from gongban.foundation.territory.loading.mechanisms import load_mechanisms
from gongban.foundation.territory.loading.places import load_places
from gongban.foundation.territory.loading.years import load_years, read_hours
from gongban.foundation.territory.locating import forget_shapes
from gongban.foundation.territory.queries import forget
from gongban.kernel.city import CityFolder, Report


def load(folder: CityFolder, report: Report) -> None:
    """Bring the territory in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    calendar, areas = folder.yaml("calendar.yaml"), folder.yaml("territory.yaml")
    city = load_city(folder, report, more=read_hours(folder, calendar))
    for part in (
        lambda: load_years(folder, calendar, report),
        lambda: load_areas(folder, areas, city, report),
        lambda: load_places(folder, areas, city, report),
        lambda: load_mechanisms(folder, report),
    ):
        with folder.collecting():
            part()
    folder.check()
    forget()
    forget_shapes()
