"""The door of search: owners tell it what there is and who may find it; it never asks them."""

from gongban.foundation.search.finding import Hit, Sheet, drop, find, is_told, matching, push, shares
from gongban.foundation.search.looking import (
    Answer,
    Find,
    Wish,
    current_shelf,
    look_for,
    suggest_for,
)
from gongban.foundation.search.models import Term
from gongban.foundation.search.noting import note_choice, note_search
from gongban.foundation.search.states import Origin, State
from gongban.foundation.search.telling import KINDS, registers_kind, tell, told_of, withdraw
from gongban.foundation.search.terms import vector
from gongban.foundation.search.words_actions import (
    EDITING,
    Deciding,
    Proposing,
    approve_term,
    end_term,
    may_edit_terms,
    propose_term,
    reject_term,
)
from gongban.foundation.search.worklist import (
    Missed,
    Use,
    deal_with,
    missed,
    terms_in_use,
    use_of,
    waiting_terms,
)
from gongban.kernel.ranking import Card

__all__ = [
    "EDITING", "KINDS", "Answer", "Card", "Deciding", "Find", "Hit", "Missed", "Origin", "Proposing", "Sheet", "State", "Term", "Use", "Wish",
    "approve_term", "current_shelf", "deal_with", "drop", "end_term", "find", "is_told", "look_for", "matching", "may_edit_terms",
    "missed", "note_choice", "note_search", "propose_term", "push", "registers_kind", "reject_term", "shares", "suggest_for", "tell", "terms_in_use",
    "told_of", "use_of", "vector", "waiting_terms", "withdraw",
]  # fmt: skip
