"""The code of the page on which a person without an account follows: unguessable, kept nowhere, made anew from the instance's secret."""

from __future__ import annotations

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from gongban.delivery.impasses.models import Impasse

SIGNED, LENGTH = 20, 32


def code_of(pk: UUID) -> str:
    """The code: the id and a part of a keyed hash."""
    return pk.hex + _proof(pk)


def impasse_by(code: str) -> Impasse | None:
    """What a code opens; None for any other text."""
    try:
        pk = UUID(code[:LENGTH])
    except ValueError:
        return None
    if len(code) != LENGTH + SIGNED or pk.hex != code[:LENGTH] or not constant_time_compare(code[LENGTH:], _proof(pk)):
        return None
    return Impasse.objects.select_related("matter", "coordinator").filter(pk=pk).first()


def _proof(pk: UUID) -> str:
    return salted_hmac("gongban.impasses.follow", pk.hex, algorithm="sha256").hexdigest()[:SIGNED]
