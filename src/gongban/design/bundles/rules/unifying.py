"""Which materials of several items are one and the same: named once, saying which parts use it; pure.

The same are materials of the same name, those fetched from the same kind of electronic licence under the same code, all
application forms (they become one form), and those of which the bundle says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongban.design.bundles.contents import Common, Contents
from gongban.design.catalogue.public import Elements, Material
from gongban.kernel.text import fold

FORM = "form"
_COPIES = re.compile(r"[（(][^（）()]*(?:复印|原件|副本|正本|电子|流程|份)[^（）()]*[)）]|原件及复印件|复印件|原件|[《》“”\"'、,，。；;：:\s]")


@dataclass(frozen=True)
class Use:
    """A part that uses a material: which of its own it is, and when it needs it ("" always, once the part applies)."""

    part: str
    material: Material
    condition: str


@dataclass(frozen=True)
class Merged:
    """A material as it is named once: how it is shown, who uses it."""

    key: str
    shown: Material
    uses: tuple[Use, ...]

    @property
    def is_form(self) -> bool:
        """Whether it is the one form, filled here."""
        return self.shown.source == FORM

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that use it, each once."""
        return tuple(dict.fromkeys(use.part for use in self.uses))


def name_key(name: str) -> str:
    """A name as it is compared: without marks, and whether original or copy.

    >>> name_key("《营业执照》（副本）复印件")
    '营业执照'
    """
    return _COPIES.sub("", fold(name)) or fold(name)


def merged(contents: Contents, items: Mapping[str, Elements]) -> list[Merged]:
    """All materials of a bundle, each once, in the order in which they are first named. `items` by part."""
    uses = [*_common(contents), *_of_items(contents, items)]
    groups = _Groups()
    for use, bonds in uses:
        groups.join(use, bonds)
    return [_merged(place, each) for place, each in enumerate(groups.found())]


def _common(contents: Contents) -> Iterable[tuple[Use, list[str]]]:
    """The bundle's own materials come first: they say how a merged one is shown."""
    for material in contents.materials:
        bonds = [*_bonds(material), *(f"use:{named}" for named in material.same)]
        for part in material.parts or [each.code for each in contents.parts]:
            if not material.same:
                yield Use(part, material, material.condition), bonds
        if material.same:
            yield Use("", material, material.condition), bonds


def _of_items(contents: Contents, items: Mapping[str, Elements]) -> Iterable[tuple[Use, list[str]]]:
    for part in contents.parts:
        elements = items.get(part.code)
        for material in elements.materials if elements else ():
            yield Use(part.code, material, elements.condition_of(material)), [*_bonds(material), f"use:{part.code}.{material.code}"]  # type: ignore[union-attr]


def _bonds(material: Material) -> list[str]:
    if material.source == FORM:
        return ["form"]
    bonds = [f"name:{name_key(material.name.zh)}"]
    return [*bonds, f"licence:{material.licence}.{material.code}"] if material.is_fetched and material.licence else bonds


class _Groups:
    """Uses that share a bond, directly or by others, are one group."""

    def __init__(self) -> None:
        self._of_bond: dict[str, int] = {}
        self._uses: dict[int, list[Use]] = {}
        self._next = 0

    def join(self, use: Use, bonds: Iterable[str]) -> None:
        bonds = list(bonds)
        met = sorted({self._of_bond[bond] for bond in bonds if bond in self._of_bond})
        home = met[0] if met else self._next
        self._next += not met
        for other in met[1:]:
            self._uses[home] += self._uses.pop(other)
            self._of_bond = {bond: home if group == other else group for bond, group in self._of_bond.items()}
        self._uses.setdefault(home, []).append(use)
        self._of_bond |= dict.fromkeys(bonds, home)

    def found(self) -> list[list[Use]]:
        return [uses for _, uses in sorted(self._uses.items())]


def _merged(place: int, uses: Sequence[Use]) -> Merged:
    own = next((use.material for use in uses if isinstance(use.material, Common)), None)
    fetched = next((use.material for use in uses if use.material.is_fetched), None)
    shown = own or fetched or uses[0].material
    most = shown.model_copy(update={
        "originals": max(use.material.originals for use in uses), "copies": max(use.material.copies for use in uses),
        "condition": "", "situations": (), "need": "required" if any(use.material.need == "required" for use in uses) else shown.need,
    })  # fmt: skip
    return Merged(f"material.{place}", most, tuple(use for use in uses if use.part))
