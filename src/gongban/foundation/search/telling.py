"""Owners tell the search what there is: cards of kinds that they registered; and withdraw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from gongban.foundation.search.models import Edition, KeptCard
from gongban.kernel.ranking import Card, Told
from gongban.kernel.words import Words

KINDS: dict[str, Words] = {}
AHEAD: dict[str, float] = {}


def registers_kind(kind: str, words: Words, *, ahead: float = 1.0) -> None:
    """Declare a kind of things that can be found, such as "item"; `words` name it in lists. Once, at import.

    ValueError for a kind that is registered otherwise. `ahead` above 1: where it fits as well as a thing of another kind, within that factor, it stands before it.
    """
    if (KINDS.get(kind, words), AHEAD.get(kind, ahead)) != (words, ahead):
        raise ValueError(f"the kind {kind} is registered already, otherwise")
    KINDS[kind], AHEAD[kind] = words, ahead


def tell(cards: Iterable[Card]) -> int:
    """Tell the search of published things, or tell it anew, within the caller's transaction; returns how many.

    KeyError for a kind that nobody registered. What is told is for everybody: tell only what is public.
    """
    rows = [_kept(card) for card in cards]
    if rows:
        edition = _next_edition("cards")
        meanings = _known_meanings(rows)
        for row in rows:
            row.edition, row.meaning = edition, meanings.get((row.kind, row.key, row.name_zh))
        changing = [field.name for field in KeptCard._meta.fields if field.name not in ("id", "kind", "key")]
        KeptCard.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=changing, batch_size=500)
    return len(rows)


def withdraw(kind: str, keys: Iterable[UUID]) -> int:
    """Let nobody find these things any more; returns how many could be found before."""
    gone = KeptCard.objects.filter(kind=kind, key__in=list(keys), withdrawn=False)
    return gone.update(withdrawn=True, edition=_next_edition("cards"), keys=b"", counts=b"") if gone.exists() else 0


def told_of(kind: str) -> frozenset[UUID]:
    """Keys of the things of a kind that can be found: an owner compares them with what it has."""
    return frozenset(KeptCard.objects.filter(kind=kind, withdrawn=False).values_list("key", flat=True))


def _kept(card: Card) -> KeptCard:
    KINDS[card.kind]
    told = Told.of(card)
    return KeptCard(
        kind=card.kind, key=card.key, name_zh=card.name.zh[:300], name_en=card.name.en[:300], url=card.url, owner=card.owner[:200],
        audience=sorted(card.audience), districts=sorted(card.districts), keys=told.keys.tobytes(), counts=told.counts.tobytes(),
    )  # fmt: skip


def _known_meanings(rows: Sequence[KeptCard]) -> dict[tuple[str, UUID, str], bytes]:
    """What was worked out before stays while the name stays."""
    kept = KeptCard.objects.filter(key__in=[row.key for row in rows], meaning__isnull=False)
    return {(kind, key, name): bytes(meaning or b"") for kind, key, name, meaning in kept.values_list("kind", "key", "name_zh", "meaning")}


def tell_meanings(meanings: Mapping[tuple[int, str], bytes]) -> None:
    """Keep the meanings of cards by id and name (one that was renamed meanwhile waits for its own); within a transaction."""
    edition = _next_edition("cards")
    for (pk, name), meaning in meanings.items():
        KeptCard.objects.filter(pk=pk, name_zh=name).update(meaning=meaning, edition=edition)


def _next_edition(what: str) -> int:
    """The number of this change. Whoever changes next waits for this transaction, so that numbers become visible in
    order; they come from a sequence, so that no number is given twice, whatever is rolled back."""
    Edition.objects.bulk_create([Edition()], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT[what])
        return int(cursor.fetchone()[0])


_NEXT = {
    "cards": "UPDATE search_edition SET cards = nextval('search_edition_numbers') WHERE id = 1 RETURNING cards",
    "sayings": "UPDATE search_edition SET sayings = nextval('search_edition_numbers') WHERE id = 1 RETURNING sayings",
}


def note_change_of_sayings() -> None:
    """Let every process read the sayings anew."""
    _next_edition("sayings")


