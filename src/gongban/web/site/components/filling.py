"""Drawing a form of kernel/forms in the design language: `{% filling fill %}`. Works without a script; with one, an answer swaps just what it changed.

A page that includes it builds `drawn(form, state, save="/address/")`, puts `{% filling fill %}` within its own
`<form method="post" action="{{ fill.save }}">` with the token and its own buttons, and answers POSTs to that one address:

    state = take(form, state, request.POST)      # the answers that were sent: one field with a script, all of them without
    ...keep the state with the draft...
    if request.headers.get("HX-Request"):        # one field was changed: only what follows from it is sent back
        return HttpResponse(changes(form, before, state, drawn(...)))

The button that the component draws itself (`fill=show`, only where there is no script) asks to draw the page again with what
follows. Give `tried=True` once somebody tried to submit: then missing answers are told too, with a summary on top that
takes the focus. No domain logic lies here: what is shown, missing and wrong, the form says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongban.kernel.conditions import Fact, Kind
from gongban.kernel.conditions.tree import Held as HeldTerm
from gongban.kernel.conditions.wording import said, style_of
from gongban.kernel.forms import Field, Form, Known, Problem, Section, State, widget_of
from gongban.kernel.words import Words

register = template.Library()
PREFIX = "f_"


@dataclass(frozen=True)
class Shown:
    """One field as it is drawn. `text` stands in its box, `held` is what is known (then nothing is typed)."""

    name: str
    label: Words
    hint: Words
    widget: str
    unit: Words | None
    options: tuple[tuple[str, Words], ...]
    text: str
    required: bool
    held: Words | None = None
    source: Words | None = None
    as_of: date | None = None
    disputed: bool = False
    errors: tuple[Words, ...] = ()
    warnings: tuple[Words, ...] = ()

    @property
    def post(self) -> str:
        """Its name in what is sent."""
        return PREFIX + self.name

    @property
    def is_group(self) -> bool:
        """Whether it is a choice of several buttons."""
        return self.widget in ("radio", "yes_no")


@dataclass(frozen=True)
class Drawn:
    """A form as it stands, for the template. `save`: the one address to which answers are sent."""

    save: str
    sections: tuple[tuple[Section, tuple[tuple[str, Shown | None], ...]], ...]
    tried: bool
    left: int

    @property
    def fields(self) -> dict[str, Shown]:
        """The fields that are shown, by name."""
        return {name: shown for _section, rows in self.sections for name, shown in rows if shown}

    @property
    def lines(self) -> list[tuple[str, Words]]:
        """The summary: where each error is, and what it says."""
        return [(f"#f-{name}", sentence) for name, shown in self.fields.items() for sentence in shown.errors] if self.tried else []

    @property
    def status(self) -> str:
        """How much is left, in a sentence that is read out."""
        if self.left:
            return ngettext("还有 %(n)s 项没填。", "还有 %(n)s 项没填。", self.left) % {"n": self.left}
        return _("要填的都填了。")


def drawn(form: Form, state: State, *, save: str, tried: bool = False) -> Drawn:
    """The form as it stands for the template."""
    told: dict[str, list[Problem]] = {}
    for problem in form.faults(state):
        if (tried or problem.code != "form.required") and problem.fields:
            told.setdefault(problem.fields[0], []).append(problem)
    held, shown = form.held(state), {field.name for field in form.shown(state)}
    sections = tuple(
        (section, tuple((field.name, _shown(form, state, field, held, told.get(field.name, ())) if field.name in shown else None) for field in fields))
        for section, fields in form.in_sections()
    )
    return Drawn(save, sections, tried, len(form.missing(state)))


def take(form: Form, state: State, data: Mapping[str, str]) -> State:
    """The state after what was sent: answers, or that something known is wrong (`fill_dispute`) or right after all (`fill_trust`)."""
    for name, step in (("fill_dispute", form.dispute), ("fill_trust", form.trust)):
        if data.get(name) in form.fields:
            state = step(state, str(data[name]))
    held = form.held(state)
    given = {name: read_answer(field.fact, data[PREFIX + name]) for name, field in form.fields.items() if PREFIX + name in data and name not in held}
    state = form.answer_all(state, {name: value for name, value in given.items() if value is not None})
    for name, value in given.items():
        if value is None and name in state.answers:
            state = form.clear(state, name)
    return state


def read_answer(fact: Fact, text: str) -> object | None:
    """What was typed, as an answer: money in yuan becomes fen; what cannot be read stays as it is, and is told. None: nothing."""
    text = text.strip()
    if not text:
        return None
    if fact.kind is Kind.BOOLEAN:
        return {"yes": True, "no": False}.get(text, text)
    if fact.kind in (Kind.INTEGER, Kind.MONEY):
        number = _number(text)
        fen = number * 100 if number is not None and fact.kind is Kind.MONEY else number
        return int(fen) if fen is not None and fen == fen.to_integral_value() else text
    return text


def changes(before: Drawn, after: Drawn) -> SafeString:
    """What an answer changed, as pieces that the script puts in their places: fields that appear or go, what is told at others, the status."""
    old, new = before.fields, after.fields
    slots = [(name, new.get(name)) for _section, rows in after.sections for name, _ in rows if _is_new(old.get(name), new.get(name))]
    told = [shown for name, shown in new.items() if name in old and not _is_new(old[name], shown) and (old[name].errors, old[name].warnings) != (shown.errors, shown.warnings)]
    came, gone = _labels(new[name] for name in new if name not in old), _labels(old[name] for name in old if name not in new)
    return mark_safe(render_to_string("components/filling_changes.html", {"fill": after, "slots": slots, "told": told, "came": came, "gone": gone}))


@register.inclusion_tag("components/filling.html")
def filling(fill: Drawn) -> dict[str, Drawn]:
    """`{% filling fill %}`: the form with its summary of errors, its sections and its status."""
    return {"fill": fill}


def _shown(form: Form, state: State, field: Field, held: Mapping[str, Known], told: Iterable[Problem]) -> Shown:
    known = held.get(field.name)
    fact = field.fact
    options = (("yes", Words("是", "Yes")), ("no", Words("否", "No"))) if fact.kind is Kind.BOOLEAN else tuple((option.code, option.words) for option in fact.options)
    problems = list(told)
    return Shown(
        field.name, field.words, field.hint, widget_of(fact), Words("元", "yuan") if fact.kind is Kind.MONEY else fact.unit, options,
        _typed(fact, state.answers.get(field.name)), form.is_required(state, field.name), said(known.value, style_of(HeldTerm(fact))) if known else None,
        known.source if known else None, known.as_of if known else None, field.name in state.disputed and field.name in state.known,
        tuple(map(_sentence, (each for each in problems if each.stops))), tuple(map(_sentence, (each for each in problems if not each.stops))),
    )  # fmt: skip


def _sentence(problem: Problem) -> Words:
    return Words(f"{problem.words.zh}{problem.mend.zh}", f"{problem.words.en} {problem.mend.en}".strip())


def _typed(fact: Fact, answer: object) -> str:
    """An answer as it stands in its box."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if fact.kind is Kind.MONEY and type(answer) is int:
        whole, rest = divmod(abs(answer), 100)
        return f"{'-' if answer < 0 else ''}{whole}{f'.{rest:02d}' if rest else ''}"
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**15 else None


def _is_new(old: Shown | None, new: Shown | None) -> bool:
    """Whether a field has to be drawn anew: it came or went, or became known or disputed; what one types in stays untouched."""
    if old is None or new is None:
        return old is not new
    plain = replace(old, text="", errors=(), warnings=())
    return plain != replace(new, text="", errors=(), warnings=())


def _labels(shown: Iterator[Shown]) -> list[Words]:
    return [each.label for each in shown]
