"""What a provider says of itself: its endpoints and keys. Read from the address that is set, and believed only if it names that issuer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gongban.foundation.people.provider.terms import NotVouched, Provider, is_safe
from gongban.kernel.words import Words

SECONDS = 8  # no answer for so long is none
LONGEST = 1_000_000
FRESH = 600.0
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_known: dict[str, tuple[float, Metadata]] = {}


@dataclass(frozen=True)
class Metadata:
    """The provider's document, its endpoints checked."""

    document: dict[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.document[name])

    @property
    def names_issuer(self) -> bool:
        """Whether its answers name the issuer (RFC 9207): then one without is not its own."""
        return bool(self.document.get("authorization_response_iss_parameter_supported"))

    @property
    def sends_secret_in_body(self) -> bool:
        """Whether it takes the client's secret in the body only."""
        methods = self.document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_basic" not in methods and "client_secret_post" in methods


def metadata(of: Provider) -> Metadata:
    """The provider's metadata, kept for ten minutes. NotVouched "unreachable", or "issuer" where another issuer answers."""
    kept = _known.get(of.issuer)
    if kept is None or time.monotonic() - kept[0] > FRESH:
        kept = _known[of.issuer] = (time.monotonic(), _read(of))
    return kept[1]


def keys(of: Provider) -> KeySet:
    """The public keys with which the provider signs now."""
    try:
        return KeySet.import_key_set(fetched(metadata(of)["jwks_uri"]))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError):
        raise NotVouched("keys") from None


def forget_providers() -> None:
    """Read metadata anew."""
    _known.clear()


def fetched(url: str, token: str = "") -> dict[str, Any]:
    """The JSON object at an address; no redirect is followed. NotVouched "unreachable"."""
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    try:
        answer = requests.get(url, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True)
        with answer:
            body = answer.raw.read(LONGEST, decode_content=True)
        found = requests.models.complexjson.loads(body) if answer.status_code == 200 else None
    except (requests.RequestException, ValueError, OSError):
        found = None
    if not isinstance(found, dict):
        raise unreachable()
    return found


def unreachable() -> NotVouched:
    """The provider does not answer as it should."""
    words = Words("统一身份认证暂时没有回应，请稍后再试，或带身份证到任一窗口。", "The provider of identities does not answer for the moment. Try again later, or go to any counter with your card.")
    return NotVouched("unreachable", words, 503)


def _read(of: Provider) -> Metadata:
    found = fetched(of.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != of.issuer:
        raise NotVouched("issuer")
    if not all(is_safe(str(found.get(name, ""))) for name in ENDPOINTS):
        raise NotVouched("endpoints")
    return Metadata(found)
