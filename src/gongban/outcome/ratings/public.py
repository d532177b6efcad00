"""The door of ratings: callbacks of cases (which wait, a try, the person's judgement); and apart from them 好差评, ratings of services."""

from gongban.outcome.ratings.actions import answer, lapse_all, record_try
from gongban.outcome.ratings.models import Callback, CallTry
from gongban.outcome.ratings.queries import (
    callback_rules,
    callbacks_of,
    due_callbacks,
    may_ask,
    open_callback,
)
from gongban.outcome.ratings.rules import CallbackRules
from gongban.outcome.ratings.services.acts import PROCESS
from gongban.outcome.ratings.services.codes import code_of, invitation_by, rating_address
from gongban.outcome.ratings.services.inviting import invite, open_visit, visit_of
from gongban.outcome.ratings.services.lifecycle import RECTIFICATION
from gongban.outcome.ratings.services.models import Invitation, Rectification, ServiceRating
from gongban.outcome.ratings.services.queries import (
    Counts,
    SoughtRatings,
    counts_by_state,
    counts_of,
    invitation_to,
    list_rectifications,
    my_invitations,
    ratings_of_item,
    rectification_of,
    tag_words,
    thread_of,
    to_do,
    waiting_to_rate,
)
from gongban.outcome.ratings.services.rating import rate
from gongban.outcome.ratings.services.rights import DESK, OFFICE, WATCHING
from gongban.outcome.ratings.services.rules import is_switched_on, rating_rules
from gongban.outcome.ratings.services.terms import BAD, LEVELS, Handling, Rating, Subject, Tag
from gongban.outcome.ratings.services.terms import Standing as InvitationStanding
from gongban.outcome.ratings.terms import SATISFACTION, Ending, Judgement, Standing, Try

__all__ = [
    "BAD", "DESK", "LEVELS", "OFFICE", "PROCESS", "RECTIFICATION", "SATISFACTION", "WATCHING", "CallTry", "Callback", "CallbackRules",
    "Counts", "Ending", "Handling", "Invitation", "InvitationStanding", "Judgement", "Rating", "Rectification", "ServiceRating",
    "SoughtRatings", "Standing", "Subject", "Tag", "Try", "answer", "callback_rules", "callbacks_of", "code_of", "counts_by_state",
    "counts_of", "due_callbacks", "invitation_by", "invitation_to", "invite", "is_switched_on", "lapse_all", "list_rectifications", "may_ask",
    "my_invitations", "open_callback", "open_visit", "rate", "rating_address", "rating_rules", "ratings_of_item", "record_try",
    "rectification_of", "tag_words", "thread_of", "to_do", "visit_of", "waiting_to_rate",
]  # fmt: skip
