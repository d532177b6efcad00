"""The code in the link and the QR of an invitation: unguessable, kept nowhere, made anew from the instance's secret."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from gongban.outcome.ratings.services.models import Invitation

SIGNED, LENGTH = 20, 32  # 80 bits beyond the id, which itself holds 74 random ones


def code_of(invitation: UUID) -> str:
    """The code of an invitation: its id and a part of a keyed hash."""
    return invitation.hex + _proof(invitation)


def invitation_by(code: str) -> Invitation | None:
    """The invitation that a code opens; None for any other text."""
    try:
        pk = UUID(code[:LENGTH])
    except ValueError:
        return None
    if len(code) != LENGTH + SIGNED or pk.hex != code[:LENGTH] or not constant_time_compare(code[LENGTH:], _proof(pk)):
        return None
    return Invitation.objects.select_related("department", "rating__rectification__matter").filter(pk=pk).first()


def rating_address(invitation: UUID) -> str:
    """Where the QR code leads."""
    return f"{settings.PUBLIC_URL}/rate/{code_of(invitation)}/"


def _proof(invitation: UUID) -> str:
    return salted_hmac("gongban.ratings.invitation", invitation.hex, algorithm="sha256").hexdigest()[:SIGNED]
