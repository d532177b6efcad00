"""Encrypting what identifies a person, and finding it again by a keyed hash."""

from __future__ import annotations

from gongban.foundation.keys import forget_keys, ring
from gongban.foundation.renewal import Column, protects

__all__ = ["forget_keys", "lookup", "lookups", "protect", "reveal", "ring"]

protects(
    Column("people.Resident", "phone", "people.phone", "phone_lookup"),
    Column("people.Resident", "id_number", "people.id_number", "id_number_lookup"),
    Column("people.Resident", "full_name", "people.full_name"),
)


def protect(text: str, context: str) -> str:
    """Encrypt a text for a column; `context` ("people.phone") binds it there. Empty stays empty."""
    return ring().encrypt(text, context) if text else ""


def reveal(token: str, context: str) -> str:
    """Decrypt a column's text; empty stays empty."""
    return ring().decrypt(token, context) if token else ""


def lookup(text: str, context: str) -> str:
    """The keyed hash under which an encrypted text is found; empty stays empty."""
    return ring().lookup(text, context) if text else ""


def lookups(text: str, context: str) -> list[str]:
    """The hashes by every key, for finding a row while a rotation is under way."""
    return ring().lookups(text, context) if text else []
