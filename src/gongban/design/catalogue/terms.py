"""The vocabulary of the catalogue: levels of items, units of limits, how an edition and a switch stand."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class Level(StrEnum):
    """The three levels of the catalogue; what one applies for may stand on any of them."""

    MAIN = "main"
    SUB = "sub"
    HANDLING = "handling"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _LEVELS[self]


class Unit(StrEnum):
    """What a limit is counted in; the clock counts it by the city's calendar."""

    WORKING_DAYS = "working_days"
    NATURAL_DAYS = "natural_days"
    HOURS = "hours"
    MINUTES = "minutes"
    MONTHS = "months"
    YEARS = "years"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _UNITS[self]


class Stage(StrEnum):
    """Where an edition of the catalogue stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    LOADING = "loading"  # 城市文件夹或导入自成一版，不动人的草稿 · of a folder or an import, beside the people's draft

    @property
    def words(self) -> Words:
        """How people call it."""
        return _STAGES[self]


class Origin(StrEnum):
    """Where an edition comes from: what people published is no more overwritten by the folder."""

    PEOPLE = "people"
    FOLDER = "folder"
    IMPORT = "import"


class Setting(StrEnum):
    """Whether an item or one of its versions is on, off, or piloted in some districts (B8)."""

    ON = "on"
    OFF = "off"
    PILOTED = "piloted"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _SETTINGS[self]


_LEVELS = {Level.MAIN: Words("主项", "Main item"), Level.SUB: Words("子项", "Sub-item"), Level.HANDLING: Words("业务办理项", "Handling item")}
_UNITS = {
    Unit.WORKING_DAYS: Words("个工作日", "working days"), Unit.NATURAL_DAYS: Words("天", "days"), Unit.HOURS: Words("小时", "hours"),
    Unit.MINUTES: Words("分钟", "minutes"), Unit.MONTHS: Words("个月", "months"), Unit.YEARS: Words("年", "years"),
}  # fmt: skip
_STAGES = {Stage.DRAFT: Words("草稿", "Draft"), Stage.SUBMITTED: Words("待发布", "Waiting to be published"), Stage.PUBLISHED: Words("已发布", "Published"), Stage.LOADING: Words("装入中", "Being loaded")}
_SETTINGS = {Setting.ON: Words("开", "On"), Setting.OFF: Words("关", "Off"), Setting.PILOTED: Words("试点", "Piloted")}
