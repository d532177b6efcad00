"""What is wrong with a form's answers: at which fields, one sentence, how to mend it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.kernel.conditions import Line
from gongban.kernel.forms.terms import NOTHING, Severity
from gongban.kernel.words import Words

REQUIRED = Words("请填写“{0}”。", "Please fill in “{0}”.")
CHOOSE = Words("请选择“{0}”。", "Please choose “{0}”.")


@dataclass(frozen=True)
class Problem:
    """`code`: form.required, form.unfit, or form.rule with the rule's `key`. `why` explains the rule's condition clause by clause."""

    code: str
    fields: tuple[str, ...]
    words: Words
    mend: Words = NOTHING
    severity: Severity = Severity.STOPS
    key: str = ""
    why: Line | None = None

    @property
    def stops(self) -> bool:
        """Whether it must be mended before submission."""
        return self.severity is Severity.STOPS


def named(phrase: Words, words: Words) -> Words:
    """A sentence about a field."""
    return Words(phrase.zh.format(words.zh), phrase.en.format(words.en))
