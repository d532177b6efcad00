"""The callbacks that wait, as a file: the same rows as on the callback desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongban.delivery.cases.public import Kind, contact, department_words, mask, sees_reporters
from gongban.foundation.exports.public import Asked, Column, Listing, offer
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.identifiers import mask_name, mask_phone
from gongban.kernel.words import Words
from gongban.outcome.ratings.models import Callback
from gongban.outcome.ratings.queries import due_callbacks, may_ask

AT_ONCE = 200


@dataclass(frozen=True)
class Asking:
    """A callback as a row of a file; name and phone only where the actor may see reporters."""

    callback: Callback
    name: str
    phone: str
    open: bool
    clear: bool

    @property
    def title(self) -> str:
        """The title of the case, masked unless wanted in clear."""
        title = self.callback.case.matter.title
        return title if self.clear else mask(title, names=(self.name,) if self.name else ()).text

    @property
    def shown_name(self) -> str:
        """The reporter's name."""
        return (self.name if self.clear else mask_name(self.name)) if self.open else ""

    @property
    def shown_phone(self) -> str:
        """The reporter's number."""
        return (self.phone.removeprefix("+86") if self.clear else mask_phone(self.phone)) if self.open and self.phone else ""


def _rows(asked: Asked) -> Iterator[Asking]:
    is_open = sees_reporters(asked.by)
    for callback in due_callbacks(asked.by, asked.at).iterator(chunk_size=AT_ONCE):
        known = contact(callback.party) if callback.party else None
        yield Asking(callback, known.name if known else "", known.phone if known else "", is_open, asked.clear)


def _check(by: Actor) -> None:
    if not may_ask(by):
        raise Forbidden("export.list_closed", Words("您的岗位不能导出这个清单。", "Your role does not cover this list."))


def _lead(row: Asking) -> Words | None:
    lead = row.callback.case.lead
    return department_words(lead.department) if lead else None


COLUMNS = (
    Column("number", Words("编号", "Number"), lambda row: row.callback.case.matter.number),
    Column("title", Words("标题", "Title"), lambda row: row.title, personal=True),
    Column("kind", Words("类型", "Kind"), lambda row: Kind(row.callback.case.kind).words),
    Column("department", Words("承办部门", "Department"), _lead),
    Column("opened_at", Words("办结时间", "Closed at"), lambda row: row.callback.opened_at, "time"),
    Column("due_at", Words("应回访时间", "To be called at"), lambda row: row.callback.due_at, "time"),
    Column("tries", Words("已打次数", "Calls made"), lambda row: row.callback.tries, "number"),
    Column("reporter", Words("反映人", "Reporter"), lambda row: row.shown_name, personal=True),
    Column("phone", Words("电话", "Telephone"), lambda row: row.shown_phone, personal=True),
)

CALLBACKS = offer(Listing(
    "callbacks", Words("回访清单", "Callbacks"), "/desk/callbacks/", (), COLUMNS, _check,
    count=lambda asked: due_callbacks(asked.by, asked.at).count(), rows=_rows, may_clear=sees_reporters,
))  # fmt: skip
