"""Loading a city folder: every domain reads its part, in the order of dependence, all or nothing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from rich.table import Table

from gongban.cli.saying import out
from gongban.kernel.city import CityFolder, Report

ORDER = (
    "gongban.foundation.territory",
    "gongban.foundation.messages",
    "gongban.foundation.people",
    "gongban.foundation.facts",
    "gongban.foundation.matters",
    "gongban.foundation.search",
    "gongban.design.catalogue",
    "gongban.design.bundles",
    "gongban.design.knowledge",
    "gongban.design.rules",
    "gongban.delivery.outlets",
    "gongban.delivery.impasses",
    "gongban.delivery.licences",
    "gongban.delivery.assistance",
    "gongban.delivery.cases",
    "gongban.outcome.ratings",
    "gongban.outcome.insight",
    "gongban.exchange.open311",
    "gongban.foundation.retention",  # 最后：各域已说明自己存了什么 · last: every domain has said what it holds
)


def load(folder: Path) -> Report:
    """Read and check the whole folder, change the database in one transaction; Refusal leaves it as it was."""
    from django.db import transaction

    city, report = CityFolder(folder), Report()
    # 先全部认识：后面的域要能说“这个还在用” · know all first: a later domain may have to say that something is in use
    loading = [import_module(f"{domain}.loading") for domain in ORDER if find_spec(f"{domain}.loading")]
    with transaction.atomic():
        for each in loading:
            with city.collecting():
                each.load(city, report)
            city.check()  # 后面的域依赖前面的，先停下 · later domains build on this one: stop here
    return report


def show(report: Report) -> None:
    """Print what was added, changed, ended and left, kind by kind."""
    table = Table(box=None, padding=(0, 2))
    for title in ("", "新增 · added", "改动 · changed", "终止 · ended", "未变 · unchanged"):
        table.add_column(title, justify="right" if title else "left", no_wrap=True)
    for tally in report.tallies.values():
        numbers = (tally.added, tally.changed, tally.ended, tally.unchanged)
        table.add_row(f"{tally.words.zh} · {tally.words.en}", *(str(number) if number else "-" for number in numbers))
    out.print(table, width=120)
    for remark in report.remarks:
        out.print(f"[yellow]![/] {remark.zh} · {remark.en}")
