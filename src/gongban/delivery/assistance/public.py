"""The door of assistance. `covers`, `covered` and `acting_for` are what lists and actions of other domains ask; `note_act` what they tell."""

import gongban.delivery.assistance.keeping  # noqa: F401 - what is held declares itself
from gongban.delivery.assistance.covering import (
    BUNDLE,
    Acting,
    Cover,
    acting_for,
    covered,
    covers,
    excluded_items,
    expanded,
    longest_days,
    principal_of,
)
from gongban.delivery.assistance.giving import (
    Giving,
    OnPaper,
    assistants,
    enter_paper,
    give,
    lay_down,
    note_act,
    revoke,
)
from gongban.delivery.assistance.lifecycle import FORMS, ORDER, OVER
from gongban.delivery.assistance.models import Deed, Mandate, Order, Stage, unit_words
from gongban.delivery.assistance.orders import ACTS as ORDER_ACTS
from gongban.delivery.assistance.orders import Asking, act, ask
from gongban.delivery.assistance.own import own_assistance
from gongban.delivery.assistance.queries import (
    Sought,
    counts,
    done_for,
    entered_by,
    held_mandates,
    list_orders,
    mandate_of,
    my_mandates,
    my_orders,
    offered,
    order_of,
    stages_of,
    waiting,
)
from gongban.delivery.assistance.resting import rest_due
from gongban.delivery.assistance.rights import shows_person
from gongban.delivery.assistance.sealing import ADDRESS, CONTACT, TEXT, WISH
from gongban.delivery.assistance.switches import is_open
from gongban.delivery.assistance.terms import ACTS, Kind, Origin, Place, Principal, Reason

__all__ = [
    "ACTS", "ADDRESS", "BUNDLE", "CONTACT", "FORMS", "ORDER", "ORDER_ACTS", "OVER", "TEXT", "WISH", "Acting", "Asking", "Cover", "Deed", "Giving", "Kind",
    "Mandate", "OnPaper", "Order", "Origin", "Place", "Principal", "Reason", "Sought", "Stage", "act", "acting_for", "ask", "assistants", "counts", "covered",
    "covers", "done_for", "enter_paper", "entered_by", "excluded_items", "expanded", "give", "held_mandates", "is_open", "lay_down", "list_orders",
    "longest_days", "mandate_of", "my_mandates", "my_orders", "note_act", "offered", "order_of", "own_assistance", "principal_of", "rest_due", "revoke",
    "shows_person", "stages_of", "unit_words", "waiting",
]  # fmt: skip
