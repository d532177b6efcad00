"""rules/<code>.<date>.<zh|en>.md: every version of the platform's rules as a file of its own.

A version in force is never changed: whoever wants another text writes a file with another date. Versions whose files
are gone stay published.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from gongban.design.rules.models import RuleVersion
from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.public import calendar
from gongban.kernel.city import CityFolder, Report
from gongban.kernel.words import Words

NAME = re.compile(r"rules/(?P<code>[a-z][a-z0-9-]{0,39})\.(?P<since>\d{4}-\d{2}-\d{2})\.(?P<language>zh|en)\.md")
FIELDS = ("title_zh", "title_en", "text_zh", "text_en")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the published rules in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    rows: dict[tuple[str, date], RuleVersion] = {}
    now = datetime.now(UTC)
    for name in folder.names("rules/*"):
        with folder.collecting():
            _read(folder, name, rows, now)
    _stand_by_what_is_in_force(folder, rows, calendar().local_day(now))
    folder.check()
    bring_in_step(rows.values(), among=RuleVersion.objects.all(), key="key", fields=FIELDS, report=report, words=Words("规则版本", "versions of rules"))


def _read(folder: CityFolder, name: str, rows: dict[tuple[str, date], RuleVersion], now: datetime) -> None:
    found = NAME.fullmatch(name)
    if found is None:
        raise folder.fault(name, "文件名应为 代码.日期.zh.md 或 .en.md，例如 limits.2026-09-01.zh.md。", "a name is code.date.zh.md or .en.md, such as limits.2026-09-01.zh.md.")
    try:
        since = date.fromisoformat(found["since"])
    except ValueError:
        raise folder.fault(name, f"“{found['since']}”不是日期。", f"“{found['since']}” is no date.") from None
    text = folder.text(name).strip()
    first, _, rest = text.partition("\n")
    if not first.startswith("# ") or not rest.strip():
        raise folder.fault(name, "第一行应是“# 标题”，下面是正文。", "the first line is “# Title”, the text stands below.")
    row = rows.setdefault((found["code"], since), RuleVersion(code=found["code"], since=since, loaded_at=now))
    setattr(row, f"title_{found['language']}", first.removeprefix("# ").strip()[:200])
    setattr(row, f"text_{found['language']}", rest.strip())


def _stand_by_what_is_in_force(folder: CityFolder, rows: dict[tuple[str, date], RuleVersion], today: date) -> None:
    for former in RuleVersion.objects.filter(since__lte=today):
        row = rows.get(former.key)
        for language in ("zh", "en"):
            before = getattr(former, f"text_{language}")
            if row and before and getattr(row, f"text_{language}") != before:
                with folder.collecting():
                    raise folder.fault(
                        f"rules/{former.code}.{former.since}.{language}.md", "这一版已经生效，不能再改；请另写一个新日期的文件。",
                        "this version is in force and does not change; write a file with a new date.",
                    )  # fmt: skip
