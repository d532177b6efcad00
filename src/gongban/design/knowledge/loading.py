"""knowledge.yaml and notices.yaml: answers with their owner and validity, notices with their areas and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from gongban.design.knowledge.models import Article, Notice
from gongban.design.knowledge.queries import forget_articles
from gongban.design.knowledge.telling import tell_answers
from gongban.design.knowledge.terms import NOTICE_KINDS, Origin, Standing
from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area, calendar, city
from gongban.kernel.city import CityFolder, Entry, Report, gather, in_order, once, refer
from gongban.kernel.words import Words

ANSWERS, NOTICES = "knowledge.yaml", "notices.yaml"
ANSWER_NAMES = ("code", "question", "also", "answer", "department", "category", "source", "valid_from", "valid_until")
ANSWER_FIELDS = (
    "question_zh", "question_en", "also", "answer_zh", "answer_en", "department", "category", "source", "valid_from", "valid_until", "standing", "ended_at",
)  # fmt: skip
NOTICE_NAMES = ("code", "kind", "department", "title", "text", "areas", "from", "until")
NOTICE_FIELDS = ("kind", "department", "title_zh", "title_en", "text_zh", "text_en", "areas", "starts_at", "ends_at", "ended_at")


def load(folder: CityFolder, report: Report) -> None:
    """Bring answers and notices in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    with folder.collecting():
        _load_answers(folder, report)
    with folder.collecting():
        _load_notices(folder, report)
    folder.check()
    tell_answers(datetime.now(UTC))
    forget_articles()


def _load_answers(folder: CityFolder, report: Report) -> None:
    """Answers of the city's file; those that grew here, from specialists, are not touched."""
    members = list(folder.yaml(ANSWERS).only("answers")["answers"]) if folder.has(ANSWERS) else []
    once(folder, members)
    departments = _departments()
    rows = gather(folder, members, lambda entry: _answer(entry, departments))
    folder.check()
    mine = Article.objects.filter(origin=Origin.CITY)
    bring_in_step(rows, among=mine, key="code", fields=ANSWER_FIELDS, report=report, words=Words("知识条目", "answers"), end=_end_answer)


def _answer(entry: Entry, departments: set[str]) -> Article:
    entry.only(*ANSWER_NAMES)
    in_order(entry, "valid_from", "valid_until")
    question, answer = entry.words("question"), entry.words("answer")
    return Article(
        code=entry.text("code"), question_zh=question.zh, question_en=question.en, also=entry.texts("also"), answer_zh=answer.zh,
        answer_en=answer.en, department_id=_owner(entry, departments), category=entry.text("category", ""),
        source=entry.text("source", ""), valid_from=entry.date("valid_from", None), valid_until=entry.date("valid_until", None),
        standing=Standing.IN_FORCE, origin=Origin.CITY,
    )  # fmt: skip


def _load_notices(folder: CityFolder, report: Report) -> None:
    members = list(folder.yaml(NOTICES).only("notices")["notices"]) if folder.has(NOTICES) else []
    once(folder, members)
    departments, areas = _departments(), set(Area.objects.values_list("code", flat=True))
    former = {row.code: row for row in Notice.objects.filter(ended_at__isnull=True, ends_at__gt=datetime.now(UTC))}
    rows = gather(folder, members, lambda entry: _notice(entry, departments, areas, former.get(entry.text("code", ""))))
    folder.check()
    mine = Notice.objects.filter(posted_by__isnull=True)
    bring_in_step(rows, among=mine, key="code", fields=NOTICE_FIELDS, report=report, words=Words("公告", "notices"), end=_end_notice)


def _notice(entry: Entry, departments: set[str], areas: set[str], former: Notice | None) -> Notice:
    entry.only(*NOTICE_NAMES)
    title, text = entry.words("title"), entry.words("text")
    for member in entry.each("areas"):
        if member.as_text() not in areas | {city().settings.get("area_code")}:
            member.refuse(f"没有区划“{member.as_text()}”。", f"there is no area “{member.as_text()}”.")
    begins, ends = (_moment(entry[name], getattr(former, column, None)) for name, column in (("from", "starts_at"), ("until", "ends_at")))
    if ends <= begins:
        entry["until"].refuse("结束不晚于开始。", "the end is not after the beginning.")
    return Notice(
        code=entry.text("code"), kind=entry.choice("kind", tuple(NOTICE_KINDS)), department_id=_owner(entry, departments),
        title_zh=title.zh, title_en=title.en, text_zh=text.zh, text_en=text.en, areas=entry.texts("areas"), starts_at=begins, ends_at=ends,
    )  # fmt: skip


def _moment(entry: Entry, former: datetime | None) -> datetime:
    """A local date and time; or, in a demonstration, days from today: one that still runs keeps the time it was given."""
    if isinstance(entry.plain(), dict):
        entry.only("days", "hour")
        day = date.today() + timedelta(days=entry.number("days"))
        return former or datetime.combine(day, time(entry.number("hour", 0, least=0)), calendar().tzinfo).astimezone(UTC)
    try:
        return datetime.fromisoformat(entry.as_text()).replace(tzinfo=calendar().tzinfo).astimezone(UTC)
    except ValueError:
        entry.refuse("应写成 2026-11-05T09:00。", "write it like 2026-11-05T09:00.")


def _departments() -> set[str]:
    return set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True))


def _owner(entry: Entry, departments: set[str]) -> str:
    entry["department"]
    return refer(entry, "department", departments, "部门", "department")


def _end_answer(row: Article) -> bool:
    if row.ended_at:
        return False
    row.standing, row.ended_at = Standing.ENDED, datetime.now(UTC)
    row.save(update_fields=["standing", "ended_at"])
    return True


def _end_notice(row: Notice) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True
