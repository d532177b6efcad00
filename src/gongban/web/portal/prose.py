"""The city's Markdown texts as safe HTML."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark").enable("table")


def prose(text: str) -> SafeString:
    """Markdown as HTML without anything that could act: no scripts, styles or frames."""
    return mark_safe(nh3.clean(_markdown.render(text), attributes={"a": {"href"}}))
