"""What does a city folder say, and in which line? What did loading it change?"""

from gongban.kernel.city.checking import gather, in_order, once, refer
from gongban.kernel.city.entry import Entry
from gongban.kernel.city.folder import BrokenCity, CityFolder, read_yaml
from gongban.kernel.city.modelled import at_place, modelled
from gongban.kernel.city.report import Report

__all__ = ["BrokenCity", "CityFolder", "Entry", "Report", "at_place", "gather", "in_order", "modelled", "once", "read_yaml", "refer"]
