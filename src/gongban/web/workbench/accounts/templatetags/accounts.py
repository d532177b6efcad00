"""`{{ row.role|role_words }}`: the words of a role."""

from __future__ import annotations

from django import template

from gongban.foundation.people.public import words_of_role

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    """The words of a role in the reader's language."""
    return str(words_of_role(role))
