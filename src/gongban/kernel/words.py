"""How a thing is called in both languages, without a web framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_current: Callable[[], str] = lambda: "zh"  # noqa: E731 - replaced once, by the web layer


def read_language_from(source: Callable[[], str]) -> None:
    """Let `str(words)` follow the reader: `source` returns a language code such as "zh-hans" or "en"."""
    global _current  # noqa: PLW0603 - one process, one way to know the reader's language
    _current = source


@dataclass(frozen=True)
class Words:
    """One text in Chinese and English; `str()` gives the reader's language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.in_language(_current())

    def in_language(self, code: str) -> str:
        """The text for a language code; anything but English reads Chinese."""
        return self.en if (code or "").startswith("en") else self.zh

    def format(self, **values: object) -> Words:
        """Both texts with `{name}` filled in."""
        return Words(self.zh.format(**values), self.en.format(**values))
