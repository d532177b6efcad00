"""How does somebody without an account get back to their case? By its number and the code that they keep."""

from __future__ import annotations

import secrets

from gongban.delivery.cases.contact import FOLLOW
from gongban.foundation.matters.public import Party
from gongban.foundation.people.public import lookups
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

_WRONG = Words("编号和查询码对不上，请核对后再试。", "Number and code do not belong together. Please check both.")


def prove_party(number: str, code: str) -> Party:
    """The party that keeps this code for the case of this number; one and the same Refusal whatever is wrong."""
    wanted = lookups("".join(code.split()).upper(), FOLLOW)
    rows = Party.objects.filter(matter__number=number.strip().upper(), matter__kind="case").exclude(follow_code="")
    for party in rows:
        if any(secrets.compare_digest(party.follow_code, one) for one in wanted):
            return party
    raise Refusal("follow.wrong", _WRONG, field="code", status=422)
