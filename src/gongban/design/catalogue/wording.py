"""How elements are said in words: one line for each value, codes as their meaning; pure."""

from __future__ import annotations

from collections.abc import Sequence

from gongban.design.catalogue.codelists import code_list
from gongban.design.catalogue.elements import Elements, Limit, Material, Part
from gongban.kernel.words import Words

CODED = {"type": "types", "level": "levels", "handling": "handlings", "objects": "objects", "forms": "forms", "depth": "depths", "scope": "scopes", "procedure": "procedures"}


def said(elements: Elements, name: str) -> Words:
    """What an element says, in words."""
    value = getattr(elements, name)
    if name in CODED:
        codes = (value,) if isinstance(value, str) else value
        return _joined([code_list(CODED[name]).words(code) for code in codes if code])
    return sentence(value)


def sentence(value: object) -> Words:
    """A value of the elements in one line."""
    match value:
        case Words():
            said = value
        case bool():
            said = Words("是", "yes") if value else Words("否", "no")
        case Limit():
            said = limit_words(value)
        case Material():
            said = material_words(value)
        case Part():
            said = _joined([sentence(getattr(value, name)) for name in type(value).model_fields if name != "code"])
        case tuple() | list():
            said = _joined([sentence(each) for each in value])
        case _:
            said = Words("", "") if value is None else Words(str(value), str(value))
    return said


def limit_words(limit: Limit) -> Words:
    """A limit in words.

    >>> limit_words(Limit(amount=5)).en
    '5 working days'
    """
    note = limit.note
    if limit.amount == 0:
        return _joined([Words("即时办结", "at once"), note])
    return _joined([Words(f"{limit.amount}{limit.unit.words.zh}", f"{limit.amount} {limit.unit.words.en}"), note])


def material_words(material: Material) -> Words:
    """A material in a line: name, how many, whether it is needed, where it comes from, under which condition."""
    need, source = code_list("needs").words(material.need), code_list("sources").words(material.source)
    count = Words(f"原件 {material.originals} 复印件 {material.copies}", f"{material.originals} original, {material.copies} copies")
    limits = [Words(material.condition, material.condition)] if material.condition else []
    limits += [Words("、".join(material.situations), ", ".join(material.situations))] if material.situations else []
    return _joined([material.name, need, source, count, *limits])


def _joined(parts: Sequence[Words]) -> Words:
    return Words("；".join(each.zh for each in parts if each.zh), "; ".join(each.en for each in parts if each.en))
