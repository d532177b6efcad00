"""One thing that was found: how grave it is, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from gongban.kernel.environment import text
from gongban.kernel.words import Words


class Weight(StrEnum):
    """`unsafe` and `incomplete` fail the check; `advice` does not."""

    UNSAFE = "unsafe"
    INCOMPLETE = "incomplete"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """`code` is stable for programs; `mend` is what a person types or changes."""

    code: str
    weight: Weight
    what: Words
    mend: Words


@dataclass(frozen=True)
class Deployment:
    """What the checks look at: the home, and whether the address that residents see is a real one."""

    home: Path
    address: str = field(default_factory=lambda: text("GONGBAN_PUBLIC_URL"))

    @property
    def live(self) -> bool:
        """Whether residents reach it: an address of this machine alone is a trial."""
        host = urlsplit(self.address).hostname or ""
        return host not in ("localhost", "::1") and not host.startswith("127.")

    def graver(self) -> Weight:
        """Unsafe where residents come, advice on a trial."""
        return Weight.UNSAFE if self.live else Weight.ADVICE

    def needed(self) -> Weight:
        """Incomplete where residents come, advice on a trial."""
        return Weight.INCOMPLETE if self.live else Weight.ADVICE


Check = Callable[[Deployment], Iterable[Finding]]


def unsafe(code: str, what: Words, mend: Words) -> Finding:
    """A finding that is grave on every instance."""
    return Finding(code, Weight.UNSAFE, what, mend)
