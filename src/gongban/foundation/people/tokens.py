"""Making, finding and revoking tokens for programs, each with its scopes, departments and limit."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import TokenMade, TokenRevoked
from gongban.foundation.people.models import Account, ApiToken, Department
from gongban.foundation.people.queries import actor_of
from gongban.foundation.people.scopes import EVERYTHING, check_scopes
from gongban.kernel.actors import SYSTEM, Actor, Role
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.words import Words

PREFIX = "gb_"
HINT = len(PREFIX) + 4
NOTED_EVERY = timedelta(minutes=1)


def make_token(
    login: str, *, name: str, channel: str = "web", expires_at: datetime | None = None, scopes: Iterable[str] = (EVERYTHING,),
    departments: Iterable[str] = (), per_minute: int | None = None, by: Actor = SYSTEM,
) -> str:  # fmt: skip
    """Make a token for the account of this login and return it; it can never be read again.

    It may do what the account may, but only within `scopes` and, where named, by the roles held in `departments`;
    at most `per_minute` requests a minute (None: no limit of its own). Only an administrator or the command line
    makes tokens. Tokens are long and random, so a plain SHA-256 is enough: there is nothing to guess.
    """
    _administrator(by)
    account = Account.objects.filter(login=login, is_active=True).first()
    if account is None:
        raise NotFound("token.no_account", Words(f"没有名为 {login} 的有效账号。", f"There is no active account {login}."))
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ApiToken.objects.create(
            name=_named(name), account=account, digest=_digest(token), channel=channel, expires_at=expires_at, hint=token[:HINT],
            scopes=check_scopes(scopes), departments=_known(departments), per_minute=per_minute,
        )  # fmt: skip
        what = TokenMade(str(made.pk), str(account.pk), made.scopes, made.departments, expires_at)
        record(Entry(what, by, timezone.now()))
    return token


def revoke_token(name: str, *, at: datetime, by: Actor = SYSTEM) -> int:
    """End all tokens of a name; return how many were ended."""
    return _revoke(ApiToken.objects.filter(name=name), by, at)


def revoke_one(token: UUID, *, by: Actor, at: datetime) -> ApiToken:
    """End one token; NotFound for one that does not exist, or not for this actor."""
    found = tokens_seen_by(by).filter(pk=token).first()
    if found is None:
        raise NotFound("token.not_found", Words("没有这个令牌。", "There is no such token."))
    _revoke(ApiToken.objects.filter(pk=found.pk), by, at)
    return found


def tokens_in_force(at: datetime) -> list[ApiToken]:
    """The tokens that work at a moment, by name."""
    return list(_in_force(at).select_related("account").order_by("name", "created_at"))


def tokens_seen_by(by: Actor) -> QuerySet[ApiToken]:
    """All tokens for an administrator, those of the own account for anybody else, the newest first."""
    rows = ApiToken.objects.select_related("account").order_by("-created_at", "-pk")
    if by.holds(Role.ADMINISTRATOR):
        return rows
    return rows.filter(account=UUID(by.account)) if by.account else rows.none()


def find_token(token: str, *, at: datetime) -> ApiToken:
    """The token in force; Refusal 401 for one that is unknown, expired or revoked."""
    found = _in_force(at).filter(digest=_digest(token)).select_related("account").first()
    if found is None or not found.account.is_active:
        said = Words("令牌无效或已过期，请向管理员申请新的令牌。", "The token is not valid (any more). Ask the administrator for a new one.")
        raise Refusal("token.invalid", said, status=401)
    if found.last_used_at is None or at - found.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def actor_by(token: ApiToken, *, at: datetime) -> Actor:
    """The actor for whom a token stands: its account over its channel, with the roles held in its departments only."""
    by = actor_of(token.account, at=at, channel=token.channel)
    if not token.departments:
        return by
    return replace(by, roles=frozenset((role, code) for role, code in by.roles if code in token.departments))


def still_works(token: ApiToken, at: datetime) -> bool:
    """Whether a token is neither revoked nor expired, and its account still open."""
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > at) and token.account.is_active


def _in_force(at: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at__isnull=True)


def _revoke(rows: QuerySet[ApiToken], by: Actor, at: datetime) -> int:
    with transaction.atomic():
        ending = list(rows.filter(revoked_at__isnull=True).select_for_update())
        rows.filter(pk__in=[row.pk for row in ending]).update(revoked_at=at)
        record(*(Entry(TokenRevoked(str(row.pk), str(row.account_id)), by, at) for row in ending))
    return len(ending)


def _administrator(by: Actor) -> None:
    if by.kind != "system" and not by.holds(Role.ADMINISTRATOR):
        raise Forbidden("token.not_administrator", Words("只有管理员可以发给令牌。", "Only an administrator may make tokens."))


def _named(name: str) -> str:
    if not name.strip():
        raise Refusal("token.name", Words("请给令牌起个名字，撤销时要用。", "Name the token; the name is needed to revoke it."), field="name", status=422)
    return name.strip()


def _known(departments: Iterable[str]) -> list[str]:
    found = sorted(set(departments))
    missing = sorted(set(found) - set(Department.objects.filter(pk__in=found).values_list("pk", flat=True)))
    if missing:
        said = Words(f"没有代码为 {missing[0]} 的部门。", f"There is no department {missing[0]}.")
        raise Refusal("token.department", said, field="departments", status=422)
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
