"""Coming back from the provider: whose answer is it, is it ours, is it fresh, and whom does it vouch for?

Every check of OpenID Connect Core 3.1.2.7 and 3.1.3.7 is made: state, issuer of the answer (RFC 9207), the code with
its PKCE verifier, the ID token's signature by the published keys and by no algorithm but asymmetric ones, issuer,
audience, times, nonce, and the subject of whatever else is read.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from gongban.foundation.people.provider.asking import client
from gongban.foundation.people.provider.metadata import fetched, keys, metadata, unreachable
from gongban.foundation.people.provider.terms import NotVouched, Pending, Provider, Vouched, is_safe, needed
from gongban.kernel.words import Words

WITHIN = timedelta(minutes=10)  # that somebody may take at the provider
LEEWAY = 60  # seconds by which clocks may differ
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "Ed25519", "EdDSA"]


def finish(answer: Mapping[str, str], pending: Pending | None, account: str, back: str, *, at: datetime) -> Vouched:
    """Whom the provider vouches for in its answer to `pending`. NotVouched with the reason as a code; nothing is believed then."""
    of = needed()
    mine = _ours(answer, pending, account, of, at)
    token = _exchanged(answer.get("code", ""), mine, of, back)
    claims = _checked(token, mine, of, at)
    return _vouched(claims, token, of)


def _ours(answer: Mapping[str, str], pending: Pending | None, account: str, of: Provider, at: datetime) -> Pending:
    """What this browser began, if the answer belongs to it."""
    if pending is None or not secrets.compare_digest(answer.get("state", "").encode(), pending.state.encode()):
        raise NotVouched("state")
    if pending.account != account:
        raise NotVouched("other_session")
    if at.timestamp() - pending.begun > WITHIN.total_seconds():
        raise NotVouched("late", Words("在认证页面停留太久，请重新开始。", "That took too long. Please start again."))
    named = answer.get("iss", "")
    if (named or metadata(of).names_issuer) and named != of.issuer:
        raise NotVouched("issuer")
    if "error" in answer:
        raise NotVouched("declined", Words("没有完成认证，可以重新开始，或带身份证到任一窗口。", "The provider proved nothing. Start again, or go to any counter with your card."))
    if not answer.get("code"):
        raise NotVouched("no_code")
    return pending


def _exchanged(code: str, pending: Pending, of: Provider, back: str) -> dict[str, Any]:
    """The tokens for the code. A code that was used before is refused by the provider."""
    try:
        token = client(of, back).fetch_token(
            metadata(of)["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=pending.verifier, allow_redirects=False
        )
    except AuthlibBaseError:
        raise NotVouched("code") from None
    except (requests.RequestException, ValueError):
        raise unreachable() from None
    if not isinstance(token.get("id_token"), str):
        raise NotVouched("no_id_token")
    return dict(token)


def _checked(token: dict[str, Any], pending: Pending, of: Provider, at: datetime) -> dict[str, Any]:
    """The claims of the ID token, its signature and all that it must say checked."""
    try:
        read = jwt.decode(token["id_token"], keys(of), algorithms=SIGNED_BY)
        claims = CodeIDToken(
            read.claims, read.header, {"iss": {"essential": True, "value": of.issuer}, "aud": {"essential": True, "value": of.client}},
            {"nonce": pending.nonce, "client_id": of.client, "access_token": token.get("access_token")},
        )  # fmt: skip
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
    except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError) as error:
        raise NotVouched(_why(error)) from None
    return dict(claims)


def _why(error: Exception) -> str:
    """A short code for the journal: which claim, or the signature."""
    claim = str(getattr(error, "claim", "") or "")
    if claim in ("iss", "aud", "nonce", "exp", "iat", "azp", "at_hash", "sub", "nbf"):
        return f"token_{claim}"
    return {"ExpiredTokenError": "token_exp"}.get(type(error).__name__, "token_signature")


def _vouched(claims: dict[str, Any], token: dict[str, Any], of: Provider) -> Vouched:
    """Name and ID number from the ID token, else from the user-info endpoint if that speaks of the same subject."""
    subject, found = str(claims["sub"]), claims
    where = str(metadata(of).document.get("userinfo_endpoint", ""))
    if not (claims.get(of.name_claim) and claims.get(of.number_claim)) and is_safe(where):
        found = fetched(where, str(token.get("access_token", "")))
        if found.get("sub") != subject:
            raise NotVouched("other_subject")
    name, number = str(found.get(of.name_claim) or ""), str(found.get(of.number_claim) or "")
    if not name or not number:
        raise NotVouched("no_number", Words("认证平台没有给出姓名和身份证号，请带身份证到任一窗口。", "The provider gave no name and ID number. Go to any counter with your card."))
    return Vouched(of.issuer, subject, name, number)
