"""Going to the provider: one address with state, nonce and a PKCE challenge, all made anew each time."""

from __future__ import annotations

import secrets
from datetime import datetime

from authlib.integrations.requests_client import OAuth2Session

from gongban.foundation.people.provider.metadata import SECONDS, metadata
from gongban.foundation.people.provider.terms import Pending, Provider, needed


def begin(account: str, back: str, *, at: datetime) -> tuple[str, Pending]:
    """The address to which the browser is sent, and what it keeps; `back` is our page to which the provider answers."""
    of = needed()
    pending = Pending(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), account, at.timestamp())
    endpoint = metadata(of)["authorization_endpoint"]
    url, _state = client(of, back).create_authorization_url(endpoint, state=pending.state, nonce=pending.nonce, code_verifier=pending.verifier)
    return str(url), pending


def client(of: Provider, back: str) -> OAuth2Session:
    """Our side of the protocol."""
    method = "client_secret_post" if metadata(of).sends_secret_in_body else "client_secret_basic"
    return OAuth2Session(
        of.client, of.secret or None, token_endpoint_auth_method=method if of.secret else "none", scope=of.scope, redirect_uri=back,
        code_challenge_method="S256", default_timeout=SECONDS,
    )  # fmt: skip
