"""Bundles that are being written, for those who write and publish them."""

from __future__ import annotations

from gongban.design.bundles.models import BundleVersion
from gongban.design.bundles.rights import ABSENT, check_reading
from gongban.design.bundles.terms import Stage
from gongban.design.bundles.values import Draft
from gongban.design.catalogue.public import may_edit
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound


def bundle_drafts(by: Actor) -> list[Draft]:
    """Everything that is being written, the latest change first. NotFound for those who neither write nor publish."""
    check_reading(by)
    rows = BundleVersion.objects.filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED]).select_related("bundle").order_by("-changed_at")
    return [_draft(row, by) for row in rows]


def bundle_draft(slug: str, by: Actor) -> Draft:
    """One bundle as it is being written. NotFound where nothing of it is."""
    check_reading(by)
    row = BundleVersion.objects.filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED], bundle__slug=slug).select_related("bundle").first()
    if row is None:
        raise NotFound("bundle.not_found", ABSENT)
    return _draft(row, by)


def _draft(row: BundleVersion, by: Actor) -> Draft:
    return Draft(
        row.bundle.slug, row.pk, row.stage, row.department_id or "", row.contents, row.note, row.answer, row.changed_by, row.changed_at, row.submitted_by,
        may_edit(by, row.department_id), row.bundle.current_id != row.based_on_id,
    )  # fmt: skip
