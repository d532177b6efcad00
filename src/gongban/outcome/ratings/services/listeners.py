"""What follows: whose matter was handled is asked to rate it; raters are told each step; an erased account takes its words along."""

from __future__ import annotations

from gongban.delivery.applications.public import Part
from gongban.design.catalogue.public import guides
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import Account
from gongban.kernel.actors import SYSTEM
from gongban.outcome.ratings.services.codes import code_of
from gongban.outcome.ratings.services.inviting import invite
from gongban.outcome.ratings.services.keeping import forget_words
from gongban.outcome.ratings.services.letters import LETTERS
from gongban.outcome.ratings.services.models import Invitation, Rectification, ServiceRating
from gongban.outcome.ratings.services.terms import Handling, Subject

TOLD = {
    "rating_verified": "", "rating_appealed": "appeal", "rating_appeal_decided": "", "rectified": "reply",
}  # fmt: skip


@listens("concluded")
def ask_to_rate(event: Event) -> None:
    """Within the conclusion of a part, whatever its ending: whoever applied may rate the handling, once."""
    part = Part.objects.select_related("application", "matter").filter(pk=event.matter).first() if event.matter else None
    if part is None:
        return
    found, handler = guides([part.version], at=event.occurred_at), part.decided_by_id or part.matter.handler_id
    handling = Handling(
        found[0].slug or found[0].code if found else "", part.name, part.department_id, part.version, part.matter.number, str(event.payload.get("outlet", "")),
        channel=str(event.payload.get("channel", "web")), account=part.application.account_id, handler=handler,
    )  # fmt: skip
    invite(Subject.PART, part.pk, handling, by=SYSTEM, at=event.occurred_at)


@listens("rating_invited", later=True)
def tell_invited(event: Event) -> None:
    """Ask the person, in their messages, to rate; who has no account has the QR code."""
    found = Invitation.objects.select_related("account", "department").filter(pk=event.payload["invitation"]).first()
    if found and found.account:
        _tell(found, found.account, "invited", event)


@listens(*TOLD, later=True)
def tell_rater(event: Event) -> None:
    """Tell the person each step of the rectification."""
    row = Rectification.objects.select_related("rating__invitation__account", "rating__invitation__department").filter(pk=event.matter).first() if event.matter else None
    if row and row.invitation.account:
        _tell(row.invitation, row.invitation.account, TOLD[event.kind] or _letter_of(event), event)


def _letter_of(event: Event) -> str:
    if event.kind == "rating_verified":
        return "verify" if event.payload["finding"] == "true" else "explain"
    return "uphold_appeal" if event.payload["upheld"] else "reject_appeal"


def _tell(asked: Invitation, account: Account, letter: str, event: Event) -> None:
    office = asked.department
    values = {
        "name_zh": asked.item_zh, "name_en": asked.item_en, "office_zh": office.name_zh, "office_en": office.name_en or office.name_zh,
        "page": f"/rate/{code_of(asked.pk)}/",
    }  # fmt: skip
    tell([Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")], LETTERS[letter].name, values, key=f"{event.pk}:{account.pk}", at=event.occurred_at)


@listens("account_erased")
def forget_the_words(event: Event) -> None:
    """Within the erasure: the person's words go, the level and the tags stay."""
    forget_words(ServiceRating.objects.filter(invitation__account=event.payload["account"]).values_list("pk", flat=True))
