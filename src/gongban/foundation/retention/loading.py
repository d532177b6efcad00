"""retention.yaml: how long the city keeps which personal data, and on what basis. Without it nothing is erased by rule."""

from __future__ import annotations

from gongban.foundation.loading import bring_in_step
from gongban.foundation.retention.models import Rule
from gongban.foundation.retention.terms import SORTS
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

FILE = "retention.yaml"
LEAST_OF_LOGS = 183  # 网络安全法第二十一条：日志不少于六个月 · Cybersecurity Law, article 21: logs six months at least


def load(folder: CityFolder, report: Report) -> None:
    """Bring the rules in step with the folder; the caller holds the transaction."""
    if not folder.has(FILE):
        return
    rows = [_rule(entry) for entry in folder.yaml(FILE).only("rules").each("rules")]
    _check_order(folder, {row.sort: row.days for row in rows})
    bring_in_step(rows, among=Rule.objects.all(), key="sort", fields=("days", "basis_zh", "basis_en"), report=report,
                  words=Words("保存期限", "retention rules"), end=_end)  # fmt: skip


def _rule(entry: Entry) -> Rule:
    entry.only("sort", "days", "basis")
    sort, days, basis = entry.choice("sort", sorted(SORTS)), entry.number("days", least=1), entry.words("basis", Words("", ""))
    if sort in ("logs", "sign_in_traces") and days < LEAST_OF_LOGS:
        entry["days"].refuse(f"日志至少保存 {LEAST_OF_LOGS} 天（六个月）。", f"logs are kept for at least {LEAST_OF_LOGS} days (six months).")
    return Rule(sort=sort, days=days, basis_zh=basis.zh, basis_en=basis.en)


def _check_order(folder: CityFolder, days: dict[str, int]) -> None:
    """Names in a text are masked with the help of the contact data: those must not go first."""
    if "texts" in days and days["texts"] > days.get("reporter_contacts", days["texts"]):
        folder.yaml(FILE)["rules"].refuse("texts 的天数不能多于 reporter_contacts：遮盖姓名要用到联系信息。",
                                          "texts must not be kept longer than reporter_contacts, which masking names needs.")  # fmt: skip


def _end(rule: Rule) -> bool:
    rule.delete()
    return True
