"""Personal data in a text are masked before others read it, and the writer is told what and why (A14).

Rules over learned models: every mask can be explained. Each rule finds spans in a view of the text that has the same
length (full-width signs and Chinese figures read as plain ones), so that a number is found however it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongban.delivery.cases.masking.homes import homes
from gongban.delivery.cases.masking.names import own_names, persons
from gongban.delivery.cases.masking.numbers import numbers
from gongban.delivery.cases.masking.parties import businesses, officials
from gongban.delivery.cases.masking.span import Span, View, view
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Masked:
    """The text as others read it, and which sorts of data were masked, in words."""

    text: str
    reasons: tuple[Words, ...]


def mask(text: str, names: Iterable[str] = (), *, parties: bool = False, known: Iterable[str] = (), official: bool = False) -> Masked:
    """Mask personal data in a text.

    `names`: names of the writer, masked wherever they stand. `parties`: mask businesses and officials that the text names,
    as long as they have not been heard; `known` are names of enterprises that are masked as a whole then.
    `official`: a text of the administration, whose office telephones may be read.

    >>> mask("我叫王小明，电话13012345678").text
    '我叫王**，电话130******78'
    """
    rules: list[Callable[[View], Iterator[Span]]] = [lambda seen: numbers(seen, official), homes, persons]
    if parties:
        rules += [lambda seen: businesses(seen, known), officials]
    reasons: list[Words] = []
    for rule in (*rules, lambda seen: own_names(seen, names)):
        text = _apply(text, rule, reasons)
    return Masked(text, tuple(reasons))


def _apply(text: str, rule: Callable[[View], Iterator[Span]], reasons: list[Words]) -> str:
    """The text with the spans of one rule replaced, from the end so that places stay right."""
    spans = sorted(rule(view(text)), key=lambda span: (span.start, -span.end))
    end = len(text)
    reasons += [words for words in dict.fromkeys(span.words for span in spans) if words not in reasons]
    for span in reversed(_apart(spans)):
        assert span.end <= end
        text, end = text[: span.start] + span.instead + text[span.end :], span.start
    return text


def _apart(spans: list[Span]) -> list[Span]:
    """Spans that do not overlap: of two that do, the one that begins first, then the longer."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
