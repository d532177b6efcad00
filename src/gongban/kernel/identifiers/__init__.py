"""Is this number well formed, how may it be shown, and what do our own records call themselves?"""

from gongban.kernel.identifiers.credit_code import CreditCode, check_credit_code, credit_code_doubt
from gongban.kernel.identifiers.id_number import IdNumber, check_id_number
from gongban.kernel.identifiers.licence_number import (
    LicenceNumber,
    licence_number,
    licence_number_doubt,
    read_licence_number,
)
from gongban.kernel.identifiers.masks import mask_id_number, mask_name, mask_phone
from gongban.kernel.identifiers.ordered_id import uuid7, uuid7_at, uuid7_of, uuid7_since, uuid7_texts
from gongban.kernel.identifiers.phone import Phone, check_phone

__all__ = [
    "CreditCode",
    "IdNumber",
    "LicenceNumber",
    "Phone",
    "check_credit_code",
    "check_id_number",
    "check_phone",
    "credit_code_doubt",
    "licence_number",
    "licence_number_doubt",
    "mask_id_number",
    "mask_name",
    "mask_phone",
    "read_licence_number",
    "uuid7",
    "uuid7_at",
    "uuid7_of",
    "uuid7_since",
    "uuid7_texts",
]
