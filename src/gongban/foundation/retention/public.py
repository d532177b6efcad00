"""The door of retention: declare what is held, count and erase what is over."""

import gongban.foundation.retention.instance  # noqa: F401 - declares what lies in files
from gongban.foundation.retention.actions import Due, due, erase_by_rule, note_erased
from gongban.foundation.retention.matters import note_treated, untreated
from gongban.foundation.retention.models import Rule
from gongban.foundation.retention.terms import SORTS, Gone, Sort, holds

__all__ = ["SORTS", "Due", "Gone", "Rule", "Sort", "due", "erase_by_rule", "holds", "note_erased", "note_treated", "untreated"]
