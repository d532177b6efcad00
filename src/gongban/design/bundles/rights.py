"""Who may write bundles, and who publishes them: those who do so in the catalogue."""

from __future__ import annotations

from gongban.design.bundles.models import BundleVersion
from gongban.design.catalogue.public import may_edit, may_publish, may_read_draft
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.words import Words

ABSENT = Words("没有这件事，或者它现在不在这里办理。", "There is no such bundle, or it is not offered here now.")


def check_reading(by: Actor) -> None:
    """NotFound for those who see no drafts."""
    if not may_read_draft(by):
        raise NotFound("bundle.not_found", ABSENT)


def check_editing(by: Actor, department: str | None) -> None:
    """Forbidden for those who do not write for this department, NotFound for those who see no drafts."""
    check_reading(by)
    if not may_edit(by, department):
        raise Forbidden("bundle.not_editor", Words("只有牵头部门（或政务服务部门）的事项编制员能改这件事。", "Only editors of the lead department, or of the service office, may change this bundle."))


def check_publishing(by: Actor, row: BundleVersion, account: object) -> None:
    """Forbidden for those who do not publish, and for the one who submitted it."""
    check_reading(by)
    if not may_publish(by):
        raise Forbidden("bundle.not_publisher", Words("发布要由事项发布人来做。", "Publishing is for the catalogue's publisher."))
    if row.submitted_by is not None and row.submitted_by == account:
        raise Forbidden("bundle.four_eyes", Words("提交的人不能自己发布，请另一位发布人来看。", "Who submitted it does not publish it. Ask another publisher to look."))
