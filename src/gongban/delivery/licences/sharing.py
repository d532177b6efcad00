"""Showing a licence to a department for one matter: it asks with a purpose, the holder consents once until a date, and may withdraw.

A consent given a second time, a look for another matter, after its end or without one, is refused and written into the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction

from gongban.delivery.licences.contents import HOLDER
from gongban.delivery.licences.events import LicenceShareAnswered, LicenceShareAsked, LicenceShareMisused
from gongban.delivery.licences.looking import note
from gongban.delivery.licences.models import Licence, LicenceType, Share
from gongban.delivery.licences.rights import WORKING, shares_of_department, shares_of_holder
from gongban.delivery.licences.switches import check_switched_on
from gongban.delivery.licences.terms import Way
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import lookups
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

LONGEST = timedelta(days=92)
USUAL = timedelta(days=30)
NO_CONSENT = Words("持证人没有同意，或同意已到期、已撤回，不能查看。", "There is no consent of the holder in force for this; it cannot be looked at.")


class Asking(Input):
    """Whose licence of which type a department wants to see, for which matter and why."""

    type: str = asked("证照类型", "Type", widget="licence_type", max_length=40)
    holder_number: str = asked("持证人的身份证号或统一社会信用代码", "ID number or credit code of the holder", max_length=40)
    matter: str = asked("办件编号", "Number of the matter", max_length=40)
    purpose: str = asked("用途", "Purpose", max_length=200, hint=Words("持证人会看到，并据此决定是否同意。", "The holder reads it and decides by it."))


def ask(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Share:
    """Ask the holder. The answer to the department never tells whether there is such a licence, before the holder has consented.

    Forbidden for those who handle nothing in any department.
    """
    check_switched_on(at)
    wanted = Asking.read(given)
    department = min(by.departments(*WORKING), default=None) if by.is_staff else None
    if department is None:
        raise Forbidden("licence.share_not_allowed", Words("只有承办单位可以申请查看证照。", "Only units that handle matters ask to see licences."))
    kind = LicenceType.objects.filter(code=wanted.type).first()
    if kind is None:
        raise NotFound("licence.type_unknown", Words("没有这种证照。", "There is no such type of licence."))
    rows = Licence.objects.filter(type=kind, holder_lookup__in=lookups(plain(wanted.holder_number), HOLDER), state__in=("in_force", "suspended"))
    licence = rows.order_by("-issued_at").first()
    with transaction.atomic():
        share = Share.objects.create(
            licence=licence, type=kind, department_id=department, matter=wanted.matter, purpose=wanted.purpose, asked_by_id=by.account, asked_at=at
        )
        record(_entry(LicenceShareAsked(share.pk, department, kind.pk), share, by, at))
    return share


@dataclass(frozen=True)
class Sharing:
    """A licence that its holder shows to a department for one matter."""

    licence: Licence
    department: str
    matter: str


def share_for_matters(wanted: Sequence[Sharing], *, purpose: Words, by: Actor, at: datetime) -> list[Share]:
    """The holder's consents given with an application, several at once; for the caller who has checked whose licences they are. In the caller's transaction."""
    until = calendar().local_day(at) + LONGEST
    rows = [
        Share(licence=each.licence, type_id=each.licence.type_id, department_id=each.department, matter=each.matter, purpose=purpose.zh[:200],
              asked_by_id=by.account, asked_at=at, state="given", answered_at=at, until=until)
        for each in dict.fromkeys(wanted)
    ]  # fmt: skip
    Share.objects.bulk_create(rows)
    record(*(_entry(LicenceShareAnswered(row.pk, "given", until), row, by, at) for row in rows))
    return rows


def consent(pk: UUID, until: date | None = None, *, by: Actor, at: datetime) -> Share:
    """The holder consents, once, until the end of a day (a month without one, three at most). Conflict "consent.replayed" the second time."""
    day = calendar().local_day(at)
    last = until or day + USUAL
    if not day <= last <= day + LONGEST:
        raise Refusal("consent.until", Words("同意的截止日应在今天到三个月之内。", "The consent must end between today and three months from now."), field="until", status=422)
    return _answer(pk, "given", last, by, at)


def refuse(pk: UUID, *, by: Actor, at: datetime) -> Share:
    """The holder says no."""
    return _answer(pk, "refused", None, by, at)


def withdraw_consent(pk: UUID, *, by: Actor, at: datetime) -> Share:
    """The holder takes the consent back; from this moment nobody looks by it."""
    with transaction.atomic():
        share = _own(pk, by)
        if share.state != "given":
            raise Conflict("consent.not_given", Words("没有可以撤回的同意。", "There is no consent to be withdrawn."))
        _settle(share, "withdrawn", share.until, by, at)
    return share


def look_by_consent(pk: UUID, matter: str, *, by: Actor, at: datetime) -> Licence:
    """The licence, for the department that asked and the matter for which it asked, while the consent is in force; every look is written down.

    NotFound for other departments; Forbidden "consent.none" else, and the refusal is written into the journal.
    """
    share = shares_of_department(by).select_related("licence__type", "licence__issuer").filter(pk=pk).first()
    if share is None:
        raise NotFound("share.not_found", Words("没有找到这个申请。", "There is no such request."))
    why = _fault(share, matter, calendar().local_day(at))
    if why or share.licence is None:
        _misused(share, why or "no_consent", by, at, Forbidden("consent.none", NO_CONSENT))
    note(share.licence, Way.DEPARTMENT, by=by, at=at, department=share.department_id, share=share)
    return share.licence


def _fault(share: Share, matter: str, day: date) -> str:
    """Why a look is refused; empty where it is not."""
    if share.state != "given":
        return "withdrawn" if share.state == "withdrawn" else "no_consent"
    if share.until is None or share.until < day:
        return "over"
    return "" if share.matter == matter.strip() else "other_matter"


def _answer(pk: UUID, answer: str, until: date | None, by: Actor, at: datetime) -> Share:
    with transaction.atomic():
        share = _own(pk, by)
        if share.state == "asked":
            _settle(share, answer, until, by, at)
            return share
    words = Words("这个申请已经答复过，一次同意只能给一次；需要的请部门重新申请。", "This request was answered before. A consent is given once; the department may ask anew.")
    _misused(share, "replayed", by, at, Conflict("consent.replayed", words))


def _own(pk: UUID, by: Actor) -> Share:
    if not shares_of_holder(by).filter(pk=pk).exists():
        raise NotFound("share.not_found", Words("没有找到这个申请。", "There is no such request."))
    return Share.objects.select_for_update(of=("self",)).select_related("licence").get(pk=pk)


def _settle(share: Share, answer: str, until: date | None, by: Actor, at: datetime) -> None:
    share.state, share.until, share.answered_at = answer, until, at
    share.save(update_fields=["state", "until", "answered_at"])
    record(_entry(LicenceShareAnswered(share.pk, answer, until), share, by, at))


def _misused(share: Share, why: str, by: Actor, at: datetime, refusal: Refusal) -> NoReturn:
    """Write the refusal down for itself, then refuse: what was asked for has changed nothing."""
    with transaction.atomic():
        record(_entry(LicenceShareMisused(share.pk, why), share, by, at))
    raise refusal


def _entry(what: Any, share: Share, by: Actor, at: datetime) -> Entry:
    return Entry(what, by, at, share.licence_id, organisation=share.department_id if by.is_staff else "")
