"""Making, finding and revoking tokens for programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db.models import Q

from gongban.foundation.people.models import Account, ApiToken
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words

PREFIX = "gb_"


def make_token(login: str, *, name: str, channel: str = "web", expires_at: datetime | None = None) -> str:
    """Make a token for the account of this login and return it; it can never be read again.

    Tokens are long and random, so a plain SHA-256 is enough: there is nothing to guess.
    """
    account = Account.objects.filter(login=login, is_active=True).first()
    if account is None:
        raise NotFound("token.no_account", Words(f"没有名为 {login} 的有效账号。", f"There is no active account {login}."))
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(name=name, account=account, digest=_digest(token), channel=channel, expires_at=expires_at)
    return token


def revoke_token(name: str, *, at: datetime) -> int:
    """End all tokens of a name; return how many were ended."""
    return ApiToken.objects.filter(name=name, revoked_at__isnull=True).update(revoked_at=at)


def tokens_in_force(at: datetime) -> list[ApiToken]:
    """The tokens that work at a moment, by name."""
    rows = ApiToken.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at__isnull=True)
    return list(rows.select_related("account").order_by("name", "created_at"))


def find_token(token: str, *, at: datetime) -> ApiToken:
    """The token in force; Refusal 401 for one that is unknown, expired or revoked."""
    rows = ApiToken.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), digest=_digest(token), revoked_at__isnull=True)
    found = rows.select_related("account").first()
    if found is None or not found.account.is_active:
        said = Words("令牌无效或已过期，请向管理员申请新的令牌。", "The token is not valid (any more). Ask the administrator for a new one.")
        raise Refusal("token.invalid", said, status=401)
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
