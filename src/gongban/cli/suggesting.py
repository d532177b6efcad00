"""`gongban suggest --dry-run`: how often would the suggestion have been right on cases that are closed?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rich.progress import track
from rich.table import Table

from gongban.cli.saying import err, out
from gongban.delivery.cases.public import Example, Learned, Suggestion, examples, models_in_use, suggest_by


@dataclass
class Rates:
    """Of so many cases, how often the right department and category came first, or among the first three."""

    cases: int = 0
    right: dict[str, int] = field(default_factory=dict)

    def count(self, case: Example, offered: Suggestion) -> None:
        """Count one case."""
        self.cases += 1
        for what, right, codes in (
            ("department", case.department, [each.code for each in offered.departments]),
            ("category", case.category, [each.code for each in offered.categories]),
        ):
            for places in (1, 3):
                self.right[f"{what}{places}"] = self.right.get(f"{what}{places}", 0) + (right in codes[:places])

    def percent(self, name: str) -> str:
        """A rate in words; - where there is none."""
        return f"{100 * self.right.get(name, 0) / self.cases:.1f} %" if self.cases else "-"


def dry_run(at: datetime, days: int, most: int, *, show: bool = True) -> dict[str, Rates]:
    """Suggest for the closed cases of so many days as if they had just come, by each method; nothing is changed."""
    models, rates = models_in_use(), {"dictionary": Rates()}
    if models:
        rates["learned"] = Rates()
    past = examples(at - timedelta(days=days), at, most)
    for case in track(past, "派单建议 · suggesting", console=err, disable=not show):
        for method, found in rates.items():
            found.count(case, suggest_by(case, models if method == "learned" else None))
    return rates


def say(rates: dict[str, Rates]) -> None:
    """Print the rates, and what the last learning found."""
    table = Table(box=None, padding=(0, 2))
    for title in ("办法 · method", "件 · cases", "部门首位 · department first", "部门前三 · in three", "分类首位 · category first", "分类前三 · in three"):
        table.add_column(title, justify="right")
    for method, found in rates.items():
        names = ("department1", "department3", "category1", "category3")
        table.add_row({"dictionary": "用语表 · words", "learned": "学习 · learned"}[method], str(found.cases), *(found.percent(name) for name in names))
    out.print(table)
    last = Learned.objects.order_by("-learned_at").first()
    if last:
        out.print(
            f"最近一次学习 · last learning: {last.cases} 件 · cases；上月 · last month {last.checked}："
            f"学习 · learned {last.right_learned / 100:.1f} %，用语表 · words {last.right_dictionary / 100:.1f} %，"
            f"{'已启用 · in use' if last.used else '未启用 · not in use'}"
        )
