"""A draft: begun over any channel, saved answer by answer, resumed on another device, abandoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.applications.applicants import Applicant, taken_down, who_applies
from gongban.delivery.applications.assisting import note_assistant, principal_for
from gongban.delivery.applications.authority import check_authority
from gongban.delivery.applications.contents import ADDRESS, answers_of, checked_answer, sealed
from gongban.delivery.applications.documents import documents_of, keep, let_go, past_material
from gongban.delivery.applications.events import Abandoned, ChannelSwitched, DraftBegun, DraftSaved
from gongban.delivery.applications.filling import check_promise
from gongban.delivery.applications.inputs import Attaching, Beginning, Choosing, Saving
from gongban.delivery.applications.models import Application, Material
from gongban.delivery.applications.rights import fillable_applications, own_applications, unknown
from gongban.delivery.applications.subjects import wanted
from gongban.delivery.applications.terms import Channel, Delivery, Given, Stage
from gongban.delivery.outlets.public import duty_of, outlets_named
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import protect
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.words import Words

CHANNELS = frozenset(Channel)


def begin(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Application:
    """Begin an application; what was begun for the same and not submitted is gone on with instead.

    NotFound where it is not offered; Refusal for an enterprise where only persons apply; Forbidden for strangers, and for staff who serve at no counter.
    """
    asked_for = Beginning.read(given)
    check_authority(asked_for.subject, asked_for.slug, by=by, at=at)
    applicant = _applicant(asked_for, by, at)
    found = wanted(asked_for.subject, asked_for.slug, district=asked_for.district, at=at)
    if applicant.enterprise and found.for_persons_only:
        words = Words("这个事项由个人申请，请用本人的名义办。", "Only persons apply for this; please apply in your own name.")
        raise Refusal("application.for_persons", words, field="applicant_number", status=422)
    with transaction.atomic():
        former = None if asked_for.mandate else _former(asked_for, by, at)
        if former:
            return _resumed(former, by, at)
        made = Application.objects.create(
            subject=found.subject, slug=found.slug, version=found.version, name_zh=found.name.zh, name_en=found.name.en, district=asked_for.district,
            channel=channel_of(by), outlet=asked_for.outlet or _outlet(by, at), clerk_id=by.account if by.is_staff and not asked_for.mandate else None,
            assistant_id=by.account if asked_for.mandate else None, mandate=asked_for.mandate, began_at=at, saved_at=at, **applicant.columns(),
        )  # fmt: skip
        note_assistant(made, "prepared", by=by, at=at)
        record(Entry(DraftBegun(made.pk, found.subject, found.slug, made.channel, made.outlet), by, at))
    return made


def _applicant(given: Beginning, by: Actor, at: datetime) -> Applicant:
    if given.mandate:
        return principal_for(given.mandate, given.subject, given.slug, by=by, at=at)
    if by.kind == "resident" and by.account:
        return who_applies(by)
    if not (by.is_staff and by.holds(Role.COUNTER)):
        raise Forbidden("application.sign_in", Words("请先登录，再申请。", "Please sign in to apply."))
    if not given.applicant_name:
        raise Refusal("application.applicant", Words("请填写申请人。", "Please take down the applicant."), field="applicant_name", status=422)
    return taken_down(given.applicant_name, given.applicant_number, given.phone)


def _outlet(by: Actor, at: datetime) -> str:
    """Where a clerk serves now: the record says at which outlet it was taken in."""
    duty = duty_of(by, at) if by.is_staff else None
    return duty.outlet.code if duty else ""


def channel_of(by: Actor) -> str:
    """Over which of the four ways somebody acts; programs of residents count as the web."""
    if by.is_staff:
        return Channel.COUNTER
    return by.channel if by.channel in CHANNELS else Channel.WEB


def _former(given: Beginning, by: Actor, at: datetime) -> Application | None:
    if by.is_staff:
        return None
    rows = own_applications(by, at).filter(stage=Stage.DRAFT, subject=given.subject, slug=given.slug, district=given.district)
    return rows.order_by("-saved_at").first()


def open_draft(pk: UUID, *, by: Actor, at: datetime) -> Application:
    """A draft to go on with, locked in the caller's transaction. NotFound; Conflict once it was submitted."""
    if not fillable_applications(by, at).filter(pk=pk).exists():
        raise unknown()
    row = Application.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.stage != Stage.DRAFT:
        raise Conflict("application.not_a_draft", Words("这份申请已经提交或放弃，不能再改。", "This application was submitted or abandoned and cannot be changed."))
    check_authority(row.subject, row.slug, by=by, at=at)
    return _resumed(row, by, at)


def _resumed(row: Application, by: Actor, at: datetime) -> Application:
    """Whoever goes on over another channel does so with one and the same draft; the journal knows."""
    channel = channel_of(by)
    if channel != row.channel:
        record(Entry(ChannelSwitched(row.pk, row.channel, channel), by, at))
        Application.objects.filter(pk=row.pk).update(channel=channel)
        row.channel = channel
    _taken_over(row, by)
    return row


