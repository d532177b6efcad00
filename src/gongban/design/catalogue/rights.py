"""Who may write the catalogue, and who publishes it."""

from __future__ import annotations

from gongban.foundation.people.public import has_service_office, with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.words import Words

READING = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_PUBLISHER)


def may_edit(by: Actor, department: str | None) -> bool:
    """Whether the actor writes the items of a department: an editor of it, of a superior, or of the service office."""
    if by.kind == "system":
        return True
    mine = by.departments(Role.CATALOGUE_EDITOR)
    return has_service_office(mine) or department in with_units(mine)


def may_publish(by: Actor) -> bool:
    """Whether the actor publishes and switches: a publisher; never the one who submitted (see publish)."""
    return by.kind == "system" or by.holds(Role.CATALOGUE_PUBLISHER)


def may_read_draft(by: Actor) -> bool:
    """Whether the actor sees what is not published yet."""
    return by.kind == "system" or bool(by.departments(*READING))


def check_editing(by: Actor, department: str | None) -> None:
    """Forbidden for those who do not write this department's items, NotFound for those who do not see drafts."""
    check_reading(by)
    if not may_edit(by, department):
        raise Forbidden("catalogue.not_editor", Words("只有本部门（或政务服务部门）的事项编制员能改这个事项。", "Only editors of this department, or of the service office, may change this item."))


def check_publishing(by: Actor) -> None:
    """Forbidden for those who do not publish, NotFound for those who do not see drafts."""
    check_reading(by)
    if not may_publish(by):
        raise Forbidden("catalogue.not_publisher", Words("发布和开关要由事项发布人来做。", "Publishing and switching is for the catalogue's publisher."))


def check_reading(by: Actor) -> None:
    """NotFound for those who do not see drafts."""
    if not may_read_draft(by):
        raise NotFound("catalogue.no_draft", Words("没有这份草稿。", "There is no such draft."))
