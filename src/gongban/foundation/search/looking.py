"""Looking for things in a city: the shelf of this process is kept in step with what was told, then asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from django.db import connection

from gongban.foundation.search.meaning import meaning_asked_for
from gongban.foundation.search.models import Edition, KeptCard, Term
from gongban.foundation.search.states import State
from gongban.foundation.search.telling import AHEAD
from gongban.kernel.ranking import Lexicon, Saying, Shelf, Spine, Told, reasons
from gongban.kernel.words import Words

SHOWN = 20


@dataclass(frozen=True)
class Wish:
    """What is looked for: a text, and what the finds must be ("" or none: anything)."""

    text: str
    kind: str = ""
    audience: str = ""  # person | company
    district: str = ""


@dataclass(frozen=True)
class Find:
    """A thing that was found, and why."""

    spine: Spine
    score: float
    why: tuple[Words, ...]


@dataclass(frozen=True)
class Answer:
    """What was found, the best first; how many of each kind; the sayings that were understood; what is shown when nothing was."""

    finds: tuple[Find, ...]
    kinds: dict[str, int] = field(default_factory=dict)
    sayings: tuple[Saying, ...] = ()
    near: tuple[str, ...] = ()


def look_for(wish: Wish, *, limit: int = SHOWN) -> Answer:
    """Things that fit what somebody typed; nothing typed finds nothing."""
    shelf = current_shelf()
    if not wish.text.strip() or not len(shelf):
        return Answer(())
    question = shelf.question(wish.text)
    meaning = meaning_asked_for(wish.text) if shelf.knows_meanings else None
    ranked = _ahead(shelf, shelf.rank(question, among=_among(shelf, wish), limit=limit, meaning=meaning))
    finds = [
        Find(shelf.spines[at], round(score, 3), tuple(reasons(question, shelf.ways_in(question, at), by_meaning=meaning is not None))) for at, score in ranked
    ]
    kinds: dict[str, int] = {}
    for find in finds:
        kinds[find.spine.kind] = kinds.get(find.spine.kind, 0) + 1
    return Answer(tuple(finds), kinds, question.sayings, () if finds else tuple(shelf.near(wish.text)))


def _ahead(shelf: Shelf, ranked: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Kinds that stand before others where they fit as well."""
    weighed = [(at, score * AHEAD.get(shelf.spines[at].kind, 1.0)) for at, score in ranked]
    return sorted(weighed, key=lambda each: -each[1])


def suggest_for(text: str, *, limit: int = 8) -> list[Find]:
    """A few things while somebody types."""
    return list(look_for(Wish(text), limit=limit).finds)


def _among(shelf: Shelf, wish: Wish) -> np.ndarray | None:
    if not (wish.kind or wish.audience or wish.district):
        return None
    return np.fromiter((_fits(spine, wish) for spine in shelf.spines), dtype=np.float32, count=len(shelf))


def _fits(spine: Spine, wish: Wish) -> bool:
    return (
        (not wish.kind or spine.kind == wish.kind)
        and (not wish.audience or not spine.audience or wish.audience in spine.audience)
        and (not wish.district or not spine.districts or wish.district in spine.districts)
    )


@dataclass(frozen=True)
class _Held:
    """What a process holds in memory, and of which edition."""

    database: str
    cards: int = -1
    sayings: int = -1
    told: dict[int, Told] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)
    shelf: Shelf = field(default_factory=lambda: Shelf((), Lexicon()))


_held = _Held("")
_lock = Lock()


def current_shelf() -> Shelf:
    """The shelf as the database has it now: one small query where nothing changed, else only what changed is read."""
    global _held  # noqa: PLW0603 - one shelf a process
    cards, sayings = Edition.objects.values_list("cards", "sayings").filter(pk=1).first() or (0, 0)
    with _lock:
        held = _held if _held.database == connection.settings_dict["NAME"] else _Held(str(connection.settings_dict["NAME"]))
        if (held.cards, held.sayings) != (cards, sayings):
            held = _in_step(held, cards, sayings)
            if not connection.in_atomic_block:  # 还没提交的，可能撤回 · what is not committed may be taken back
                _held = held
        return held.shelf


def _in_step(held: _Held, cards: int, sayings: int) -> _Held:
    """What is held, brought in step with these editions; after an older backup was restored everything is read."""
    told = {} if cards < held.cards else dict(held.told)
    changed = KeptCard.objects.filter(edition__gt=held.cards if told else -1).order_by("pk")
    for row in changed.iterator(chunk_size=2_000) if cards != held.cards else ():
        told.pop(row.pk, None)
        told |= {} if row.withdrawn else {row.pk: _told(row)}
    lexicon = held.lexicon
    if sayings != held.sayings:
        rows = Term.objects.filter(state=State.APPROVED).order_by("pk").values_list("say", "means", "act")
        lexicon = Lexicon.of(Saying(say, tuple(means), act) for say, means, act in rows)
    return _Held(held.database, cards, sayings, told, lexicon, Shelf([told[pk] for pk in sorted(told)], lexicon))


def _told(row: KeptCard) -> Told:
    spine = Spine(row.kind, row.key, Words(row.name_zh, row.name_en or row.name_zh), row.url, row.owner, frozenset(row.audience), frozenset(row.districts))
    meaning = np.frombuffer(bytes(row.meaning), np.float16) if row.meaning else None
    return Told(spine, np.frombuffer(bytes(row.keys), np.uint32), np.frombuffer(bytes(row.counts), np.float16), meaning)
