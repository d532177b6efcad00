"""Where a form stands: what was answered and known, which fields are wanted, which rules hold. Kept with a draft as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongban.kernel.conditions import Value
from gongban.kernel.forms.fitting import answered
from gongban.kernel.forms.terms import Known

_SIGNS = {True: "y", False: "n", None: "?"}
_TRUTHS = {sign: truth for truth, sign in _SIGNS.items()}


@dataclass(frozen=True)
class State:
    """A form as far as answered. `answers` are kept even of fields that are hidden now; `given` is what conditions read:
    what is known, and fitting answers of shown fields. `wants` and `rules` are truths by number.

    `looked` tells how many conditions the last step evaluated, `changed` which fields and rules it may have changed.
    """

    answers: Mapping[str, object]
    known: Mapping[str, Known]
    disputed: frozenset[str]
    given: Mapping[str, Value | None]
    wants: tuple[bool | None, ...]
    rules: tuple[bool | None, ...]
    shown: frozenset[str]
    looked: int = field(default=0, compare=False)
    changed: frozenset[str] = field(default=frozenset(), compare=False)

    def stored(self, fingerprint: str) -> dict[str, Any]:
        """As JSON, to go on from without evaluating everything anew (`Form.resume`); it holds the answers in clear."""
        return {
            "form": fingerprint, "answers": {name: answered(value) for name, value in self.answers.items()},  # type: ignore[arg-type]
            "disputed": sorted(self.disputed), "given": {name: answered(value) for name, value in self.given.items()},
            "wants": "".join(map(_SIGNS.__getitem__, self.wants)), "rules": "".join(map(_SIGNS.__getitem__, self.rules)),
        }  # fmt: skip


def truths(signs: str) -> list[bool | None]:
    """Truths from their signs; KeyError for a sign that is none."""
    return [_TRUTHS[sign] for sign in signs]