def _taken_over(row: Application, by: Actor) -> None:
    """Of an enterprise's draft the person is whoever fills it in now: another agent's own data and licences are not theirs to show."""
    if row.enterprise_id and by.kind == "resident" and by.enterprise == row.enterprise_id and str(row.account_id) != by.account:
        columns = who_applies(by).columns()
        row.account_id, row.phone = columns["account_id"], columns["phone"]
        Application.objects.filter(pk=row.pk).update(account=row.account_id, phone=row.phone)


def save(pk: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Application:
    """Keep answers of a draft, each for itself: what another device saved meanwhile stays. Refusal names the field that does not fit."""
    saving = Saving.read(given)
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        known = wanted(row.subject, row.slug, district=row.district, at=at).declarations()
        answers = answers_of(row.answers)
        for name, value in saving.answers.items():
            checked = checked_answer(name, value, known)
            answers.pop(name, None) if checked is None else answers.__setitem__(name, checked)
        row.answers = sealed(answers)
        row.skipped = [*dict.fromkeys([*(each for each in row.skipped if each not in answers), *(each for each in saving.skip if each in known)])]
        return saved(row, by, at)


def saved(row: Application, by: Actor, at: datetime) -> Application:
    """Write a draft's row, count it, and say so."""
    row.revision, row.saved_at = row.revision + 1, at
    row.save()
    record(Entry(DraftSaved(row.pk, row.revision), by, at))
    return row


def attach(pk: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Material:
    """Give a material of a draft: an uploaded document, one handed in before, or paper that the clerk holds in hand.

    One under the same key takes the former's place. NotFound for a document that somebody else uploaded.
    """
    asked_for = Attaching.read(given)
    if asked_for.paper and not by.is_staff:
        raise Refusal("application.paper", Words("纸质材料请交到窗口。", "Paper is handed in at a counter."), field="paper", status=422)
    if not (asked_for.paper or asked_for.promise) and asked_for.document is None and asked_for.kept is None:
        raise Refusal("application.document", Words("请选择要上传的文件。", "Please choose a file."), field="document", status=422)
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        check_promise(row, asked_for.key, at) if asked_for.promise else None
        how, document = _given(asked_for, by, at)
        former = _dropped(row, asked_for.key)
        made = Material.objects.create(application=row, key=asked_for.key, given=how, document=document, at=at)
        let_go(former)
        saved(row, by, at)
    return made


def _given(asked_for: Attaching, by: Actor, at: datetime) -> tuple[Given, UUID | None]:
    if asked_for.paper or asked_for.promise:
        return Given.PAPER if asked_for.paper else Given.PROMISED, None
    if asked_for.kept:
        return Given.KEPT, past_material(asked_for.kept, by=by).document
    assert asked_for.document
    keep([asked_for.document], by=by, at=at)
    return Given.DOCUMENT, asked_for.document


def _dropped(row: Application, key: str) -> list[UUID | None]:
    """Take away what stood under a key of a draft; the documents that it named."""
    rows = row.materials.filter(key=key, replaced_at=None)
    named = list(rows.values_list("document", flat=True))
    rows.delete()
    return named


def detach(pk: UUID, key: str, *, by: Actor, at: datetime) -> None:
    """Take back a material of a draft; a document that was uploaded for it is deleted."""
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        let_go(_dropped(row, key))
        saved(row, by, at)


def choose(pk: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Application:
    """Choose how results are handed over."""
    asked_for = Choosing.read(given)
    if asked_for.delivery == Delivery.POST and not asked_for.post_address:
        raise Refusal("application.address", Words("邮寄要写地址。", "An address is needed for the post."), field="post_address", status=422)
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        row.delivery, row.together, row.post_address = asked_for.delivery, asked_for.together, protect(asked_for.post_address, ADDRESS)
        row.collect_at = _collected_at(asked_for, row)
        return saved(row, by, at)


def _collected_at(given: Choosing, row: Application) -> str:
    """The outlet where results are collected: the one chosen, else where it was taken in; empty for the office that decides. Refusal for one without counters."""
    if given.delivery != Delivery.COUNTER or not given.collect_at:
        return row.outlet if given.delivery == Delivery.COUNTER else ""
    found = outlets_named([given.collect_at]).get(given.collect_at)
    if found is None or found.ended or not found.counters:
        raise Refusal("application.collect_at", Words("这个网点没有窗口可以领取，请另选一个。", "Nothing can be collected there; choose another outlet."), field="collect_at", status=422)
    return given.collect_at


def abandon(pk: UUID, *, by: Actor, at: datetime) -> None:
    """Give a draft up: what was written is forgotten at once."""
    with transaction.atomic():
        row = open_draft(pk, by=by, at=at)
        row.stage, row.answers, row.post_address, row.saved_at = Stage.ABANDONED, "", "", at
        row.save()
        named = documents_of([row])
        row.materials.all().delete()
        let_go(named)
        note_assistant(row, "gave_up", by=by, at=at)
        record(Entry(Abandoned(row.pk), by, at))
