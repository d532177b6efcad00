"""The door of search: owners tell it what there is and who may find it; it never asks them."""

from gongban.foundation.search.finding import Hit, Sheet, drop, find, is_told, matching, push

__all__ = ["Hit", "Sheet", "drop", "find", "is_told", "matching", "push"]
