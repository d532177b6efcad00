"""What may be public, and what it looks like there: the city's table (A14) and the masking of personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Value

from gongban.delivery.cases.limits import rulebook
from gongban.delivery.cases.masking import Masked, mask
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import Entry
from gongban.foundation.people.public import Enterprise

TITLE = 200


def allowed_publicity(kind: str, channel: str, category: str = "") -> str:
    """What the city's table says for a kind over a channel: never | staff_decide | sender_choice.

    A report of wrongdoing (举报) is never public, whatever a table says; what a table leaves out is never public, nor are
    the categories that the city keeps private.
    """
    if kind == Kind.REPORT or _within(category, "private_categories"):
        return "never"
    row = rulebook("publicity").get("table", {}).get(kind, {})
    return str(row.get(channel, "never"))


def first_publicity(kind: str, channel: str, wants_public: bool, category: str = "") -> str:
    """Where a new case begins: never, private (the sender's choice), or waiting for moderation."""
    rule = allowed_publicity(kind, channel, category)
    if rule == "never":
        return "never"
    return "waiting" if wants_public else "private"


def settle_publicity(case: Case) -> None:
    """After a change of kind or category: what may no longer be public is taken back at once."""
    if rule_for(case) == "never":
        case.publicity = "never"
    elif case.publicity == "never":
        case.publicity = first_publicity(case.kind, case.channel, case.wants_public, category_of(case))
    if hides_parties(case):
        title, case.text_public = masked_all(case, case.title_public, case.text_public)
        case.title_public = title[:TITLE]


def rule_for(case: Case) -> str:
    """What the city's table says for this case."""
    return allowed_publicity(case.kind, case.channel, category_of(case))


def category_of(case: Case) -> str:
    """The code of the category, or nothing."""
    return case.category.pk if case.category else ""


def hides_category(category: str) -> bool:
    """Whether the city's table keeps every case of this category private."""
    return _within(category, "private_categories")


def hides_place(category: str) -> bool:
    """Whether the city's publicity rules hide where cases of this category lie."""
    return _within(category, "coordinate_hidden_categories")


def hidden_places() -> list[str]:
    """Codes of the categories, with all below them, whose places the city hides."""
    return list(_rules().get("coordinate_hidden_categories", []))


def hides_parties(case: Case) -> bool:
    """Whether businesses and officials that the text names are masked: in complaints, until the answer (A14).

    The city's rule `named_parties` may be after_answer (the usual), never or always.
    """
    rule = _rules().get("named_parties", "after_answer")
    return case.kind in (Kind.COMPLAINT, Kind.REPORT) and (rule == "never" or (rule != "always" and case.closed_at is None))


def masked(case: Case, text: str, *, official: bool = False) -> str:
    """A text of the case as the public may read it; `official`: written by the administration."""
    return masked_all(case, text, official=official)[0]


def masked_all(case: Case, *texts: str, official: bool = False) -> list[str]:
    """Several texts of one case as the public may read them; names are looked up once for all."""
    parties, names = hides_parties(case), _said_names(case)
    known = _enterprises_in("\n".join(texts)) if parties else ()
    return [mask(_without_insults(text), names=names, parties=parties, known=known, official=official).text for text in texts]


def masked_beforehand(kind: str, text: str, names: Iterable[str] = ()) -> Masked:
    """A text that is not received yet as the public would read it, with the reasons of each mask."""
    parties = hides_parties(Case(kind=kind))
    return mask(_without_insults(text), names=names, parties=parties, known=_enterprises_in(text) if parties else ())


def mask_case(case: Case) -> None:
    """Fill the public title and text from what the sender wrote."""
    case.title_public, case.text_public = _as_masked(case)


def is_masked(case: Case) -> bool:
    """Whether the words that others read are written; of a new case they follow from the journal within seconds."""
    return bool(case.text_public) or not case.text


def as_public(case: Case) -> Case:
    """The case, its public words filled in (not saved) where they are not written yet: for whoever looks that early."""
    if not is_masked(case):
        mask_case(case)
    return case


def _as_masked(case: Case) -> tuple[str, str]:
    title, text = masked_all(case, case.matter.title, case.text)
    return title[:TITLE], text


def show_parties(case: Case) -> None:
    """After the answer: what the text names is shown, unless a moderator has worded the public text himself."""
    closed_at, case.closed_at = case.closed_at, None
    before = _as_masked(case) if hides_parties(case) else None
    case.closed_at = closed_at
    if before == (case.title_public, case.text_public):
        mask_case(case)
        keep_first_line(case)


def keep_first_line(case: Case) -> None:
    """The first line of the thread says to the public what the case says, not more."""
    Entry.objects.filter(matter=case.matter_id, kind="receive").update(text_public=case.text_public)


def _within(category: str, rule: str) -> bool:
    codes = _rules().get(rule, [])
    return bool(category) and any(category == code or category.startswith(f"{code}.") for code in codes)


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = rulebook("publicity").get("rules", {})
    return rules


def _without_insults(text: str) -> str:
    for row in rulebook("content_norms").get("sensitive_words", []):
        if row.get("action") == "mask":
            text = text.replace(row["word"], "*" * len(row["word"]))
    return text


def _enterprises_in(text: str) -> Iterable[str]:
    """Names of registered enterprises that the text says."""
    rows = Enterprise.objects.annotate(said=Value(text, output_field=CharField())).filter(said__contains=F("name_zh"))
    return [name for name in rows.values_list("name_zh", flat=True) if len(name) > 1]


def _said_names(case: Case) -> tuple[str, ...]:
    """Names of the parties, so that they are masked wherever they stand."""
    from gongban.delivery.cases.contact import names_of

    return names_of(case)
