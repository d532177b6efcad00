"""What the catalogue tells other domains: guides, lines of lists, versions; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongban.design.catalogue.codes import read_code
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.terms import Level
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Owner:
    """The department of this city that answers for an item; an empty code where it is none of this city's."""

    code: str
    name: Words


@dataclass(frozen=True)
class Guide:
    """One version of an item, whole: what a person reads, a form is made from, and a matter keeps.

    `number` is None in a draft; `district` empty for the whole city; `pilot` names districts where it is on trial.
    """

    item: UUID
    version: UUID
    code: str
    slug: str
    base: str
    district: str
    owner: Owner
    number: int | None
    edition: int | None
    since: date | None
    published_at: datetime | None
    ended: bool
    note: str
    elements: Elements
    pilot: tuple[str, ...] = ()
    redesign: UUID | None = None

    @property
    def name(self) -> Words:
        """How it is called."""
        return self.elements.name

    @property
    def level(self) -> Level:
        """On which of the three levels it stands."""
        return level_of(self.code, bool(self.elements.main_name.zh), bool(self.elements.sub_name.zh))


@dataclass(frozen=True)
class Listed:
    """A line of a list of items."""

    item: UUID
    version: UUID
    code: str
    slug: str
    base: str
    district: str
    owner: Owner
    name: Words
    main_name: str
    type: str
    objects: tuple[str, ...]
    themes: tuple[str, ...]
    forms: tuple[str, ...]
    number: int | None


def level_of(code: str, has_main: bool, has_sub: bool) -> Level:
    """The level, by the code where it is a national one, else by which names stand above."""
    try:
        return read_code(code).depth
    except Refusal:
        return Level.HANDLING if has_sub else Level.SUB if has_main else Level.MAIN
