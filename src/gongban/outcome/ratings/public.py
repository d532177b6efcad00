"""The door of ratings: which callbacks wait, recording a try, the person's judgement."""

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
from gongban.outcome.ratings.terms import SATISFACTION, Ending, Judgement, Standing, Try

__all__ = [
    "SATISFACTION", "CallTry", "Callback", "CallbackRules", "Ending", "Judgement", "Standing", "Try", "answer",
    "callback_rules", "callbacks_of", "due_callbacks", "lapse_all", "may_ask", "open_callback", "record_try",
]  # fmt: skip
