"""After a loading that changed something, the public figures of every month are counted anew: rules decide what is counted where."""

from __future__ import annotations

from django.utils import timezone

from gongban.kernel.city import CityFolder, Report
from gongban.outcome.insight.keeping import mark_all_changed


def load(city: CityFolder, report: Report) -> None:
    """Mark the kept months where categories, departments, areas or rules changed or ended; new ones alone change no figure."""
    if any(tally.changed or tally.ended for tally in report.tallies.values()):
        mark_all_changed(timezone.now())
