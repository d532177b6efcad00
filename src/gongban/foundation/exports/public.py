"""The door of exports: offering a list, ordering it, fetching the file; and the writers that open data use too."""

from gongban.foundation.exports.actions import (
    MOST_WAITING,
    Order,
    cancel,
    fetch,
    order,
    own_export,
    own_exports,
)
from gongban.foundation.exports.listings import listing_named, listings, offer
from gongban.foundation.exports.making import words_of_refusal
from gongban.foundation.exports.models import Export
from gongban.foundation.exports.terms import (
    UNDER_WAY,
    Asked,
    Column,
    Form,
    Geometry,
    Listing,
    Purpose,
    Standing,
    Value,
)
from gongban.foundation.exports.writing import Sheet, as_csv, as_geojson, as_json_lines, as_xlsx

__all__ = [
    "MOST_WAITING", "UNDER_WAY", "Asked", "Column", "Export", "Form", "Geometry", "Listing", "Order", "Purpose", "Sheet", "Standing", "Value",
    "as_csv", "as_geojson", "as_json_lines", "as_xlsx", "cancel", "fetch", "listing_named", "listings", "offer", "order", "own_export", "own_exports",
    "words_of_refusal",
]  # fmt: skip
