"""The door of open data: publishing an edition, and what is offered now."""

from gongban.exchange.opendata.columns import dictionary
from gongban.exchange.opendata.editions import Edition, Published, current, is_due, publish

__all__ = ["Edition", "Published", "current", "dictionary", "is_due", "publish"]
