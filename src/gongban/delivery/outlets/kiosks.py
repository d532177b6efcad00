"""Terminals of self-service: made and revoked by an administrator; each proves itself by a token that is shown once."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.delivery.outlets.events import KioskMade, KioskRevoked
from gongban.delivery.outlets.models import Kiosk, Outlet
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

PREFIX = "gbk_"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")


class Registering(Input):
    """A terminal: where it stands, and what is written on it."""

    outlet: str = asked("网点", "Outlet", max_length=40)
    code: str = asked("终端编号", "Number of the terminal", max_length=39)


@dataclass(frozen=True)
class Registered:
    """A terminal and the token that is shown only now."""

    kiosk: Kiosk
    token: str


def may_manage_kiosks(by: Actor) -> bool:
    """Whether the actor makes and revokes terminals: administrators, and the command line."""
    return by.kind == "system" or (by.is_staff and by.holds(Role.ADMINISTRATOR))


def kiosk_of(token: str) -> Kiosk | None:
    """The terminal that a token proves; None for one that is unknown or revoked, or whose outlet has ended."""
    if not token.startswith(PREFIX):
        return None
    found = Kiosk.objects.select_related("outlet").filter(digest=_digest(token), revoked_at__isnull=True).first()
    return found if found and not found.outlet.ended else None


def kiosks(by: Actor) -> list[Kiosk]:
    """All terminals, those in use first; none for those who do not manage them."""
    if not may_manage_kiosks(by):
        return []
    rows = Kiosk.objects.select_related("outlet", "made_by").order_by("outlet__place", "code", "-made_at")
    return sorted(rows, key=lambda row: row.revoked_at is not None)


def make_kiosk(given: Registering, *, by: Actor, at: datetime) -> Registered:
    """Register a terminal and return its token, which can never be read again. It is long and random: a plain SHA-256 is enough."""
    _check(by)
    outlet = Outlet.objects.active().filter(code=given.outlet).first()
    if outlet is None:
        raise NotFound("outlet.not_found", Words("没有这个网点。", "There is no such outlet."))
    if not CODE.fullmatch(given.code):
        raise Refusal("kiosk.code", Words("终端编号只能用字母、数字和横线。", "A terminal's number has letters, digits and hyphens only."), field="code", status=422)
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        Outlet.objects.select_for_update().get(pk=outlet.pk)
        if Kiosk.objects.filter(outlet=outlet, code=given.code, revoked_at__isnull=True).exists():
            raise Conflict("kiosk.exists", Words("这个网点已有这个编号的终端，换一个编号，或先停用旧的。", "This outlet has a terminal of that number. Take another, or revoke the old one first."))
        made = Kiosk.objects.create(outlet=outlet, code=given.code, digest=_digest(token), made_by_id=by.account, made_at=at)
        record(Entry(KioskMade(made.pk, outlet.code), by, at, place=outlet.code))
    return Registered(made, token)


def revoke_kiosk(pk: UUID, *, by: Actor, at: datetime) -> Kiosk:
    """Let a terminal prove nothing any more; NotFound for one that is not in use."""
    _check(by)
    with transaction.atomic():
        found = Kiosk.objects.select_for_update(of=("self",)).select_related("outlet").filter(pk=pk, revoked_at__isnull=True).first()
        if found is None:
            raise NotFound("kiosk.not_found", Words("没有这台在用的终端。", "There is no such terminal in use."))
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        record(Entry(KioskRevoked(found.pk, found.outlet.code), by, at, place=found.outlet.code))
    return found


def _check(by: Actor) -> None:
    if not may_manage_kiosks(by):
        raise Forbidden("kiosk.administrator", Words("自助终端由管理员登记和停用。", "Terminals are registered and revoked by administrators."))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
