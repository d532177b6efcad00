"""The door of facts."""

import gongban.foundation.facts.keeping  # noqa: F401 - declares what is held, and for how long
from gongban.foundation.facts.actions import forget, hold, release
from gongban.foundation.facts.queries import (
    declarations,
    declared,
    forget_declared,
    held_of,
    known_of,
    own_facts,
)
from gongban.foundation.facts.terms import TODAY, About, Declaration, Held, Party, Source
from gongban.foundation.facts.using import names_in, uses_facts

__all__ = [
    "TODAY", "About", "Declaration", "Held", "Party", "Source", "declarations", "declared", "forget", "forget_declared", "held_of", "hold", "known_of",
    "names_in", "own_facts", "release", "uses_facts",
]  # fmt: skip
