"""What a loading changed, counted by kind of thing."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongban.kernel.words import Words


@dataclass
class Tally:
    """How many of one kind of thing were added, changed, ended, or left as they were."""

    words: Words
    added: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """Collects the tallies of all loaders in their order, and remarks that do not stop the loading."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    remarks: list[Words] = field(default_factory=list)

    def count(self, kind: str, words: Words, *, added: int = 0, changed: int = 0, ended: int = 0, unchanged: int = 0) -> None:
        """Add to the tally of a kind, such as ("departments", Words("部门", "departments"), added=3)."""
        tally = self.tallies.setdefault(kind, Tally(words))
        tally.added += added
        tally.changed += changed
        tally.ended += ended
        tally.unchanged += unchanged

    def remark(self, zh: str, en: str) -> None:
        """Say something that a person should know and that is no fault."""
        self.remarks.append(Words(zh, en))
