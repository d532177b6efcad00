"""What may be public, and what it looks like there: the city's table (A14) and the masking of personal data."""

from __future__ import annotations

from gongban.delivery.cases.limits import rulebook
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.terms import Kind


def allowed_publicity(kind: str, channel: str) -> str:
    """What the city's table says for a kind over a channel: never | staff_decide | sender_choice.

    A report of wrongdoing (举报) is never public, whatever a table says; what a table leaves out is never public.
    """
    if kind == Kind.REPORT:
        return "never"
    row = rulebook("publicity").get("table", {}).get(kind, {})
    return str(row.get(channel, "never"))


def first_publicity(kind: str, channel: str, wants_public: bool) -> str:
    """Where a new case begins: never, private (the sender's choice), or waiting for moderation."""
    rule = allowed_publicity(kind, channel)
    if rule == "never":
        return "never"
    return "waiting" if wants_public else "private"


def settle_publicity(case: Case) -> None:
    """After a change of kind: what may no longer be public is taken back at once."""
    if allowed_publicity(case.kind, case.channel) == "never":
        case.publicity = "never"
    elif case.publicity == "never":
        case.publicity = first_publicity(case.kind, case.channel, case.wants_public)


def masked(case: Case, text: str) -> str:
    """A text of the case as the public may read it."""
    return mask(text, names=_said_names(case)).text


def mask_case(case: Case) -> None:
    """Fill the public title and text from what the sender wrote."""
    case.title_public = masked(case, case.matter.title)
    case.text_public = masked(case, case.text)


def _said_names(case: Case) -> tuple[str, ...]:
    """Names of the parties, so that they are masked wherever they stand."""
    from gongban.delivery.cases.contact import names_of

    return names_of(case)
