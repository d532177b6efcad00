"""Reading the knowledge's part of a city folder: answers and notices."""

from __future__ import annotations

from gongban.design.knowledge.loading.answers import load_answers
from gongban.design.knowledge.loading.notices import load_notices
from gongban.design.knowledge.queries import forget_articles
from gongban.foundation.people.public import Department
from gongban.kernel.city import CityFolder, Report


def load(folder: CityFolder, report: Report) -> None:
    """Bring answers and notices in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    with folder.collecting():
        load_answers(folder, departments, report)
    with folder.collecting():
        load_notices(folder, departments, report)
    folder.check()
    forget_articles()
