"""The door of people."""

import gongban.foundation.people.letters  # noqa: F401 - declares the words
from gongban.foundation.people.allowances import Spent, spend
from gongban.foundation.people.codes import send_code, sign_in_with
from gongban.foundation.people.consents import agree, has_agreed, privacy_notice, withdraw_consent
from gongban.foundation.people.deputies import (
    colleagues_of,
    deputies_of,
    end_deputy,
    may_act_for,
    name_deputy,
)
from gongban.foundation.people.erasing import erase_account, identity_of, own_data
from gongban.foundation.people.loading import enrol
from gongban.foundation.people.models import (
    Account,
    Agent,
    ApiToken,
    Consent,
    Department,
    Deputy,
    Enterprise,
    Membership,
    Resident,
)
from gongban.foundation.people.passwords import change_password, start_password_is_over
from gongban.foundation.people.queries import (
    actor_of,
    agencies_of,
    forget_departments,
    has_service_office,
    phone_of,
    service_office,
    with_units,
)
from gongban.foundation.people.scopes import EVERYTHING, SCOPES, Scope, check_scopes, needs_scope
from gongban.foundation.people.secrets import forget_keys, lookup, lookups, protect, reveal
from gongban.foundation.people.staffing import (
    add_staff,
    close_account,
    end_role,
    give_role,
    lock_account,
    new_start_password,
    unlock_account,
)
from gongban.foundation.people.terms import CAPACITIES, ROLES, words_of_role
from gongban.foundation.people.tokens import (
    actor_by,
    find_token,
    make_token,
    revoke_one,
    revoke_token,
    still_works,
    tokens_in_force,
    tokens_seen_by,
)

__all__ = [
    "CAPACITIES",
    "EVERYTHING",
    "ROLES",
    "SCOPES",
    "Account",
    "Agent",
    "ApiToken",
    "Consent",
    "Department",
    "Deputy",
    "Enterprise",
    "Membership",
    "Resident",
    "Scope",
    "Spent",
    "actor_by",
    "actor_of",
    "add_staff",
    "agencies_of",
    "agree",
    "change_password",
    "check_scopes",
    "close_account",
    "colleagues_of",
    "deputies_of",
    "end_deputy",
    "end_role",
    "enrol",
    "erase_account",
    "find_token",
    "forget_departments",
    "forget_keys",
    "give_role",
    "has_agreed",
    "has_service_office",
    "identity_of",
    "lock_account",
    "lookup",
    "lookups",
    "make_token",
    "may_act_for",
    "name_deputy",
    "needs_scope",
    "new_start_password",
    "own_data",
    "phone_of",
    "privacy_notice",
    "protect",
    "reveal",
    "revoke_one",
    "revoke_token",
    "send_code",
    "service_office",
    "sign_in_with",
    "spend",
    "start_password_is_over",
    "still_works",
    "tokens_in_force",
    "tokens_seen_by",
    "unlock_account",
    "with_units",
    "withdraw_consent",
    "words_of_role",
]  # fmt: skip
