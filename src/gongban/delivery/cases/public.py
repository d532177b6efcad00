"""The door of cases: receive, act, and read as the actor may."""

import gongban.delivery.cases.actions  # noqa: F401 - registers every action
from gongban.delivery.cases.acting import ACTIONS, Action, act
from gongban.delivery.cases.contact import contact
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.limits import forget_rulebooks, limits_for, rulebook
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Application, Assignment, Board, Case, Category, Study, Urging
from gongban.delivery.cases.publicity import allowed_publicity, first_publicity
from gongban.delivery.cases.receiving import Received, Report, receive
from gongban.delivery.cases.rights import in_charge, is_party, may_act, may_see_reporter, relations, visible
from gongban.delivery.cases.terms import Channel, Kind, PauseReason, Publicity, Share, Solved, Urgency

__all__ = [
    "ACTIONS", "CASE", "Action", "Application", "Assignment", "Board", "Case", "Category", "Channel", "Kind", "PauseReason",
    "Publicity", "Received", "Report", "Share", "Solved", "Study", "Urgency", "Urging", "act", "allowed_publicity", "contact",
    "first_publicity", "forget_rulebooks", "in_charge", "is_party", "limits_for", "mask", "may_act", "may_see_reporter", "receive",
    "relations", "rulebook", "visible",
]  # fmt: skip
