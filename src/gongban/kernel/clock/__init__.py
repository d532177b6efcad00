"""When does a limit run out, and how much of it is left? The two clocks of a case count by these rules."""

from gongban.kernel.clock.due import due
from gongban.kernel.clock.reading import colour, elapsed, remaining
from gongban.kernel.clock.terms import Clock, Colour, Due, Limit, Pause, Remaining, Unit, share_of

__all__ = [
    "Clock",
    "Colour",
    "Due",
    "Limit",
    "Pause",
    "Remaining",
    "Unit",
    "colour",
    "due",
    "elapsed",
    "remaining",
    "share_of",
]
