"""everyday_words.yaml: the city's everyday words, brought in step; those that grew on the pages are not touched."""

from __future__ import annotations

from gongban.foundation.loading import bring_in_step
from gongban.foundation.search.models import Term
from gongban.foundation.search.states import Origin, State
from gongban.foundation.search.telling import note_change_of_sayings
from gongban.kernel.city import CityFolder, Report
from gongban.kernel.identifiers import uuid7
from gongban.kernel.ranking import everyday_words
from gongban.kernel.ranking.everyday import Written
from gongban.kernel.text import fold
from gongban.kernel.words import Words

FIELDS = ("means", "field", "source", "owner", "state")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the words in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    written = {(fold(each.saying.say), each.saying.act): each for each in everyday_words(folder)}
    grown = {row.spoken for row in Term.objects.filter(state=State.APPROVED).exclude(origin=Origin.CITY)}
    rows = [_term(said[0], each) for said, each in written.items() if said not in grown]
    mine = Term.objects.filter(origin=Origin.CITY)
    bring_in_step(rows, among=mine, key="spoken", fields=FIELDS, report=report, words=Words("群众语言", "everyday words"), end=_end)
    note_change_of_sayings()


def _term(say: str, each: Written) -> Term:
    return Term(
        id=uuid7(), say=say[:40], means=list(each.saying.means), act=each.saying.act, field=each.field, source=each.source, owner=each.owner,
        state=State.APPROVED, origin=Origin.CITY,
    )  # fmt: skip


def _end(row: Term) -> bool:
    if row.state == State.ENDED:
        return False
    row.state = State.ENDED
    row.save(update_fields=["state"])
    return True
