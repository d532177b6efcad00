"""Signing with the instance's key, and the keys that prove what was ever signed here."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from django.conf import settings

from gongban.foundation.keys import ring
from gongban.kernel.cipher import Purpose
from gongban.kernel.licences import PublicKey, published


def sign(data: bytes) -> tuple[str, bytes]:
    """The id of the key in use, and its signature."""
    _form, _suite, key, body = ring().sign(data).split(":")
    return key, b64decode(body)


def public_keys() -> dict[str, PublicKey]:
    """Every key that ever signed here, by id: licences signed by a retired one go on."""
    keys = ring().keys()
    return {key.id: PublicKey(key.id, key.suite, key.public) for key in keys if key.purpose is Purpose.SIGN}


def published_keys() -> dict[str, Any]:
    """The document for everybody, at /.well-known/gongban-licence-keys.json."""
    return published(ring().keys(), settings.PUBLIC_URL)
