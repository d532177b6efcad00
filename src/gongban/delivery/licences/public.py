"""The door of licences: issuing, acts, sharing, proving. `issue` is what the decision on an application calls."""

import gongban.delivery.licences.acts
import gongban.delivery.licences.keeping  # noqa: F401 - the acts and what is held declare themselves
from gongban.delivery.licences.acting import ACTS, Act, act
from gongban.delivery.licences.acts import Changing
from gongban.delivery.licences.comprehensive import inside_of, that_fit
from gongban.delivery.licences.contents import NAME, NUMBER, fact_of, in_words, opened
from gongban.delivery.licences.expiring import expire_due
from gongban.delivery.licences.issuing import Checked, Issuing, check, issue
from gongban.delivery.licences.lifecycle import LICENCE
from gongban.delivery.licences.looking import licence_of, look
from gongban.delivery.licences.models import Happening, Licence, LicenceType, Look, Share
from gongban.delivery.licences.own import own_records
from gongban.delivery.licences.papers import address_of, code_of, sign_paper
from gongban.delivery.licences.queries import (
    Sought,
    asked_shares,
    count_licences,
    counts,
    history_of,
    licence_types,
    list_licences,
    looks_at,
    my_licences,
    my_shares,
    offered,
    types_here,
)
from gongban.delivery.licences.rights import WORKING, issuable_types, own_licences
from gongban.delivery.licences.sharing import (
    Asking,
    Sharing,
    ask,
    consent,
    look_by_consent,
    refuse,
    share_for_matters,
    withdraw_consent,
)
from gongban.delivery.licences.signing import published_keys
from gongban.delivery.licences.switches import is_switched_on
from gongban.delivery.licences.terms import Annulment, Cancellation, Field, Holder, Way, Withdrawal
from gongban.delivery.licences.verifying import Shown, Verdict, Verified, shown, verify, verify_file

__all__ = [
    "ACTS", "LICENCE", "NAME", "NUMBER", "WORKING", "Act", "Annulment", "Asking", "Cancellation", "Changing", "Checked", "Field", "Happening", "Holder",
    "Issuing", "Licence", "LicenceType", "Look", "Share", "Sharing", "Shown", "Sought", "Verdict", "Verified", "Way", "Withdrawal", "act", "address_of", "ask",
    "asked_shares", "check", "code_of", "consent", "count_licences", "counts", "expire_due", "fact_of", "history_of", "in_words", "inside_of",
    "is_switched_on", "issuable_types", "issue", "licence_of", "licence_types", "list_licences", "look", "look_by_consent", "looks_at", "my_licences", "my_shares", "offered", "opened",
    "own_licences", "own_records", "published_keys", "refuse", "share_for_matters", "shown", "sign_paper", "that_fit", "types_here", "verify", "verify_file", "withdraw_consent",
]  # fmt: skip
