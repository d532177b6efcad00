"""The vocabulary of the leading group: the figures and tables that a brief may show, and how its number reads (A15)."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class Figure(StrEnum):
    """A figure of a brief; the counts and rates are those of docs/reference/figures.md."""

    RECEIVED = "received"
    CLOSED = "closed"
    RESPONSE = "response"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    PUNCTUALITY = "punctuality"
    SIGN_IN = "sign_in"
    REDO = "redo"
    RETURN = "return_"
    CHASES = "chases"

    @property
    def words(self) -> Words:
        """How people call it."""
        return FIGURES[self]


class Table(StrEnum):
    """A table of a brief."""

    KINDS = "kinds"
    CATEGORIES = "categories"
    DISTRICTS = "districts"
    LATE = "late"

    @property
    def words(self) -> Words:
        """Its heading."""
        return TABLES[self]


FIGURES = {
    Figure.RECEIVED: Words("收到诉求", "Received"),
    Figure.CLOSED: Words("办结", "Closed"),
    Figure.RESPONSE: Words("响应率", "Response rate"),
    Figure.RESOLUTION: Words("解决率", "Resolution rate"),
    Figure.SATISFACTION: Words("满意率", "Satisfaction rate"),
    Figure.PUNCTUALITY: Words("按时办结率", "Closed in time"),
    Figure.SIGN_IN: Words("按时签收率", "Signed for in time"),
    Figure.REDO: Words("发回重办率", "Redo rate"),
    Figure.RETURN: Words("退单率", "Return rate"),
    Figure.CHASES: Words("催办次数", "Chases"),
}
TABLES = {
    Table.KINDS: Words("各类诉求", "By kind"),
    Table.CATEGORIES: Words("诉求集中的领域", "Subjects with most requests"),
    Table.DISTRICTS: Words("各区", "By district"),
    Table.LATE: Words("手上有超期件的单位", "Departments with overdue cases"),
}
USUAL_FIGURES = (Figure.RECEIVED, Figure.CLOSED, Figure.RESPONSE, Figure.RESOLUTION, Figure.SATISFACTION, Figure.PUNCTUALITY)
USUAL_TABLES = (Table.CATEGORIES, Table.LATE)


def number_words(what: str, year: int | None, serial: int | None) -> Words:
    """The number of an issued brief or a given instruction; that of a draft says so.

    >>> number_words("brief", 2026, 3).zh
    '专报〔2026〕3号'
    """
    zh, en = {"brief": ("专报", "Brief"), "instruction": ("批示", "Instruction")}[what]
    return Words(f"{zh}〔{year}〕{serial}号", f"{en} {year}/{serial}") if serial else Words("草稿", "Draft")
