"""What bundles tell other domains: lines of lists, a bundle with the guides of its items, a draft; frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.terms import Audience, Kind, Phase
from gongban.design.catalogue.public import Guide, Owner
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Line:
    """A bundle in a list."""

    bundle: UUID
    slug: str
    name: Words
    summary: Words
    kind: Kind
    audience: Audience
    phase: Phase
    owner: Owner
    parts: int
    number: int | None

    @property
    def url(self) -> str:
        """The page where it is read."""
        return page_of(self.kind, self.slug)


@dataclass(frozen=True)
class Bundled:
    """One version of a bundle, whole, with the guide of each part's item as it is in force where it is asked for.

    `items` by code of the part; parts whose item is not offered there now are missing in it.
    """

    bundle: UUID
    version: UUID
    slug: str
    number: int | None
    owner: Owner
    contents: Contents
    items: Mapping[str, Guide]
    district: str
    ended: bool
    note: str
    published_at: datetime | None
    redesign: UUID | None

    @property
    def name(self) -> Words:
        """How it is called."""
        return self.contents.name

    @property
    def url(self) -> str:
        """The page where it is read."""
        return page_of(self.contents.kind, self.slug)


@dataclass(frozen=True)
class Draft:
    """A bundle that is being written: how it will stand, in which stage, why it was returned, whether the actor may change it."""

    slug: str
    version: UUID
    stage: str
    department: str
    contents: Contents
    note: str
    answer: str
    changed_by: UUID | None
    changed_at: datetime
    submitted_by: UUID | None
    mine: bool
    stale: bool


def page_of(kind: str, slug: str) -> str:
    """The page of a bundle."""
    return f"/trades/{slug}/" if kind == Kind.TRADE else f"/bundles/{slug}/"
