"""everyday_words.yaml: how people say things, field by field, with the source; read for a city and for the benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gongban.kernel.city import CityFolder, Entry
from gongban.kernel.ranking.lexicon import LONGEST, Saying

FILE = "everyday_words.yaml"


@dataclass(frozen=True)
class Written:
    """A saying as a city's file has it: the field of life it belongs to, where it is from, the department that keeps it."""

    saying: Saying
    field: str
    source: str
    owner: str


def everyday_words(folder: CityFolder) -> list[Written]:
    """All sayings of a city's file, none where it has no such file; one that stands in several fields means all that they say.

    Refusal names file and line.
    """
    if not folder.has(FILE):
        return []
    entry = folder.yaml(FILE).only("source", "owner", "acts", "words")
    source, owner = entry.text("source"), entry.text("owner", "")
    acts = entry.get("acts")
    found = [
        Written(each, "", source, owner)
        for act, said in (acts.items() if acts else ())
        for each in _act(act, said)
    ]
    for group in entry.each("words"):
        group.only("field", "source", "owner", "words")
        field = group.text("field")
        found += [
            Written(each, field, group.text("source", source), group.text("owner", owner))
            for each in _things(group["words"])
        ]
    return _joined(found)


def _joined(found: Iterable[Written]) -> list[Written]:
    joined: dict[tuple[str, str], Written] = {}
    for each in found:
        first = joined.setdefault((each.saying.say, each.saying.act), each)
        means = tuple(dict.fromkeys((*first.saying.means, *each.saying.means)))
        joined[each.saying.say, each.saying.act] = replace(first, saying=replace(first.saying, means=means))
    return list(joined.values())


def _act(act: str, entry: Entry) -> Iterator[Saying]:
    entry.only("say", "means")
    for say in _words(entry["say"]):
        yield Saying(say, tuple(_words(entry["means"])), act)


def _things(entry: Entry) -> Iterator[Saying]:
    for says, means in entry.items():
        for say in says.split():
            if len(say) > LONGEST:
                means.refuse(
                    f"“{say}”太长，说法最多 {LONGEST} 个字。",
                    f"“{say}” is too long: at most {LONGEST} characters.",
                )
            yield Saying(say, tuple(_words(means)))


def _words(entry: Entry) -> list[str]:
    words = entry.as_text().split()
    if not words:
        entry.refuse("至少写一个词，用空格隔开。", "write one word at least, parted by blanks.")
    return words
