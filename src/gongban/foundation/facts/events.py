"""What happens to held facts. The record says which fact, of whom and from where, never its value."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class FactHeld(Occurrence, kind="fact_held", zh="记下一项事实", en="Fact held"):
    fact: str
    source: str
    account: str | None = None
    enterprise: str | None = None


@dataclass(frozen=True)
class FactForgotten(Occurrence, kind="fact_forgotten", zh="删去一项事实", en="Fact forgotten"):
    fact: str
    account: str | None = None
    enterprise: str | None = None
