"""Submitting the draft, returning it, publishing it with a second pair of eyes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from gongban.design.catalogue import events
from gongban.design.catalogue.actions.drafting import account_of, check_places
from gongban.design.catalogue.actions.writing import Put, ended_version, put_in_draft
from gongban.design.catalogue.inputs import Drafting, Publishing, Reason, Submission
from gongban.design.catalogue.lifecycle import EDITION
from gongban.design.catalogue.models import Edition, Item, ItemVersion, Switch
from gongban.design.catalogue.proving import unfit
from gongban.design.catalogue.rights import check_editing, check_publishing, check_reading, may_publish
from gongban.design.catalogue.telling import tell_search
from gongban.design.catalogue.terms import Origin, Setting, Stage
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import service_office
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words

ONE_AT_A_TIME = 4_701_204  # advisory lock: editions are numbered one after the other


def submit_draft(given: Submission, *, by: Actor, at: datetime) -> Edition:
    """Say that the draft is written. Refusal where nothing changes in it, or an item in it has a fault."""
    with transaction.atomic():
        row = _moved("submit_draft", by)
        check_editing(by, min(by.departments(Role.CATALOGUE_EDITOR), default=None))
        versions = list(row.versions.select_related("item"))
        _check_contents(versions, calendar().local_day(at))
        row.stage, row.note, row.submitted_by, row.submitted_at, row.answer = Stage.SUBMITTED, given.note, account_of(by), at, ""
        row.save()
        _told(events.EditionSubmitted(row.pk, len(versions)), by, at)
    return row


def return_draft(given: Reason, *, by: Actor, at: datetime) -> Edition:
    """Give the submitted edition back to be changed; a publisher does, or whoever submitted it."""
    with transaction.atomic():
        row = _moved("return_draft", by)
        if not may_publish(by) and row.submitted_by != account_of(by):
            check_publishing(by)
        row.stage, row.answer = Stage.DRAFT, given.text
        row.save()
        _told(events.EditionReturned(row.pk), by, at)
    return row


def publish(given: Publishing, *, by: Actor, at: datetime) -> Edition:
    """Publish the submitted edition, all of it at once, from a day on. Forbidden for the one who submitted it."""
    check_publishing(by)
    today = calendar().local_day(at)
    since = given.since or today
    if since < today:
        raise Refusal("catalogue.since", Words("生效日期不能早于今天。", "It cannot be in force before today."), field="since", status=422)
    with transaction.atomic():
        row = _moved("publish", by)
        if row.submitted_by is not None and row.submitted_by == account_of(by):
            raise Forbidden("catalogue.four_eyes", Words("提交的人不能自己发布，请另一位发布人来看。", "Who submitted it does not publish it. Ask another publisher to look."))
        if given.pilot:
            _pilot_everything(row, given.pilot)
        _publish(row, since, by, at)
    return row


def _pilot_everything(row: Edition, districts: Sequence[str]) -> None:
    """Let all that changes begin in these districts only; what ends, ends everywhere."""
    check_places("", districts)
    row.versions.filter(ended=False).update(pilot=list(dict.fromkeys(districts)))


def publish_at_once(
    items: Sequence[Drafting], note: str, *, by: Actor, at: datetime, since: date | None = None, source: str = Origin.IMPORT
) -> tuple[Put, Edition | None]:
    """Publish items as an edition of their own beside the people's draft: for folders and imports, which come from a checked file.

    Nothing is published where nothing changes. Programs of ours only.
    """
    if by.kind != "system":
        raise Forbidden("catalogue.four_eyes", Words("发布要先提交，再由另一个人发布。", "To publish, submit the draft and let another person publish it."))
    with transaction.atomic():
        row = Edition.objects.create(stage=Stage.LOADING, source=source, note=note, made_at=at)
        put = put_in_draft(items, by=by, at=at, edition=row)
        if put.added + put.changed == 0:
            row.delete()
            return put, None
        _publish(row, since or calendar().local_day(at), by, at)
    return put, row


def end_at_once(items: Sequence[Item], note: str, *, by: Actor, at: datetime, source: str) -> int:
    """Let items that a folder no longer has end, as an edition of its own; how many. Programs of ours only (see publish_at_once)."""
    if not items or by.kind != "system":
        return 0
    with transaction.atomic():
        edition = Edition.objects.create(stage=Stage.LOADING, source=source, note=note, made_at=at)
        ItemVersion.objects.bulk_create(ended_version(item, edition, note, at) for item in items)
        _publish(edition, calendar().local_day(at), by, at)
    return len(items)


def _moved(action: str, by: Actor) -> Edition:
    """The open edition, locked, where the table allows the action; NotFound for those who do not see drafts."""
    check_reading(by)
    row = Edition.objects.select_for_update().filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED]).first()
    if row is None:
        raise NotFound("catalogue.no_draft", Words("现在没有草稿。", "There is no draft now."))
    if EDITION.row(row.stage, action) is None:
        stage = Stage(row.stage).words
        raise Conflict("catalogue.not_now", Words(f"这一版现在是“{stage.zh}”，不能这样做。", f"This edition is “{stage.en}”; this cannot be done now."))
    return row


def _check_contents(versions: Sequence[ItemVersion], day: date) -> None:
    if not versions:
        raise Refusal("catalogue.nothing_changed", Words("草稿里还没有事项。", "Nothing changes in the draft yet."), status=422)
    for row in versions:
        if found := ([] if row.ended else unfit(row.elements, day)):
            said = Words(f"{row.name_zh}（{row.item.code}）{found[0].place}：{found[0].words.zh}", f"{row.name_en} ({row.item.code}) {found[0].place}: {found[0].words.en}")
            raise Refusal("item.fault", said, field=found[0].place, status=422)


def _publish(edition: Edition, since: date, by: Actor, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    versions = list(edition.versions.select_related("item__current").select_for_update(of=("self",)).order_by("item__code"))
    _check_fresh(versions)
    for row in versions:
        row.number, row.past = (row.item.current.number or 0) + 1 if row.item.current else 1, []
    ItemVersion.objects.bulk_update(versions, ["number", "past"], batch_size=500)
    _close(edition, since, by, at)
    former = {row.item_id: row.item.current_id for row in versions}
    for row in versions:
        row.item.current = row
    Item.objects.bulk_update([row.item for row in versions], ["current"], batch_size=500)
    _begin_pilots(versions, since, by, at)
    _tell(edition, versions, former, by, at)
    tell_search([row.item_id for row in versions], at)


def _close(edition: Edition, since: date, by: Actor, at: datetime) -> None:
    edition.number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.stage, edition.published_by, edition.published_at, edition.since = Stage.PUBLISHED, account_of(by), at, since
    edition.save()


def _check_fresh(versions: Sequence[ItemVersion]) -> None:
    """What was written on a version that no longer holds would silently undo what was published since."""
    stale = [row.item.code for row in versions if row.item.current_id != row.based_on_id]
    if stale:
        shown = "、".join(stale[:5])
        raise Conflict("catalogue.stale", Words(
            f"这些事项在编写期间另有新版发布，请退回后在新版上重写：{shown}。", f"Published anew while they were written; return the draft and write them on the new version: {shown}."))


def _begin_pilots(versions: Sequence[ItemVersion], since: date, by: Actor, at: datetime) -> None:
    trial = [row for row in versions if row.pilot]
    Switch.objects.bulk_create(
        Switch(item=row.item, version=row, setting=Setting.PILOTED, districts=row.pilot, since=since, reason=row.note, made_by=account_of(by), made_at=at)
        for row in trial
    )
    for row in trial:
        _told(events.PilotSwitched(row.item_id, Setting.PILOTED, tuple(row.pilot), since, row.pk), by, at)


def _tell(edition: Edition, versions: Sequence[ItemVersion], former: dict[UUID, UUID | None], by: Actor, at: datetime) -> None:
    organisation = _office()
    told: list[Occurrence] = [events.EditionPublished(edition.pk, edition.number or 0, len(versions), edition.since or calendar().local_day(at))]
    told += [
        events.VersionPublished(row.item_id, row.pk, row.number or 0, edition.pk, former[row.item_id], row.redesign)
        for row in versions
    ]
    record(*(Entry(what, by, at, None, None, "", organisation) for what in told))


def _told(what: Occurrence, by: Actor, at: datetime) -> None:
    record(Entry(what, by, at, None, None, "", _office()))


def _office() -> str:
    return service_office().pk
