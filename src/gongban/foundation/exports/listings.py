"""Which lists are offered for export? Their owners put them here when the instance starts."""

from __future__ import annotations

from gongban.foundation.exports import refusals
from gongban.foundation.exports.terms import Listing

_OFFERED: dict[str, Listing] = {}


def offer(listing: Listing) -> Listing:
    """Offer a list under its code; TypeError where the code is taken by another."""
    if _OFFERED.get(listing.code, listing).words != listing.words:
        raise TypeError(f"two lists are offered as {listing.code}")
    _OFFERED[listing.code] = listing
    return listing


def listing_named(code: str) -> Listing:
    """The list of this code; NotFound where none is offered."""
    if code not in _OFFERED:
        raise refusals.unknown_listing()
    return _OFFERED[code]


def listings() -> tuple[Listing, ...]:
    """All lists that are offered, by code."""
    return tuple(_OFFERED[code] for code in sorted(_OFFERED))
