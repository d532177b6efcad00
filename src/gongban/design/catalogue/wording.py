"""How elements are said in words: one line for each value, codes as their meaning, conditions as phrases; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongban.design.catalogue.codelists import code_list
from gongban.design.catalogue.elements import (
    Body,
    Elements,
    Fee,
    FormField,
    Limit,
    Material,
    Outcome,
    Part,
    PreCheck,
)
from gongban.kernel.conditions import BadCondition, Facts
from gongban.kernel.words import Words

CODED = {"type": "types", "level": "levels", "handling": "handlings", "objects": "objects", "forms": "forms", "depth": "depths", "scope": "scopes", "procedure": "procedures"}
KINDS = {Body: "bodies", Outcome: "results"}  # of which list the code in `kind` is
UNSAID = ("code", "outlet")  # for programs


@dataclass(frozen=True)
class Speech:
    """How conditions and codes of situations are said: in words where facts and situations are known, else as they stand."""

    facts: Facts | None = None
    situations: Mapping[str, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Elements, facts: Facts | None) -> Speech:
        """The speech for the parts of an item."""
        return cls(facts, {each.code: each.name for each in elements.situations})

    def condition(self, text: str) -> Words:
        """A condition as a phrase; one that cannot be read (a version of old may name facts that are no more) as it stands."""
        try:
            return self.facts.condition(text).explain({}).phrase if self.facts is not None and text else Words(text, text)
        except BadCondition:
            return Words(text, text)

    def fact(self, name: str) -> Words:
        """A fact as people call it; by its name where facts are not known."""
        known = self.facts.get(name) if self.facts is not None else None
        return known.words if known else Words(name, name)

    def situation(self, code: str) -> Words:
        """A situation by its name."""
        return self.situations.get(code) or Words(code, code)


PLAIN = Speech()


def said(elements: Elements, name: str, speech: Speech = PLAIN) -> Words:
    """What an element says, in words."""
    value = getattr(elements, name)
    if name == "diagram":
        return diagram_words(elements.diagram)
    if name in CODED:
        codes = (value,) if isinstance(value, str) else value
        return _joined([code_list(CODED[name]).words(code) for code in codes if code])
    return sentence(value, speech)


_NO_FACTS = Facts()


def diagram_words(xml: str) -> Words:
    """A process diagram in one line: its steps in the order of the file; "" for none."""
    if not xml:
        return Words("", "")
    # 流程引擎导入要半秒，只在有图时付 · importing the engine takes half a second, paid where there is a diagram
    from gongban.kernel.process import BadDiagram, diagram

    try:
        steps = diagram(xml, facts=_NO_FACTS).steps
    except BadDiagram as bad:
        return bad.words
    names = _joined([each.words for each in steps])
    return Words(f"{len(steps)} 个步骤：{names.zh}", f"{len(steps)} {'step' if len(steps) == 1 else 'steps'}: {names.en}")


def sentence(value: object, speech: Speech = PLAIN) -> Words:
    """A value of the elements in one line."""
    match value:
        case Words():
            found = value
        case bool():
            found = Words("是", "yes") if value else Words("否", "no")
        case Limit():
            found = limit_words(value)
        case Material():
            found = material_words(value, speech)
        case FormField():
            found = field_words(value, speech)
        case PreCheck():
            found = precheck_words(value, speech)
        case Part():
            found = _joined([_part(value, name, speech) for name in type(value).model_fields if name not in UNSAID])
        case tuple() | list():
            found = _joined([sentence(each, speech) for each in value])
        case _:
            found = Words("", "") if value is None else Words(str(value), str(value))
    return found


def _part(part: Part, name: str, speech: Speech) -> Words:
    value = getattr(part, name)
    if name == "condition":
        return speech.condition(value)
    if name == "kind":
        return code_list(KINDS[type(part)]).words(value)
    return price(value) if isinstance(part, Fee) and name == "amount" else sentence(value, speech)


def price(fen: int | None) -> Words:
    """An amount in yuan; nothing where it is not said.

    >>> price(1000), price(1250)
    (Words(zh='10 元', en='CNY 10'), Words(zh='12.50 元', en='CNY 12.50'))
    """
    if fen is None:
        return Words("", "")
    whole, rest = divmod(fen, 100)
    said = f"{whole}.{rest:02d}" if rest else str(whole)
    return Words(f"{said} 元", f"CNY {said}")


def limit_words(limit: Limit) -> Words:
    """A limit in words.

    >>> limit_words(Limit(amount=5)).en
    '5 working days'
    """
    note = limit.note
    if limit.amount == 0:
        return _joined([Words("即时办结", "at once"), note])
    return _joined([Words(f"{limit.amount}{limit.unit.words.zh}", f"{limit.amount} {limit.unit.words.en}"), note])


def material_words(material: Material, speech: Speech = PLAIN) -> Words:
    """A material in a line: name, how many, whether it is needed, where it comes from, under which condition."""
    need, source = code_list("needs").words(material.need), code_list("sources").words(material.source)
    count = Words(f"原件 {material.originals} 复印件 {material.copies}", f"{material.originals} original, {material.copies} copies")
    limits = [speech.condition(material.condition)] if material.condition else []
    if material.situations:
        named = [speech.situation(code) for code in material.situations]
        limits.append(Words("、".join(each.zh for each in named), ", ".join(each.en for each in named)))
    return _joined([material.name, need, source, count, *limits])


def field_words(field: FormField, speech: Speech = PLAIN) -> Words:
    """A field of the form in a line: what is asked, whether it may stay empty, under which condition."""
    limits = [Words("选填", "optional")] if field.optional else []
    return _joined([speech.fact(field.fact), *limits, *([speech.condition(field.condition)] if field.condition else []), field.hint, field.section])


def precheck_words(rule: PreCheck, speech: Speech = PLAIN) -> Words:
    """A rule of the pre-check in a line: what is said, what must hold, how to mend it, what it does."""
    must = speech.condition(rule.condition)
    asked = Words(f"要求：{must.zh}", f"must hold: {must.en}")
    return _joined([rule.says, asked, rule.mend, code_list("severities").words(rule.severity)])


def _joined(parts: Sequence[Words]) -> Words:
    return Words("；".join(each.zh for each in parts if each.zh), "; ".join(each.en for each in parts if each.en))
