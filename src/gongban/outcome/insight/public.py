"""The door of insight: the open statistics, their CSV, the staff's statistics."""

from gongban.outcome.insight.disclosure import Shown, ShownRate
from gongban.outcome.insight.keeping import has_counted, mark_all_changed, public_numbers, recount_all
from gongban.outcome.insight.open_figures import (
    OpenRow,
    OpenStatistics,
    forget_figures,
    open_csv,
    open_statistics,
)
from gongban.outcome.insight.staff import Line, StaffStatistics, day_of, staff_statistics
from gongban.outcome.insight.terms import Counts, Dimension, Rate

__all__ = [
    "Counts", "Dimension", "Line", "OpenRow", "OpenStatistics", "Rate", "Shown", "ShownRate", "StaffStatistics", "day_of", "forget_figures",
    "has_counted", "mark_all_changed", "open_csv", "open_statistics", "public_numbers", "recount_all", "staff_statistics",
]  # fmt: skip
