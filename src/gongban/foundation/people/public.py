"""The door of people."""

import gongban.foundation.people.letters  # noqa: F401 - declares the words
from gongban.foundation.people.codes import send_code, sign_in_with
from gongban.foundation.people.models import (
    Account,
    Agent,
    Department,
    Deputy,
    Enterprise,
    Membership,
    Resident,
)
from gongban.foundation.people.queries import actor_of, phone_of, service_office, with_units
from gongban.foundation.people.secrets import forget_keys, lookup, lookups, protect, reveal

__all__ = [
    "Account", "Agent", "Department", "Deputy", "Enterprise", "Membership", "Resident", "actor_of", "forget_keys", "lookup", "lookups", "phone_of", "protect", "reveal", "send_code", "service_office",
    "sign_in_with", "with_units",
]  # fmt: skip
