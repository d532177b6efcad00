"""A provider of identities for tests: a real HTTP server that speaks OpenID Connect, honest unless a test makes it lie."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "gongban-city", "only for tests"


@dataclass
class IdentityProvider:
    """Whom it vouches for, and in which way it lies: `claims` replaces claims (None leaves one out), `sign` makes the token."""

    url: str = ""
    issuer: str = ""
    person: dict[str, str] = field(default_factory=lambda: {"sub": "p-1", "name": "吴浩然", "id_number": "990101200105170012"})
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, str] = field(default_factory=dict)
    userinfo: dict[str, str] | None = None  # set: the ID token holds the subject only
    alg: str = "RS256"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo", "authorization_response_iss_parameter_supported": True, "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"], "subject_types_supported": ["public"], **self.metadata,
        }  # fmt: skip

    def agree(self, url: str) -> str:
        """The person signs in and agrees: the address to which the browser is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer, **self.answer})

    def tokens(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint: a code is good once, for the client and the browser that asked."""
        asked = self.codes.pop(sent.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if asked is None or [unquote(each) for each in pair] != [CLIENT, SECRET] or challenge != asked["code_challenge"] or sent["redirect_uri"] != asked["redirect_uri"]:
            self.refused.append(sent.get("code", ""))
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "of-" + self.person["sub"], "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        """A signed statement of who signed in."""
        now = int(time.time())
        person = {"sub": self.person["sub"]} if self.userinfo is not None else self.person
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": now + 60, "iat": now, "nonce": nonce, **person, **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.alg == "none":
            return ".".join(_plain(json.dumps(part).encode()) for part in ({"alg": "none"}, claims)) + "."
        if self.alg == "HS256":  # 用公钥当对称密钥签 · signed with the public key as if it were a secret
            signed = ".".join(_plain(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "one"}, claims))
            return f"{signed}.{_plain(hmac.digest(self.key.as_pem(private=False), signed.encode(), 'sha256'))}"
        return jwt.encode({"alg": self.alg, "kid": "one"}, claims, self.signs_with or self.key, algorithms=[self.alg])


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """A running provider on a free port of this machine."""
    kept = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found: dict[str, Any] = {
                "/.well-known/openid-configuration": kept.document(), "/keys": {"keys": [kept.key.as_dict(private=False)]}, "/userinfo": kept.userinfo or kept.person,
            }  # fmt: skip
            path = urlsplit(self.path).path
            self._say(200 if path in found else 404, found.get(path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*kept.tokens(sent, self.headers.get("Authorization", "")))

        def _say(self, status: int, found: dict[str, Any]) -> None:
            text = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *given: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = kept.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
