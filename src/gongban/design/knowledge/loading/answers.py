"""knowledge.yaml: questions as people ask them, with an answer, its owner and how long it is valid."""

from __future__ import annotations

from datetime import UTC, datetime

from gongban.design.knowledge.models import Article
from gongban.design.knowledge.terms import Origin, Standing
from gongban.foundation.loading import bring_in_step
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.words import Words

FILE = "knowledge.yaml"
NAMES = ("code", "question", "also", "answer", "department", "category", "source", "valid_from", "valid_until")
FIELDS = (
    "question_zh", "question_en", "also", "answer_zh", "answer_en", "department", "category", "source", "valid_from", "valid_until", "standing",
)  # fmt: skip


def load_answers(folder: CityFolder, departments: set[str], report: Report) -> None:
    """Read the answers; one that the folder no longer names is ended. Those that the staff wrote here are left alone."""
    members = list(folder.yaml(FILE).only("answers")["answers"])
    once(folder, members)
    written_here = set(Article.objects.exclude(origin=Origin.CITY).values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _article(entry, departments, written_here))
    folder.check()
    bring_in_step(
        rows, among=Article.objects.filter(origin=Origin.CITY), key="code", fields=FIELDS, report=report, words=Words("知识", "answers"), end=_end
    )


def _article(entry: Entry, departments: set[str], written_here: set[str]) -> Article:
    entry.only(*NAMES)
    code, question, answer = entry.text("code"), entry.words("question"), entry.words("answer")
    if code in written_here:
        entry["code"].refuse(f"“{code}”已是工作人员写的一条知识的代码。", f"“{code}” is the code of an answer that the staff wrote.")
    begins, ends = entry.date("valid_from", None), entry.date("valid_until", None)
    if begins and ends and ends < begins:
        entry["valid_until"].refuse("有效期的结束早于开始。", "the validity ends before it begins.")
    return Article(
        code=code, question_zh=question.zh, question_en=question.en, also=entry.texts("also"), answer_zh=answer.zh, answer_en=answer.en,
        department_id=refer(entry, "department", departments, "部门", "department"), category=entry.text("category", ""),
        source=entry.text("source", ""), valid_from=begins, valid_until=ends, standing=Standing.IN_FORCE, origin=Origin.CITY,
    )  # fmt: skip


def _end(row: Article) -> bool:
    if row.standing == Standing.ENDED:
        return False
    row.standing, row.ended_at = Standing.ENDED, datetime.now(UTC)
    row.save(update_fields=["standing", "ended_at"])
    return True
