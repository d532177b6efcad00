"""The door of the knowledge base: look answers up, propose and decide them, notices."""

from gongban.design.knowledge.actions import Deciding, Writing, approve, change, decline, end, propose
from gongban.design.knowledge.announcing import POSTING, Posting, end_notice, post_notice
from gongban.design.knowledge.models import Article, Notice
from gongban.design.knowledge.queries import (
    DECIDING,
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
    "DECIDING", "NOTICE_KINDS", "POSTING", "Article", "Deciding", "Found", "Notice", "Origin", "Posting", "Standing", "Writing", "approve",
    "article_named", "articles", "change", "current_notices", "decline", "end", "end_notice", "forget_articles", "may_decide",
    "notices_at", "post_notice", "proposals", "propose", "search_answers",
]  # fmt: skip
