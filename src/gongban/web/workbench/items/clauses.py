"""The condition field for people who do not program: clauses chosen from the declared facts, and what was understood, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongban.foundation.facts.public import TODAY, About, declarations, declared
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Role
from gongban.kernel.conditions import BadCondition, Example, Fact, Kind, examples, faults_in, joined, pieces
from gongban.kernel.words import Words
from gongban.web.site.acting import staff_only

EDITING = (Role.CATALOGUE_EDITOR, Role.CATALOGUE_PUBLISHER)
ABOUT = {About.PERSON: gettext_lazy("关于个人"), About.ENTERPRISE: gettext_lazy("关于企业"), About.MATTER: gettext_lazy("关于要办的这件事")}
ORDER: dict[str, Any] = {">=": gettext_lazy("至少"), ">": gettext_lazy("多于"), "<=": gettext_lazy("最多"), "<": gettext_lazy("少于"), "=": gettext_lazy("等于"), "<>": gettext_lazy("不等于")}
DAYS: dict[str, Any] = {">=": gettext_lazy("不早于"), ">": gettext_lazy("晚于"), "<=": gettext_lazy("不晚于"), "<": gettext_lazy("早于"), "=": gettext_lazy("就是"), "<>": gettext_lazy("不是")}
SIGNS: dict[Kind, dict[str, Any]] = {
    Kind.BOOLEAN: {"yes": gettext_lazy("是"), "no": gettext_lazy("不是")}, Kind.CHOICE: {"in": gettext_lazy("是其中之一"), "not_in": gettext_lazy("都不是")},
    Kind.TEXT: {"=": gettext_lazy("就是"), "<>": gettext_lazy("不是"), "like": gettext_lazy("含有")}, Kind.INTEGER: ORDER, Kind.MONEY: ORDER, Kind.DATE: DAYS,
}  # fmt: skip
LONGEST = 20_000


@dataclass(frozen=True)
class Understood:
    """What a text was understood as: phrase, clauses, questions, examples; or what is wrong, with the text around the place."""

    phrase: Words | None = None
    clauses: tuple[Words, ...] = ()
    between: str = ""
    questions: tuple[Words, ...] = ()
    yes: Example | None = None
    no: Example | None = None
    wrong: Words | None = None
    around: tuple[str, str, str] | None = None
    doubts: tuple[Words, ...] = ()


@require_POST
@staff_only(*EDITING)
def check(request: HttpRequest) -> HttpResponse:
    """The condition field as it stands after a key or a button, for the script; nothing is kept."""
    return render(request, "desk/items/condition.html", field_facts(request.POST))


def field_facts(given: QueryDict | Mapping[str, Any]) -> dict[str, Any]:
    """What the condition field shows: the text after the button pressed, the builder, what was understood.

    `condition` is the text; the builder's fields begin with c_; `c_do` is the button: add, drop-2 or choose.
    """
    text, trouble = _built(given)
    fact = declarations().get(str(given.get("c_fact", "")))
    return {
        "text": text, "understood": understood(text), "facts": _facts(), "fact": fact.fact if fact else None, "signs": SIGNS[fact.fact.kind].items() if fact else (),
        "others": _others(fact.fact) if fact else [], "given": given, "trouble": trouble, "chosen": given.getlist("c_value") if isinstance(given, QueryDict) and not _did(given) else [],
    }  # fmt: skip


def understood(text: str) -> Understood:
    """A condition's text in words, with examples; of a text that is none, what is wrong and where."""
    if not text.strip():
        return Understood()
    try:
        condition = declared().condition(text[: LONGEST + 1])
    except BadCondition as bad:
        return Understood(wrong=bad.words, around=_around(text, bad.at) if bad.at else None)
    known, facts = {TODAY: calendar().local_day(timezone.now())}, declarations()
    asked = [name for name, each in facts.items() if each.asked]
    yes, no = examples(condition, known, asked)
    apart = pieces(text)
    return Understood(
        condition.explain({}).phrase, tuple(_phrase(each) for each in apart.texts) if apart.between else (), apart.between,
        tuple(facts[name].question for name in condition.facts if name in facts and facts[name].asked), yes, no,
        doubts=tuple(each.words for each in faults_in([("", text)], declared(), askable=asked, known=known)),
    )  # fmt: skip


def _phrase(text: str) -> Words:
    return declared().condition(text).explain({}).phrase


def _around(text: str, at: int) -> tuple[str, str, str]:
    """The text before the place, the sign there, and after it; long texts are cut."""
    place = min(at, len(text)) - 1
    before, after = text[:place], text[place + 1 :]
    return ("…" if len(before) > 60 else "") + before[-60:], text[place : place + 1], after[:40] + ("…" if len(after) > 40 else "")


