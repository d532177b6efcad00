"""`gongban erase`: what the retention rules erase, or would."""

from __future__ import annotations

from django.utils import timezone
from rich.table import Table

import gongban.delivery.cases.public
import gongban.foundation.facts.public  # noqa: F401 - both declare what they hold
from gongban.cli.saying import out, step
from gongban.foundation.retention.public import Due, due, erase_by_rule


def erase(dry_run: bool) -> None:
    """Count or erase, and say it rule by rule."""
    found = due(timezone.now()) if dry_run else erase_by_rule(timezone.now())
    if not found:
        step("没有保存期限的规定（城市文件夹里没有 retention.yaml），什么也没有清除", "no retention rules (no retention.yaml in the city folder): nothing was erased")
        return
    out.print(_table(found))
    total = sum(one.count for one in found)
    if dry_run:
        step(f"将清除 {total} 项；这次什么也没有改", f"{total} would be erased; nothing was changed")
    else:
        step(f"清除了 {total} 项，已记入日志", f"{total} were erased and recorded in the journal")


def _table(found: list[Due]) -> Table:
    table = Table(box=None, padding=(0, 2))
    for title in ("", "", "保存天数 · days", "早于 · before", "项 · items"):
        table.add_column(title, justify="right" if title else "left")
    for one in found:
        words = f"{one.sort.words.zh} · {one.sort.words.en}"
        table.add_row(one.sort.code, words, str(one.days), f"{one.before:%Y-%m-%d}", str(one.count))
    return table
