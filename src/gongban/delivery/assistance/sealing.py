"""What identifies a person in an order, encrypted: contact, address, wish, the words of a step."""

from __future__ import annotations

from gongban.foundation.people.public import protect, reveal
from gongban.foundation.renewal import Column, protects

CONTACT, ADDRESS, WISH, TEXT = "assistance.contact", "assistance.address", "assistance.wish", "assistance.text"
protects(
    Column("assistance.Order", "contact", CONTACT), Column("assistance.Order", "address", ADDRESS), Column("assistance.Order", "wish", WISH),
    Column("assistance.Stage", "text", TEXT),
)  # fmt: skip
__all__ = ["ADDRESS", "CONTACT", "TEXT", "WISH", "protect", "reveal"]
