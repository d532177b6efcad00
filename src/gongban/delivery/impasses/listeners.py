"""What follows: the person is told of each step, by message or by the phone that they left; an erased account takes its words along."""

from __future__ import annotations

from gongban.delivery.impasses.codes import code_of
from gongban.delivery.impasses.keeping import forget
from gongban.delivery.impasses.letters import LETTERS
from gongban.delivery.impasses.models import Impasse
from gongban.delivery.impasses.taking import PHONE
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import reveal


@listens("impasse_taken", "impasse_coordinated", "impasse_ended", later=True)
def tell_person(event: Event) -> None:
    """Tell the person where it stands."""
    row = Impasse.objects.select_related("account", "matter").filter(pk=event.matter).first() if event.matter else None
    letter = LETTERS.get(str(event.payload.get("ending", event.kind)))
    if row is None or letter is None:
        return
    address = _address(row)
    values = {"number": row.matter.number, "name_zh": row.item_name.zh, "name_en": row.item_name.en, "page": f"/impasses/{code_of(row.pk)}/"}
    tell([address] if address else [], letter.name, values, key=f"{event.pk}", at=event.occurred_at)


def _address(row: Impasse) -> Address | None:
    if row.account:
        return Address(Way.IN_APP, str(row.account.pk), row.account.language or "zh-hans")
    phone = reveal(row.phone, PHONE)
    return Address(Way.SMS, phone, "zh-hans") if phone else None


@listens("account_erased")
def forget_person(event: Event) -> None:
    """Within the erasure: what is over forgets who it was and what they wrote; what still runs does so at its end, by rule."""
    forget(Impasse.objects.filter(account=event.payload["account"], matter__open=False).values_list("pk", flat=True))
