"""Does a text speak of an emergency? Then it belongs to 110, 119, 120 or 122 at once, and not to this platform."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.foundation.territory.public import city
from gongban.kernel.text import fold
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Emergency:
    """A line to hand over to, what it is for, and the words that say so."""

    line: str
    name: Words
    what: Words
    because: tuple[str, ...]


def emergencies_in(text: str) -> list[Emergency]:
    """The emergency lines whose words stand in a text, as the city lists them; the most words first."""
    plain = fold(text)
    found = []
    for line in city().settings.get("emergency_lines", ()):
        stood = tuple(word for word in line.get("words", ()) if fold(word) in plain)
        if stood:
            found.append(Emergency(str(line["number"]), _words(line["name"]), _words(line["for"]), stood))
    return sorted(found, key=lambda each: -len(each.because))


def _words(given: dict[str, str]) -> Words:
    return Words(given["zh"], given["en"])
