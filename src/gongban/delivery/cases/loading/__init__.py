"""Reading the cases' part of a city folder: categories, boards, and the city's tables for cases."""

from __future__ import annotations

from gongban.delivery.cases.limits import forget_rulebooks
from gongban.delivery.cases.loading.boards import load_boards
from gongban.delivery.cases.loading.categories import load_categories
from gongban.delivery.cases.loading.limits import read_limits
from gongban.delivery.cases.loading.publicity import read_publicity
from gongban.delivery.cases.loading.recount import recount_deadlines
from gongban.delivery.cases.loading.rulebooks import bring_rulebooks, read_tables
from gongban.kernel.city import CityFolder, Report


def load(folder: CityFolder, report: Report) -> None:
    """Bring what cases are ruled by in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    extras = load_categories(folder, report)
    folder.check()
    tables = {"categories": extras}
    for name, read in {"boards": load_boards, "limits": read_limits, "publicity": read_publicity}.items():
        with folder.collecting():
            tables[name] = read(folder, report)
    with folder.collecting():
        tables |= read_tables(folder)
    folder.check()
    bring_rulebooks(tables, report)
    forget_rulebooks()
    recount_deadlines(report)
