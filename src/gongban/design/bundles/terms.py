"""The vocabulary of bundles: what joins items, for whom, at which stage of life; on what a trade's conditions bear."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class Kind(StrEnum):
    """What joins the parts: an event in somebody's life, or a trade."""

    ONE_THING = "one_thing"
    TRADE = "trade"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _KINDS[self]


class Audience(StrEnum):
    """For whom."""

    PERSON = "person"
    COMPANY = "company"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _AUDIENCES[self]


class Phase(StrEnum):
    """A stage of a life or of an enterprise, in the order in which they are shown."""

    BIRTH = "birth"
    SCHOOL = "school"
    WORK = "work"
    FAMILY = "family"
    HOME = "home"
    HELP = "help"
    OLD_AGE = "old_age"
    DEATH = "death"
    START = "start"
    GROW = "grow"
    CLOSE = "close"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _PHASES[self]

    @property
    def audience(self) -> Audience:
        """Whose stage it is."""
        return Audience.COMPANY if self in (Phase.START, Phase.GROW, Phase.CLOSE) else Audience.PERSON


class Aspect(StrEnum):
    """On what a condition of a trade bears; OTHER gathers what the items say besides."""

    PREMISES = "premises"
    EQUIPMENT = "equipment"
    FUNDS = "funds"
    PEOPLE = "people"
    RULES = "rules"
    OTHER = "other"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _ASPECTS[self]


class Stage(StrEnum):
    """Where a version of a bundle stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _STAGES[self]


class Origin(StrEnum):
    """Where a version comes from: what people published is no more overwritten by the folder."""

    PEOPLE = "people"
    FOLDER = "folder"
    IMPORT = "import"


_KINDS = {Kind.ONE_THING: Words("一件事", "One thing"), Kind.TRADE: Words("一业一证", "One trade, one licence")}
_AUDIENCES = {Audience.PERSON: Words("个人", "People"), Audience.COMPANY: Words("企业和个体户", "Enterprises and traders")}
_PHASES = {
    Phase.BIRTH: Words("出生", "Birth"), Phase.SCHOOL: Words("上学", "School"), Phase.WORK: Words("就业", "Work"),
    Phase.FAMILY: Words("婚育", "Marriage and children"), Phase.HOME: Words("安家", "Home"), Phase.HELP: Words("遇到困难", "In need"),
    Phase.OLD_AGE: Words("退休养老", "Retirement"), Phase.DEATH: Words("身后", "After a death"),
    Phase.START: Words("开办", "Starting"), Phase.GROW: Words("经营", "Running"), Phase.CLOSE: Words("注销", "Closing"),
}  # fmt: skip
_ASPECTS = {
    Aspect.PREMISES: Words("场所", "Premises"), Aspect.EQUIPMENT: Words("设备", "Equipment"), Aspect.FUNDS: Words("资金", "Funds"),
    Aspect.PEOPLE: Words("人员", "People"), Aspect.RULES: Words("管理制度", "Rules"), Aspect.OTHER: Words("各项许可另外写明的", "What single permits say besides"),
}  # fmt: skip
_STAGES = {Stage.DRAFT: Words("草稿", "Draft"), Stage.SUBMITTED: Words("待发布", "Waiting to be published"), Stage.PUBLISHED: Words("已发布", "Published")}
