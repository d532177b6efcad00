"""The door of people."""

import gongban.foundation.people.letters  # noqa: F401 - declares the words
from gongban.foundation.people.agents import Granting, agents_of, grant_agent, lay_down, revoke_agent
from gongban.foundation.people.allowances import Spent, spend
from gongban.foundation.people.assurance import (
    AssuranceNeeded,
    Assured,
    assurance_of,
    own_assurance,
    reaches_item,
    require,
)
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
    Proof,
    Resident,
)
from gongban.foundation.people.passwords import change_password, start_password_is_over
from gongban.foundation.people.provider.answering import finish
from gongban.foundation.people.provider.asking import begin
from gongban.foundation.people.provider.metadata import forget_providers
from gongban.foundation.people.provider.terms import NotVouched, Pending, Vouched, provider
from gongban.foundation.people.proving import (
    AtCounter,
    Person,
    note_refused,
    prove_at_counter,
    prove_by_provider,
    send_counter_code,
)
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
from gongban.foundation.people.terms import CAPACITIES, EVERY_ITEM, ROLES, Assurance, Proved, words_of_role
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
    "EVERY_ITEM",
    "ROLES",
    "SCOPES",
    "Account",
    "Agent",
    "ApiToken",
    "Assurance",
    "AssuranceNeeded",
    "Assured",
    "AtCounter",
    "Consent",
    "Department",
    "Deputy",
    "Enterprise",
    "Granting",
    "Membership",
    "NotVouched",
    "Pending",
    "Person",
    "Proof",
    "Proved",
    "Resident",
    "Scope",
    "Spent",
    "Vouched",
    "actor_by",
    "actor_of",
    "add_staff",
    "agencies_of",
    "agents_of",
    "agree",
    "assurance_of",
    "begin",
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
    "finish",
    "forget_departments",
    "forget_keys",
    "forget_providers",
    "give_role",
    "grant_agent",
    "has_agreed",
    "has_service_office",
    "identity_of",
    "lay_down",
    "lock_account",
    "lookup",
    "lookups",
    "make_token",
    "may_act_for",
    "name_deputy",
    "needs_scope",
    "new_start_password",
    "note_refused",
    "own_assurance",
    "own_data",
    "phone_of",
    "privacy_notice",
    "protect",
    "prove_at_counter",
    "prove_by_provider",
    "provider",
    "reaches_item",
    "require",
    "reveal",
    "revoke_agent",
    "revoke_one",
    "revoke_token",
    "send_code",
    "send_counter_code",
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
