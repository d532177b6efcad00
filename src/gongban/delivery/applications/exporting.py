"""An office's list of parts as a file: the same rows as on the page, applicants masked unless asked for in clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongban.delivery.applications.lifecycle import PART
from gongban.delivery.applications.looking import Who, applicant_of
from gongban.delivery.applications.models import Part
from gongban.delivery.applications.queues import parts_sought, sought_of
from gongban.delivery.applications.rights import WORKING
from gongban.delivery.applications.terms import Channel, Outcome
from gongban.foundation.exports.public import Asked, Column, Listing, offer
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words

AT_ONCE = 200  # parts held in memory while a list is written
KEEPS = ("tab", "state", "item", "q", "late")


@dataclass(frozen=True)
class Row:
    """A part as a row of a file, its applicant as far as the reader may see."""

    part: Part
    who: Who


def _rows(asked: Asked) -> Iterator[Row]:
    own = asked.by.departments(*WORKING)
    matters = parts_sought(asked.by, sought_of(asked.given), asked.at).select_related("part__application", "part__department")
    for matter in matters.order_by("opened_at", "pk").iterator(chunk_size=AT_ONCE):
        part = matter.part
        part.matter = matter
        yield Row(part, applicant_of(part, clear=asked.clear and part.department_id in own))


def _named(department: Department) -> Words:
    return Words(department.name_zh, department.name_en)


def _staff(by: Actor) -> None:
    if not (by.departments(*WORKING) or by.holds(Role.SUPERVISOR)):
        raise Forbidden("export.list_closed", Words("您的岗位不能导出这个清单。", "Your role does not cover this list."))


COLUMNS = (
    Column("number", Words("编号", "Number"), lambda row: row.part.matter.number),
    Column("item", Words("事项", "Item"), lambda row: row.part.name),
    Column("application", Words("申请", "Application"), lambda row: row.part.application.name),
    Column("applicant", Words("申请人", "Applicant"), lambda row: row.who.name, personal=True),
    Column("applicant_number", Words("证件或信用代码", "ID number or credit code"), lambda row: row.who.number, personal=True),
    Column("phone", Words("电话", "Telephone"), lambda row: row.who.phone, personal=True),
    Column("department", Words("办理单位", "Office"), lambda row: _named(row.part.department)),
    Column("state", Words("状态", "State"), lambda row: PART.state(row.part.matter.state).words),
    Column("channel", Words("渠道", "Channel"), lambda row: Channel(row.part.application.channel).words),
    Column("received_at", Words("收到时间", "Received at"), lambda row: row.part.received_at, "time"),
    Column("accepted_at", Words("受理时间", "Accepted at"), lambda row: row.part.accepted_at, "time"),
    Column("due_at", Words("到期时间", "Due at"), lambda row: row.part.matter.due_at, "time"),
    Column("decided_at", Words("决定时间", "Decided at"), lambda row: row.part.decided_at, "time"),
    Column("outcome", Words("决定", "Decision"), lambda row: Outcome(row.part.outcome).words if row.part.outcome else None),
    Column("in_time", Words("在承诺时限内", "Within the promised limit"), lambda row: row.part.in_time, "flag"),
)

PARTS = offer(Listing(
    "applications", Words("办件清单", "Applications"), "/desk/applications/", KEEPS, COLUMNS, _staff,
    count=lambda asked: parts_sought(asked.by, sought_of(asked.given), asked.at).count(), rows=_rows,
    may_clear=lambda by: bool(by.departments(*WORKING)),
))  # fmt: skip
