"""Writing bundles, submitting them, returning them, publishing them with a second pair of eyes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from gongban.design.bundles import events
from gongban.design.bundles.checking import check
from gongban.design.bundles.contents import Contents
from gongban.design.bundles.inputs import Drafting, Reason
from gongban.design.bundles.lifecycle import BUNDLE
from gongban.design.bundles.models import Bundle, BundleVersion
from gongban.design.bundles.rights import ABSENT, check_editing, check_publishing, check_reading
from gongban.design.bundles.telling import tell_search
from gongban.design.bundles.terms import Stage
from gongban.design.catalogue.public import Item, may_publish
from gongban.foundation.facts.public import declared
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Department, service_office
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words

ONE_AT_A_TIME = 4_701_205  # advisory lock: versions are numbered one after the other


def draft_bundle(given: Drafting, *, by: Actor, at: datetime) -> BundleVersion:
    """Write a bundle, new or as its next version is to stand. Refusal for what is wrong in it; Conflict once it is submitted."""
    check_editing(by, given.department or None)
    _check_department(given.department)
    check(given.contents, declared(), items_known(given.contents))
    with transaction.atomic():
        home = Bundle.objects.select_for_update().filter(slug=given.slug).first() or Bundle.objects.create(slug=given.slug, made_at=at)
        row = home.versions.filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED]).first() or BundleVersion(bundle=home)
        if row.changed_at:
            _check_changeable(row, given, by)
        elif home.current:
            check_editing(by, home.current.department_id)
        row.take(given.contents)
        row.department_id, row.note, row.redesign, row.based_on = given.department or None, given.note, given.redesign, home.current
        row.changed_by, row.changed_at = account_of(by), at
        row.save()
        _told(events.BundleDrafted(home.pk, row.pk), row, by, at)
    return row


def drop_bundle_draft(slug: str, *, by: Actor, at: datetime) -> None:
    """Give up what is being written; a bundle that was never published is gone with it."""
    with transaction.atomic():
        row = _moved(slug, "change_bundle", by)
        check_editing(by, row.department_id)
        home = row.bundle
        row.delete()
        if home.current_id is None:
            home.delete()


def submit_bundle(slug: str, *, by: Actor, at: datetime) -> BundleVersion:
    """Say that it is written and may be published. Refusal where something in it no longer holds."""
    with transaction.atomic():
        row = _moved(slug, "submit_bundle", by)
        check_editing(by, row.department_id)
        contents = row.contents
        check(contents, declared(), items_known(contents))
        row.stage, row.submitted_by, row.submitted_at, row.answer = Stage.SUBMITTED, account_of(by), at, ""
        row.save()
        _told(events.BundleSubmitted(row.bundle_id, row.pk), row, by, at)
    return row


def return_bundle(slug: str, given: Reason, *, by: Actor, at: datetime) -> BundleVersion:
    """Give a submitted bundle back to be changed; a publisher does, or whoever submitted it."""
    with transaction.atomic():
        row = _moved(slug, "return_bundle", by)
        if row.submitted_by != account_of(by) and not may_publish(by):
            check_publishing(by, row, None)
        row.stage, row.answer = Stage.DRAFT, given.text
        row.save()
        _told(events.BundleReturned(row.bundle_id, row.pk), row, by, at)
    return row


def publish_bundle(slug: str, *, by: Actor, at: datetime) -> BundleVersion:
    """Publish what was submitted; it is in force at once. Forbidden for the one who submitted it."""
    with transaction.atomic():
        row = _moved(slug, "publish_bundle", by)
        check_publishing(by, row, account_of(by))
        if row.bundle.current_id != row.based_on_id:
            raise Conflict("bundle.stale", Words("编写期间另有新版发布，请退回后在新版上重写。", "A newer version was published meanwhile; return it and write it on that one."))
        publish(row, by, at)
    return row


def publish(row: BundleVersion, by: Actor, at: datetime) -> None:
    """Number a version and put it in force, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    home = row.bundle
    former = home.current
    row.number = (former.number or 0) + 1 if former else 1
    row.stage, row.published_by, row.published_at = Stage.PUBLISHED, account_of(by), at
    row.save()
    home.current = row
    home.save(update_fields=["current"])
    if row.ended:
        _told(events.BundleEnded(home.pk, row.pk), row, by, at)
    else:
        _told(events.BundlePublished(home.pk, row.pk, row.number, len(row.contents_json["parts"]), former.pk if former else None, row.redesign), row, by, at)
    tell_search([home.pk])


def items_known(contents: Contents) -> set[str]:
    """Which of the items that a bundle names the catalogue has, by the name used."""
    names = {part.item for part in contents.parts}
    rows = Item.objects.filter(current__isnull=False)
    return names & {*rows.filter(slug__in=names).values_list("slug", flat=True), *rows.filter(code__in=names).values_list("code", flat=True)}


def account_of(by: Actor) -> UUID | None:
    """The id of the account that acts; none for programs of ours."""
    return UUID(by.account) if by.account else None


def _moved(slug: str, action: str, by: Actor) -> BundleVersion:
    """What is being written of a bundle, locked, where the table allows the action; NotFound for those who see no drafts."""
    check_reading(by)
    row = BundleVersion.objects.select_for_update(of=("self",)).filter(bundle__slug=slug, stage__in=[Stage.DRAFT, Stage.SUBMITTED]).select_related("bundle").first()
    if row is None:
        raise NotFound("bundle.not_found", ABSENT)
    _check_table(row, action)
    return row


def _check_table(row: BundleVersion, action: str) -> None:
    if BUNDLE.row(row.stage, action) is None:
        stage = Stage(row.stage).words
        raise Conflict("bundle.not_now", Words(f"它现在是“{stage.zh}”，不能这样做。", f"It is “{stage.en}” now; this cannot be done."))


def _check_changeable(row: BundleVersion, given: Drafting, by: Actor) -> None:
    check_editing(by, row.department_id)
    _check_table(row, "change_bundle")
    if given.seen and row.changed_at > given.seen:
        raise Conflict("bundle.changed_meanwhile", Words("您打开以后，别人改过这件事；请重新打开再改。", "Somebody changed this bundle since you opened it. Open it again."))


def _check_department(code: str) -> None:
    if code and not Department.objects.filter(pk=code, ended_at__isnull=True).exists():
        raise Refusal("bundle.department", Words("没有这个部门，请重新选择。", "There is no such department."), field="department", status=422)


def _told(what: Occurrence, row: BundleVersion, by: Actor, at: datetime) -> None:
    record(Entry(what, by, at, None, None, "", row.department_id or service_office().pk))
