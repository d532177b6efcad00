"""Which parts of a stretch of time lie outside the pauses?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from gongban.kernel.calendar import Span
from gongban.kernel.clock.terms import Pause

FOR_EVER = datetime.max.replace(tzinfo=UTC)


def merged(pauses: Iterable[Pause]) -> list[Span]:
    """The pauses as ordered spans in UTC that neither touch nor overlap; an open one lasts for ever."""
    spans: list[Span] = []
    for start, end in sorted((pause.start, pause.end or FOR_EVER) for pause in pauses):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif start < end:
            spans.append((start, end))
    return spans


def outside(span: Span, halts: Sequence[Span]) -> Iterator[Span]:
    """The pieces of `span` that lie in none of the ordered `halts`."""
    start, end = span
    for halt_start, halt_end in halts:
        if halt_end <= start or halt_start >= end:
            continue
        if start < halt_start:
            yield start, halt_start
        start = halt_end
    if start < end:
        yield start, end
