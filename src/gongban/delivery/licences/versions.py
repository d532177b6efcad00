"""A version of a licence: what it says now, kept for good with the signed statement of its QR code."""

from __future__ import annotations

from datetime import date, datetime

from gongban.delivery.licences.contents import NAME
from gongban.delivery.licences.models import Licence, Version
from gongban.delivery.licences.signing import sign
from gongban.delivery.licences.terms import Holder
from gongban.foundation.people.public import reveal
from gongban.kernel.errors import Conflict
from gongban.kernel.identifiers import LicenceNumber, licence_number, mask_name, read_licence_number
from gongban.kernel.identifiers.licence_number import LAST_VERSION
from gongban.kernel.licences import Statement, stated
from gongban.kernel.words import Words


def public_holder(licence: Licence, name: str) -> str:
    """The holder as everybody may read it: a person masked, an enterprise in full where its type is public."""
    return name if licence.type.public and licence.type.holder == Holder.ENTERPRISE else mask_name(name)


def keep_version(licence: Licence, at: datetime) -> Version:
    """Write down what the licence says in its present version, and sign it."""
    name = reveal(licence.holder_name, NAME)
    said = Statement(licence.number, licence.type_id, public_holder(licence, name), licence.since, licence.until)
    return Version.objects.create(
        licence=licence, number=licence.number, version=licence.version, statement=stated(said, sign), holder_name=licence.holder_name,
        details=licence.details, since=licence.since, until=licence.until, made_at=at,
    )  # fmt: skip


def move_on(licence: Licence, *, until: date | None) -> LicenceNumber:
    """Give the licence its next version number; Conflict after the last that the standard has."""
    if licence.version >= LAST_VERSION:
        raise Conflict("licence.last_version", Words("版本号已用完，请注销后另发。", "No version number is left. Cancel it and issue another."))
    old = read_licence_number(licence.number)
    number = licence_number(old.kind, old.issuer, old.serial, licence.version + 1)
    licence.number, licence.version, licence.until = number.short, number.version, until
    return number
