"""A licence as a file: signed as a whole, its digest kept in the journal."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongban.delivery.licences.events import LicencePrinted
from gongban.delivery.licences.models import Licence
from gongban.delivery.licences.signing import sign
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor
from gongban.kernel.licences import signed_paper


def code_of(licence: Licence) -> str:
    """The signed statement of the version in force."""
    return licence.versions.get(version=licence.version).statement


def address_of(licence: Licence) -> str:
    """What the QR code holds: the page that verifies, with the statement, so that any phone opens it."""
    return f"{settings.PUBLIC_URL}/licences/verify/?c={code_of(licence)}"


def sign_paper(licence: Licence, document: bytes, *, by: Actor, at: datetime) -> bytes:
    """The PDF of a licence that the caller has looked at, signed; its digest is written into the journal."""
    file = signed_paper(document, licence.number, sign)
    with transaction.atomic():
        record(Entry(LicencePrinted(licence.version, hashlib.sha256(file).hexdigest()), by, at, licence.pk))
    return file
