"""facts.yaml: what may be asked, once for the whole city; held_facts.yaml: what registers say of the people of a sample city."""

from __future__ import annotations

import gongban.foundation.facts.keeping  # noqa: F401 - declares what is held, for retention.yaml
from gongban.foundation.facts.loading.declaring import load_declared
from gongban.foundation.facts.loading.holding import load_held
from gongban.foundation.facts.queries import forget_declared
from gongban.kernel.city import CityFolder, Report

FILE, HELD = "facts.yaml", "held_facts.yaml"


def load(folder: CityFolder, report: Report) -> None:
    """Bring declared facts, and those held of invented people, in step with the folder; the caller holds the transaction."""
    if folder.has(FILE):
        load_declared(folder, folder.yaml(FILE), report)
        forget_declared()
    if folder.has(HELD):
        load_held(folder, folder.yaml(HELD), report)
