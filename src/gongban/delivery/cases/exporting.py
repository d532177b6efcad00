"""The queue and the lists of supervision as files: the same rows as on the page, personal data masked unless asked for in clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from django.db.models import BooleanField, Prefetch, QuerySet, Value, When
from django.db.models import Case as Chosen

from gongban.delivery.cases.contact import NAME, PHONE
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.oversight import VIEWS, supervised
from gongban.delivery.cases.reading import area_words, coarse_point, department_words, own_point
from gongban.delivery.cases.rights import WORKING, reporter_is_open, sees_reporters
from gongban.delivery.cases.terms import Channel, Kind, Publicity, Urgency
from gongban.delivery.cases.worklists import Wanted, wanted_of, worklist
from gongban.foundation.exports.public import Asked, Column, Geometry, Listing, offer
from gongban.foundation.matters.public import Party
from gongban.foundation.people.public import reveal
from gongban.foundation.territory.public import Area
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden
from gongban.kernel.identifiers import mask_name, mask_phone
from gongban.kernel.words import Words

AT_ONCE = 200  # cases held in memory while a list is written


@dataclass(frozen=True)
class Exported:
    """A case as a row of a file: the case, its reporters as far as they are open, and whether personal data stand in clear."""

    case: Case
    names: tuple[str, ...]
    phones: tuple[str, ...]
    open: bool
    clear: bool

    def text(self, text: str, *, official: bool = False) -> str:
        """A text of the case, masked unless it is wanted in clear."""
        return text if self.clear or not text else mask(text, names=self.names, official=official).text

    @property
    def reporters(self) -> str:
        """Their names, where they may be seen at all."""
        shown = (name if self.clear else mask_name(name) for name in self.names)
        return "、".join(shown) if self.open else ""

    @property
    def numbers(self) -> str:
        """Their telephone numbers, where they may be seen at all."""
        shown = (phone.removeprefix("+86") if self.clear else mask_phone(phone) for phone in self.phones)
        return "、".join(shown) if self.open else ""


def exported(cases: QuerySet[Case], asked: Asked) -> Iterator[Exported]:
    """Rows of a file from a list of cases, some at a time."""
    is_open = Chosen(When(reporter_is_open(asked.by), then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = cases.select_related("matter__holder", "matter__handler", "category", "area", "lead").annotate(reporter_open=is_open)
    parties = Prefetch("matter__parties", Party.objects.order_by("since", "id"))
    for case in rows.prefetch_related(parties).iterator(chunk_size=AT_ONCE):
        everyone = case.matter.parties.all()
        names = tuple(name for party in everyone if (name := reveal(party.name, NAME)))
        phones = tuple(phone for party in everyone if (phone := reveal(party.phone, PHONE)))
        yield Exported(case, names, phones, case.reporter_open, asked.clear)  # type: ignore[attr-defined]


def may_clear(by: Actor) -> bool:
    """Whether the actor's work is with reporters: the hotline, the desk, and the units that handle cases."""
    return sees_reporters(by) or any(by.holds(role) for role in WORKING)


def place_of(row: Exported) -> Geometry | None:
    """Where the case lies: exact in clear, else as coarse as the city publishes places."""
    point = own_point(row.case) if row.clear else coarse_point(row.case)
    return {"type": "Point", "coordinates": list(point)} if point else None


def _named(area: Area | None) -> Words | None:
    return area_words(area)


def _vocabulary(words: Callable[[str], Words], code: str) -> Words:
    try:
        return words(code)
    except (ValueError, KeyError):
        return Words(code, code)


def _handler(case: Case) -> Words | None:
    person = case.matter.handler
    return Words(person.name_zh or person.login, person.name_en or person.name_zh or person.login) if person else None


