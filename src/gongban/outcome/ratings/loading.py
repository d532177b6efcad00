"""Reading this domain's part of a city folder."""

from __future__ import annotations

import gongban.outcome.ratings.services.keeping  # noqa: F401 - declares what is held, for retention.yaml
from gongban.kernel.city import CityFolder, Report
from gongban.outcome.ratings.services.loading import load_service_ratings


def load(folder: CityFolder, report: Report) -> None:
    """Bring the rules of ratings in step with the folder; the caller holds the transaction."""
    load_service_ratings(folder, report)