def fillable() -> list[tuple[str, list[tuple[str, str]]]]:
    """Facts that a form can ask, by what they are about: what people say, not what is reckoned."""
    asked = {name for name, each in declarations().items() if each.asked}
    groups = [(group, [(name, str(words)) for name, words in facts if name in asked]) for group, facts in _facts()]
    return [(group, facts) for group, facts in groups if facts]


def _facts() -> list[tuple[str, list[tuple[str, Words]]]]:
    """Facts to choose from, by what they are about; derived ones too, today not."""
    groups: dict[About, list[tuple[str, Words]]] = {about: [] for about in ABOUT}
    for name, each in declarations().items():
        if name != TODAY:
            groups[each.about].append((name, each.fact.words))
    return [(str(ABOUT[about]), found) for about, found in groups.items() if found]


def _others(fact: Fact) -> list[tuple[str, Words]]:
    """Facts that may stand on the other side: the kitchen's area beside the shop's, a day beside today."""
    return [(name, each.fact.words) for name, each in declarations().items() if _compares(fact, each.fact)]


# ---- 搭 · building


def _did(given: Mapping[str, Any]) -> str:
    return str(given.get("c_do", ""))


def _built(given: QueryDict | Mapping[str, Any]) -> tuple[str, str]:
    """The text after the button that was pressed, and what stood in its way."""
    text, did = str(given.get("condition", "")).strip(), _did(given)
    if did.startswith("drop-") and did[5:].isdecimal():
        apart = pieces(text)
        return joined([each for place, each in enumerate(apart.texts, 1) if place != int(did[5:])], apart.between or "AND"), ""
    if did != "add":
        return text, ""
    declaration = declarations().get(str(given.get("c_fact", "")))
    other = declarations().get(str(given.get("c_other", "")))
    clause = clause_of(declaration.fact, str(given.get("c_sign", "")), _values(given), other.fact if other else None) if declaration else None
    if clause is None:
        return text, _("这一条还没有填好：先选事实，再选怎样比、比什么。")
    return joined([text, clause], "OR" if given.get("c_join") == "OR" else "AND"), ""


def _values(given: QueryDict | Mapping[str, Any]) -> list[str]:
    found = given.getlist("c_value") if isinstance(given, QueryDict) else [given.get("c_value", "")]
    return [unicodedata.normalize("NFKC", str(each)).strip()[:200] for each in found if each]


def clause_of(fact: Fact, sign: str, values: list[str], other: Fact | None = None) -> str | None:
    """The text of one clause, against values or another fact; None where what was chosen is not whole. Money is typed in yuan.

    >>> clause_of(Fact("seats", Kind.INTEGER, Words("餐位", "seats")), ">=", ["50"])
    'seats >= 50'
    """
    if sign not in SIGNS[fact.kind]:
        return None
    if fact.kind is Kind.BOOLEAN:
        return fact.name if sign == "yes" else f"NOT {fact.name}"
    if fact.kind is Kind.CHOICE:
        return _among(fact, sign, values)
    if other:
        return f"{fact.name} {sign} {other.name}" if _compares(fact, other) else None
    literal = _literal(fact, values[0]) if values else None
    if literal is None:
        return None
    return f"{fact.name} LIKE '%{literal[1:-1]}%'" if sign == "like" else f"{fact.name} {sign} {literal}"


def _compares(fact: Fact, other: Fact) -> bool:
    """Whether two facts are counted alike: numbers with numbers, money with money, days with days."""
    return fact.kind is other.kind and fact.kind in (Kind.INTEGER, Kind.MONEY, Kind.DATE) and fact.name != other.name


def _among(fact: Fact, sign: str, values: list[str]) -> str | None:
    chosen = [option.code for option in fact.options if option.code in values]
    if not chosen:
        return None
    quoted = [_quoted(code) for code in chosen]
    if len(quoted) == 1:
        return f"{fact.name} {'=' if sign == 'in' else '<>'} {quoted[0]}"
    return f"{fact.name} {'IN' if sign == 'in' else 'NOT IN'} ({', '.join(quoted)})"


def _literal(fact: Fact, value: str) -> str | None:
    plain = value.replace(",", "")
    try:
        match fact.kind:
            case Kind.INTEGER:
                return str(int(plain))
            case Kind.MONEY:
                return f"yuan({Decimal(plain).quantize(Decimal('0.01')):f})".replace(".00)", ")")
            case Kind.DATE:
                return f"DATE '{date.fromisoformat(plain)}'"
            case _:
                return _quoted(value)
    except (ValueError, InvalidOperation):
        return None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

