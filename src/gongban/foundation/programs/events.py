"""What happens to subscriptions. Payloads hold ids and codes only, never an address."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class Subscribed(Occurrence, kind="webhook_made", zh="订阅事件推送", en="Subscribed to events"):
    subscription: str
    kinds: list[str]
    departments: list[str]


@dataclass(frozen=True)
class StandingChanged(Occurrence, kind="webhook_changed", zh="事件推送暂停、恢复或结束", en="Subscription paused, resumed or ended"):
    subscription: str
    standing: str
    because: str = ""


@dataclass(frozen=True)
class SentAgain(Occurrence, kind="webhook_replayed", zh="重发推送", en="Delivery sent again"):
    delivery: str
