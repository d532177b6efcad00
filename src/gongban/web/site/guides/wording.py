"""How a guide is put before a person: the few figures first, what to bring by when it is needed, codes as their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gongban.design.catalogue.public import (
    Elements,
    FormField,
    Guide,
    Material,
    code_list,
    has_questions,
    limit_words,
)
from gongban.foundation.facts.public import declared
from gongban.kernel.conditions import BadCondition
from gongban.kernel.words import Words
from gongban.web.site.process_showing import course_of

DEPENDS = Words("视情况，办理前会问清", "Depends; you will be asked")
ONLINE, PHONE = ("2", "3"), "3"


@dataclass(frozen=True)
class Sheet:
    """One material as it is shown: `when` in words for what not everybody needs."""

    material: Material
    source: Words
    paper: Words
    when: tuple[Words, ...]


def guide_facts(guide: Guide, situation: str = "") -> dict[str, Any]:
    """What the page of a guide shows; an unknown situation counts as none chosen."""
    said = guide.elements
    chosen = next((each for each in said.situations if each.code == situation), None)
    sheets = [sheet_of(each, said) for each in said.materials if not (chosen and each.situations and chosen.code not in each.situations)]
    return {
        "guide": guide, "said": said, "chosen": chosen, "asks": has_questions(said), "figures": list(_figures(said)), "marks": list(_marks(said)),
        "bring": [each for each in sheets if not each.material.is_fetched and not each.when],
        "sometimes": [each for each in sheets if not each.material.is_fetched and each.when],
        "fetched": [each for each in sheets if each.material.is_fetched],
        "channels": [code_list("forms").words(code) for code in said.forms], "kind": code_list("types").words(said.type),
        "objects": [code_list("objects").words(code) for code in said.objects],
        "steps": [(each, limit_words(each.limit) if each.limit else "") for each in said.steps],
        "course": course_of(guide), "fields": [(_asked(each), each, _phrase(each.condition) or DEPENDS if each.condition else None) for each in said.fields],
        "fees": [(each, price(each.amount)) for each in said.fees],
    }  # fmt: skip


def _figures(said: Elements) -> Iterator[tuple[str, Any, Any, str]]:
    """Name, value, unit and note of the figures that one decides by."""
    if promised := said.promised_limit or said.legal_limit:
        note = _("法定 %(limit)s") % {"limit": limit_words(said.legal_limit)} if said.legal_limit and said.promised_limit else ""
        at_once = promised.amount == 0
        yield _("多久办好"), _("当场") if at_once else promised.amount, "" if at_once else promised.unit.words, note
    if said.visits is not None:
        yield _("要跑几次"), said.visits, "", _("全程网上办") if said.visits == 0 else ""
    fetched = sum(each.is_fetched for each in said.materials)
    yield _("要带的材料"), len(said.materials) - fetched, "", (_("另有 %(n)s 份由我们调取") % {"n": fetched} if fetched else "")
    yield _("收费"), _("不收费") if not said.fees else _("收费"), "", _("见下面的收费") if said.fees else ""


def _marks(said: Elements) -> Iterator[str]:
    """What makes it easy, in a word each."""
    marks = (
        (any(code in ONLINE for code in said.forms), _("网上可办")), (PHONE in said.forms, _("手机可办")), (said.nearby, _("就近可办")),
        (said.kiosk, _("自助机可办")), (said.commitment, _("可以告知承诺")), (said.express, _("可以寄送")), (said.booking, _("可以预约")),
        (bool(said.materials) and all(each.is_fetched for each in said.materials), _("零材料")),
    )  # fmt: skip
    return (word for holds, word in marks if holds)


def sheet_of(material: Material, said: Elements, bare: bool = False) -> Sheet:
    """A material as it is shown; `bare` where it is settled already for whom it is."""
    if bare:
        return bare_sheet(material)
    named = {each.code: each.name for each in said.situations}
    when = [named[code] for code in material.situations if code in named]
    if material.condition or (material.need == "conditional" and not when):
        when.append(_needed_when(material))
    return Sheet(material, code_list("sources").words(material.source), code_list("papers").words(material.paper), tuple(when))


def bare_sheet(material: Material) -> Sheet:
    """A material that is needed, without saying when."""
    return Sheet(material, code_list("sources").words(material.source), code_list("papers").words(material.paper), ())


def _needed_when(material: Material) -> Words:
    """The condition as a phrase; one that cannot be read (an older version may name facts that are no more) is said to depend."""
    return _phrase(material.condition) or (material.note if material.note.zh else DEPENDS)


def _phrase(condition: str) -> Words | None:
    try:
        return declared().condition(condition).explain({}).phrase
    except BadCondition:
        return None


def _asked(field: FormField) -> Words:
    """What a field of the form asks; of an older version, whose fact is no more, by its name."""
    fact = declared().get(field.fact)
    return fact.words if fact else Words(field.fact, field.fact)


def price(fen: int | None) -> str:
    """An amount in fen as one reads it; "" for none."""
    if fen is None:
        return ""
    whole, rest = divmod(fen, 100)
    return f"¥{whole}.{rest:02d}" if rest else f"¥{whole}"
