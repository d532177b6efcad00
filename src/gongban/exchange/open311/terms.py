"""The vocabulary of Open311 GeoReport v2: formats, how a number is given, how much is given at once."""

from __future__ import annotations

from enum import StrEnum

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
DAYS = 90  # the longest span of a list, and the usual one
MOST = 1_000  # the most requests in one answer
MOST_EXTENDED = 200  # of those with their whole thread, each of which is much longer
DESCRIPTION = 4_000  # characters, as the official schema says
OTHER = "other"  # 没有分类的诉求 · requests whose category is for the city to find


class Numbering(StrEnum):
    """What `type` of a service means here: when a sender learns the number of a request."""

    REALTIME = "realtime"  # at once
    BATCH = "batch"  # a token at once, the number once a person has looked
    BLACKBOX = "blackbox"  # never by machine: what is never public is never read here either