COLUMNS = (
    Column("number", Words("编号", "Number"), lambda row: row.case.matter.number),
    Column("title", Words("标题", "Title"), lambda row: row.text(row.case.matter.title), personal=True),
    Column("kind", Words("类型", "Kind"), lambda row: Kind(row.case.kind).words),
    Column("category", Words("分类", "Category"), lambda row: row.case.category and Words(row.case.category.name_zh, row.case.category.name_en or row.case.category.name_zh)),
    Column("state", Words("状态", "State"), lambda row: CASE.state(row.case.matter.state).words),
    Column("urgency", Words("紧急程度", "Urgency"), lambda row: _vocabulary(lambda code: Urgency(code).words, row.case.urgency)),
    Column("channel", Words("渠道", "Channel"), lambda row: _vocabulary(lambda code: Channel(code).words, row.case.channel)),
    Column("area", Words("所在地", "Area"), lambda row: _named(row.case.area)),
    Column("address", Words("地址", "Address"), lambda row: row.text(row.case.address), personal=True),
    Column("department", Words("承办部门", "Department"), lambda row: department_words(row.case.matter.holder) if row.case.matter.holder else None),
    Column("handler", Words("承办人", "Handler"), lambda row: _handler(row.case)),
    Column("opened_at", Words("收到时间", "Received at"), lambda row: row.case.matter.opened_at, "time"),
    Column("due_at", Words("到期时间", "Due at"), lambda row: row.case.matter.due_at, "time"),
    Column("closed_at", Words("办结时间", "Closed at"), lambda row: row.case.closed_at, "time"),
    Column("urged", Words("督办", "Urged"), lambda row: row.case.urged, "flag"),
    Column("chases", Words("催办次数", "Times chased"), lambda row: row.case.chases, "number"),
    Column("returns", Words("退单次数", "Times returned"), lambda row: row.case.returns, "number"),
    Column("redoings", Words("重办次数", "Times redone"), lambda row: row.case.redoings, "number"),
    Column("publicity", Words("公开", "Publicity"), lambda row: _vocabulary(lambda code: Publicity(code).words, row.case.publicity)),
    Column("text", Words("内容", "Text"), lambda row: row.text(row.case.text), personal=True),
    Column("answer", Words("答复", "Answer"), lambda row: row.text(row.case.answer, official=True), personal=True),
    Column("reporter", Words("反映人", "Reporter"), lambda row: row.reporters, personal=True),
    Column("phone", Words("电话", "Telephone"), lambda row: row.numbers, personal=True),
)


# ---- the queue

def _queue(asked: Asked) -> QuerySet[Case]:
    return worklist(asked.by, wanted_of(asked.given), asked.at)


def _staff(by: Actor) -> None:
    if not by.is_staff or not by.roles:
        raise Forbidden("export.list_closed", Words("您的岗位不能导出这个清单。", "Your role does not cover this list."))


QUEUE = offer(Listing(
    "queue", Words("诉求清单", "Cases"), "/desk/", tuple("q" if each.name == "words" else each.name for each in fields(Wanted)), COLUMNS, _staff,
    count=lambda asked: _queue(asked).count(), rows=lambda asked: exported(_queue(asked), asked), geometry=place_of, may_clear=may_clear,
))  # fmt: skip


# ---- supervision

def _supervised(asked: Asked) -> QuerySet[Case]:
    view = asked.given.get("view", "")
    return supervised(asked.by, view if view in VIEWS else VIEWS[0], asked.at)


def _supervisor(by: Actor) -> None:
    if not by.holds(Role.SUPERVISOR):
        raise Forbidden("export.list_closed", Words("您的岗位不能导出这个清单。", "Your role does not cover this list."))


SUPERVISION = offer(Listing(
    "supervision", Words("督办清单", "Supervision"), "/desk/supervision/", ("view",), COLUMNS, _supervisor,
    count=lambda asked: _supervised(asked).count(), rows=lambda asked: exported(_supervised(asked), asked), geometry=place_of, may_clear=may_clear,
))  # fmt: skip
