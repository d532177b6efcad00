"""Two people on one matter see each other, and what one began to write is not lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gongban.foundation.matters.models import Draft, Matter, Presence
from gongban.foundation.people.public import Account
from gongban.kernel.actors import Actor

GONE_AFTER = timedelta(seconds=60)  # the page says "here" every twenty seconds
LONGEST = 8_000


@dataclass(frozen=True)
class Other:
    """Somebody else who has the matter open, and whether they are writing."""

    account: Account
    writing: bool


def others_here(matter: Matter, *, by: Actor, at: datetime, writing: bool = False) -> list[Other]:
    """Note that the actor has the matter open, and say who else has."""
    if by.account:
        Presence.objects.update_or_create(
            matter=matter, account_id=by.account, defaults={"seen_at": at, "writing": writing}
        )
    rows = matter.presences.filter(seen_at__gte=at - GONE_AFTER).exclude(account=_account(by))
    return [Other(row.account, row.writing) for row in rows.select_related("account").order_by("account__login")]


def save_draft(matter: Matter, action: str, fields: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Keep what the actor has written so far for an action; an empty draft is forgotten."""
    kept = {name: value for name, value in fields.items() if value and len(str(value)) <= LONGEST}
    if not kept or by.account is None:
        return forget_draft(matter, action, by=by)
    Draft.objects.update_or_create(
        matter=matter, account_id=by.account, action=action, defaults={"fields": kept, "saved_at": at}
    )
    return None


def drafts_of(matter: Matter, *, by: Actor) -> dict[str, Draft]:
    """The actor's drafts on a matter by action."""
    return {draft.action: draft for draft in matter.drafts.filter(account=_account(by))} if by.account else {}


def forget_draft(matter: Matter, action: str, *, by: Actor) -> None:
    """The draft has been sent or thrown away."""
    matter.drafts.filter(account=_account(by), action=action).delete()


def _account(by: Actor) -> UUID | None:
    return UUID(by.account) if by.account else None
