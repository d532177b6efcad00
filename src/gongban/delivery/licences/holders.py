"""Whose licence it is: an account by its verified ID number, an enterprise by its credit code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from gongban.delivery.licences.models import LicenceType
from gongban.delivery.licences.terms import Holder
from gongban.foundation.people.public import Enterprise, Resident, lookups
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_credit_code, check_id_number
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

OTHER_DOCUMENT = re.compile(r"[A-Z0-9]{5,17}")  # a passport or permit of somebody without a resident identity card


@dataclass(frozen=True)
class Found:
    """A holder: name and number in clear, never logged; the account or enterprise here, where there is one."""

    name: str
    number: str
    account: UUID | None = None
    enterprise: str | None = None

    def __repr__(self) -> str:
        return "Found(…)"


def find_holder(kind: LicenceType, name: str, number: str) -> Found:
    """The holder of a licence to be. Refusal "id_number.*", "credit_code.*" or "licence.enterprise_unknown", at `holder_number`."""
    try:
        return _enterprise(name, number) if kind.holder == Holder.ENTERPRISE else _person(name, number)
    except Refusal as refusal:
        refusal.field = "holder_number"
        raise


def _person(name: str, typed: str) -> Found:
    number = plain(typed)
    if not OTHER_DOCUMENT.fullmatch(number):
        number = str(check_id_number(typed))
    row = Resident.objects.filter(id_number_lookup__in=lookups(number, "people.id_number")).values_list("account_id", flat=True).first()
    return Found(name, number, account=row)


def _enterprise(name: str, typed: str) -> Found:
    code = str(check_credit_code(typed))
    if not Enterprise.objects.filter(pk=code).exists():
        raise Refusal("licence.enterprise_unknown", Words("本市没有这家企业的登记。", "No enterprise of this code is registered here."), status=422)
    return Found(name, code, enterprise=code)
