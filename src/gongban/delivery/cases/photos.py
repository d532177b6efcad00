"""Who may see which photo: parties and handlers of its case, everybody only once it is public and checked.

A photo is attached once, by who sent it; a moderator looks for faces and plates before anybody else sees it (A14).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from gongban.delivery.cases.acting import locked, write_events
from gongban.delivery.cases.events import PhotoChecked
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.rights import in_charge, is_party
from gongban.foundation.files.public import SIZES, WHOLE, Photo, Region, blur, not_found, photo_named
from gongban.foundation.matters.public import Attachment
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words

FOR_PARTIES = ("public", "parties")


@dataclass(frozen=True)
class Sight:
    """A photo that the reader may see in this size; `public`: everybody may."""

    photo: Photo
    public: bool


def see_photo(photo: UUID, size: str, *, by: Actor, uploaded: Collection[str] = ()) -> Sight:
    """The photo, if `by` may see it in this size; NotFound otherwise, without saying which.

    `uploaded`: ids of photos that this visitor's session has uploaded, for those without an account.
    The unblurred original is for members of staff who are in charge of its case.
    """
    row = photo_named(photo)
    attached = list(Attachment.objects.filter(photo=row).select_related("entry"))
    if size in SIZES and any(map(_is_public, attached)):
        return Sight(row, public=True)
    if size in (*SIZES, WHOLE) and any(_may_see(each, size, by) for each in attached):
        return Sight(row, public=False)
    if size in SIZES and not attached and _uploaded(row, by, uploaded):
        return Sight(row, public=False)
    raise not_found()


def shown_to_everybody() -> Q:
    """Attachments that the public may see: shown on purpose, and looked at for faces and plates."""
    return Q(public=True, photo__blur_checked_at__isnull=False)


def _is_public(attached: Attachment) -> bool:
    rows = Attachment.objects.filter(shown_to_everybody(), pk=attached.pk).exclude(entry__audience__in=["staff", "department"])
    return rows.filter(matter__case__publicity="public").exclude(matter__case__kind="report").exists()


def _may_see(attached: Attachment, size: str, by: Actor) -> bool:
    case = Case.objects.filter(pk=attached.matter_id).first()
    if case is None:
        return False
    audience = attached.entry.audience if attached.entry else "parties"
    if audience in FOR_PARTIES and size in SIZES and is_party(case, by):
        return True
    within = audience != "department" or bool(attached.entry and attached.entry.department_id in by.departments())
    return within and in_charge(by).filter(pk=case.pk).exists()


def _uploaded(photo: Photo, by: Actor, uploaded: Collection[str]) -> bool:
    if photo.uploader:
        return photo.uploader == by.account
    return str(photo.pk) in uploaded


def check_photo(number: str, photo: UUID, regions: Sequence[Region], *, show: bool, by: Actor, at: datetime) -> Photo:
    """Note that a moderator looked for faces and plates: blur the regions and say whether the public may see the photo.

    The regions replace those of before and are destroyed in every derivative. The unit complained about has no say in
    what is shown, so only moderators may. Raises Forbidden, NotFound where the photo is not of this case.
    """
    if not by.holds(Role.MODERATOR) and by.kind != "system":
        raise Forbidden("photo.moderators_only", Words("照片由内容审核员检查。", "Photos are checked by moderators."))
    with transaction.atomic():
        case = locked(number, by=by)
        attached = Attachment.objects.filter(matter=case.matter_id, photo=photo)
        if not attached.exists():
            raise not_found()
        checked = blur(photo, regions, at=at)
        attached.update(public=show)
        write_events(case, [PhotoChecked(photo, len(regions), show)], by=by, at=at, role=Role.MODERATOR)
        case.matter.save(update_fields=["last_seq"])
    return checked


def unchecked_photos() -> QuerySet[Attachment]:
    """Photos that the public could see if somebody looked for faces and plates."""
    rows = Attachment.objects.filter(photo__blur_checked_at__isnull=True)
    return rows.exclude(entry__audience__in=["staff", "department"])


def photos_of(case: Case) -> list[Attachment]:
    """The photos of a case that stand where a resident could see them, with their purpose and whether they were checked."""
    rows = Attachment.objects.filter(matter=case.matter_id).exclude(entry__audience__in=["staff", "department"])
    return list(rows.select_related("photo", "entry").order_by("id"))
