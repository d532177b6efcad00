"""The door of the knowledge base: look answers up, propose and decide them, notices."""

from gongban.design.knowledge.models import Article, Notice
from gongban.design.knowledge.queries import (
    Found,
    article_named,
    articles,
    current_notices,
    forget_articles,
    may_decide,
    notices_at,
    proposals,
    search_answers,
)
from gongban.design.knowledge.terms import NOTICE_KINDS, Origin, Standing

__all__ = [
    "NOTICE_KINDS", "Article", "Found", "Notice", "Origin", "Standing", "article_named", "articles", "current_notices", "forget_articles", "may_decide",
    "notices_at", "proposals", "search_answers",
]  # fmt: skip
