"""Which provider of identities this instance trusts, what is remembered between going there and coming back, and how it can fail."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Provider:
    """What a deployer sets: the issuer's address, our id and secret there, and the claims that hold name and ID number."""

    issuer: str
    client: str
    secret: str
    scope: str
    name_claim: str
    number_claim: str
    words: Words

    def __repr__(self) -> str:
        return f"Provider({self.issuer})"


@dataclass(frozen=True)
class Pending:
    """What one browser keeps while its person is at the provider: used once."""

    state: str
    nonce: str
    verifier: str
    account: str
    begun: float  # seconds since 1970

    def kept(self) -> dict[str, Any]:
        """As the session holds it."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Any) -> Pending | None:
        """From the session; None where there is none, or not ours."""
        try:
            return cls(**kept)
        except TypeError:
            return None


@dataclass(frozen=True)
class Vouched:
    """Whom the provider vouches for: never logged."""

    issuer: str
    subject: str
    name: str
    number: str

    def __repr__(self) -> str:
        return "Vouched(…)"


class NotVouched(Refusal):
    """The provider's answer proves nothing; `why` is a code for the journal, the sentence is the same for all forgeries."""

    def __init__(self, why: str, words: Words | None = None, status: int = 422) -> None:
        said = words or Words("认证的回答核对不上，没有实名。请从“我的身份”重新开始。", "The answer of the provider did not check out; nothing was proved. Start again from “My identity”.")
        super().__init__(f"identity.{why}", said, status=status)
        self.why = why


def provider() -> Provider | None:
    """The provider of this instance; None where none is set."""
    if not settings.IDENTITY_ISSUER or not settings.IDENTITY_CLIENT:
        return None
    return Provider(
        settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT, settings.IDENTITY_SECRET, settings.IDENTITY_SCOPE, settings.IDENTITY_NAME_CLAIM,
        settings.IDENTITY_NUMBER_CLAIM, Words(settings.IDENTITY_TITLE, settings.IDENTITY_TITLE_EN),
    )  # fmt: skip


def needed() -> Provider:
    """The provider; NotVouched "identity.off" where none is set."""
    found = provider()
    if found is None:
        raise NotVouched("off", Words("本市没有接入统一身份认证，请带身份证到任一窗口实名。", "This city is connected to no provider of identities. Go to any counter with your card."), 404)
    return found


def is_safe(url: str) -> bool:
    """Whether an address is encrypted, or lies on this machine.

    >>> is_safe("https://id.example/token"), is_safe("http://127.0.0.1:9000/"), is_safe("http://id.example/"), is_safe("file:///etc")
    (True, True, False, False)
    """
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))
