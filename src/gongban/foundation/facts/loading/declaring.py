"""facts.yaml: each fact once, with its kind, words, question, and who may see it."""

from __future__ import annotations

from datetime import UTC, datetime

from gongban.foundation.facts.models import DeclaredFact
from gongban.foundation.facts.queries import declaration_of
from gongban.foundation.facts.terms import SELF, TODAY, About
from gongban.foundation.facts.using import hanging_on, used_by
from gongban.foundation.loading import bring_in_step
from gongban.kernel.actors import Role
from gongban.kernel.city import CityFolder, Entry, Report, gather, once
from gongban.kernel.conditions import Facts, Kind
from gongban.kernel.words import Words

NAMES = ("name", "kind", "about", "words", "unit", "question", "hint", "source", "options", "least", "most", "formula", "personal", "seen_by")
FIELDS = (
    "place", "about", "words_zh", "words_en", "unit_zh", "unit_en", "question_zh", "question_en", "hint_zh", "hint_en", "source_zh", "source_en",
    "options", "least", "most", "formula", "personal", "asked", "seen_by", "ended_at",
)  # fmt: skip
NOTHING = Words("", "")
SEEN_BY = {SELF, *(role.value for role in Role)}


def load_declared(folder: CityFolder, document: Entry, report: Report) -> None:
    """Read the declared facts; one no longer named is ended and still serves what was published with it."""
    members = document.only("facts").each("facts")
    once(folder, members, "name")
    rows = gather(folder, members, _fact)
    folder.check()
    for place, row in enumerate(rows):
        row.place = place
    _check_formulas(folder, members, rows)
    bring_in_step(
        rows, among=DeclaredFact.objects.all(), key="name", fields=FIELDS, report=report, words=Words("事实", "declared facts"), end=_end
    )


def _fact(entry: Entry) -> DeclaredFact:
    entry.only(*NAMES)
    kind, words, unit = entry.choice("kind", [each.value for each in Kind]), entry.words("words"), entry.words("unit", NOTHING)
    question, hint, source = entry.words("question", NOTHING), entry.words("hint", NOTHING), entry.words("source", NOTHING)
    formula = entry.text("formula", "")
    row = DeclaredFact(
        name=entry.text("name"), kind=kind, about=entry.choice("about", [each.value for each in About]),
        words_zh=words.zh, words_en=words.en, unit_zh=unit.zh, unit_en=unit.en, question_zh=question.zh, question_en=question.en,
        hint_zh=hint.zh, hint_en=hint.en, source_zh=source.zh, source_en=source.en, options=_options(entry, kind), least=_bound(entry, "least", kind),
        most=_bound(entry, "most", kind), formula=formula, personal=entry.flag("personal", False),
        asked=not formula and entry.text("name") != TODAY, seen_by=_seen_by(entry),
    )  # fmt: skip
    _check(entry, row)
    return row


def _check(entry: Entry, row: DeclaredFact) -> None:
    if row.asked and not row.question_zh:
        entry.refuse("要问的事实必须有 question。", "a fact that is asked needs a question.")
    if row.formula and row.question_zh:
        entry["question"].refuse("派生事实由算式得出，不问人。", "a derived fact is reckoned, not asked.")
    former = DeclaredFact.objects.filter(name=row.name).first()
    if former is not None and former.kind != row.kind:
        entry["kind"].refuse(f"“{row.name}”已声明为 {former.kind}，用过的事实不能换类型，请另起名字。",
                             f"“{row.name}” is declared as {former.kind}; a fact in use never changes its kind: declare another name.")  # fmt: skip
    gone = {each["code"] for each in former.options} - {each["code"] for each in row.options} if former else set()
    if gone:
        listed = "、".join(sorted(gone))
        entry["options"].refuse(f"选项 {listed} 已在使用，不能删去。", f"options {listed} are in use and cannot be taken away.")
    if former is not None and former.formula.split() != row.formula.split():
        _check_use(entry, row.name)
    if row.least is not None and row.most is not None and row.least > row.most:
        entry["most"].refuse(f"{row.most} 小于 least {row.least}。", f"{row.most} is below least {row.least}.")


def _check_use(entry: Entry, name: str) -> None:
    """A formula changes only while no published condition hangs on it: what was published keeps its meaning (see docs/decisions)."""
    formulas = dict(DeclaredFact.objects.exclude(formula="").values_list("name", "formula"))
    if used := used_by(hanging_on(name, formulas)):
        where = next(iter(used.values()))
        place = entry["formula"] if entry.has("formula") else entry
        place.refuse(f"“{name}”的算式不能改：已发布的{where.zh}用着它。请另起名字声明新的算式，再在事项里改用它。",
                     f"the formula of “{name}” cannot change: {where.en} uses it as published. Declare another name and use that in the item.")  # fmt: skip


def _options(entry: Entry, kind: str) -> list[dict[str, str]]:
    if (kind == Kind.CHOICE) != entry.has("options"):
        entry.refuse("choice 必须有 options，别的类型不能有。", "a choice needs options, and no other kind has them.")
    found = []
    for each in entry.each("options"):
        words = each.only("code", "words").words("words")
        found.append({"code": each.text("code"), "zh": words.zh, "en": words.en})
    if len({each["code"] for each in found}) < len(found):
        entry["options"].refuse("选项的代码重复。", "two options have the same code.")
    return found


def _bound(entry: Entry, name: str, kind: str) -> int | None:
    if not entry.has(name):
        return None
    if kind not in (Kind.INTEGER, Kind.MONEY):
        entry[name].refuse("只有整数和金额有上下限。", "only integers and money have bounds.")
    return entry.number(name)


def _seen_by(entry: Entry) -> list[str]:
    seen = entry.texts("seen_by") if entry.has("seen_by") else [SELF]
    for each in seen:
        if each not in SEEN_BY:
            listed = sorted(SEEN_BY)
            entry["seen_by"].refuse(f"“{each}”不在可选范围：{'、'.join(listed)}。", f"“{each}” is not one of: {', '.join(listed)}.")
    return list(seen)


def _check_formulas(folder: CityFolder, members: list[Entry], rows: list[DeclaredFact]) -> None:
    """Names that the language knows, formulas that can be read, no circles."""
    faults = Facts(declaration_of(row).fact for row in rows).faults()
    for member in members:
        fault = faults.get(member.text("name"))
        if fault:
            with folder.collecting():
                member["formula" if member.has("formula") else "name"].refuse(fault.words.zh, fault.words.en)
    folder.check()


def _end(row: DeclaredFact) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True
