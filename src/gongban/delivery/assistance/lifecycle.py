"""The life of an assistance order (帮代办件) as one table; `who` names relations that `rights` resolves."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("asked", Words("待受理", "Asked for"), Words("已收到，帮代办员会联系您。", "Received; an assistant will contact you.")),
    State("accepted", Words("办理中", "Under way"), Words("帮代办员正在帮您办。", "An assistant is at work for you.")),
    State("paused", Words("已中止", "Paused"), Words("暂时停下，原因见经过；原因消除后续办。", "It rests for the reason given below, and goes on when that is gone.")),
    State("closed", Words("已办结", "Closed"), Words("已经帮您办完。", "It is done."), open=False),
    State("ended", Words("已终止", "Ended"), Words("没有办完就结束了，原因见经过。", "It ended before it was done; the reason stands below."), open=False),
)  # fmt: skip
OPEN = ("asked", "accepted", "paused")
OVER = ("closed", "ended")


def _row(action: str, origins: tuple[str, ...], to: str, who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str) -> Transition:
    return Transition(action, origins, (to,) if to else (), who, Words(*label), Words(*told), reason)


TRANSITIONS = (
    _row("accept", ("asked",), "accepted", ("unit",), ("受理", "Accept"), ("帮代办员已受理", "An assistant took it on"),
         "出受理单，写明谁来办；代办要有在期的委托。"),
    _row("schedule", ("asked", "accepted"), "", ("unit", "holder"), ("约时间", "Set a time"), ("约定了时间", "A time was set"),
         "上门和陪同要先约好，改期也要告诉本人。"),
    _row("pause", ("accepted",), "paused", ("holder", "system"), ("中止", "Pause"), ("已中止", "It was paused"),
         "出中止单，写明原因；委托结束时自动中止。"),
    _row("resume", ("paused",), "accepted", ("holder",), ("续办", "Resume"), ("继续办理", "It goes on"),
         "出续办委托书；代办要有在期的委托。"),
    _row("close", ("accepted",), "closed", ("holder",), ("办结", "Close"), ("已办结", "It was closed"),
         "出办结单，写明办成了什么。"),
    _row("end", ("asked", "accepted", "paused"), "ended", ("unit", "holder"), ("终止", "End"), ("已终止", "It was ended"),
         "出终止单，写明原因和本人还可以怎样办。"),
    _row("withdraw", ("asked", "accepted", "paused"), "ended", ("principal",), ("不办了", "Call it off"), ("本人撤回", "The person called it off"),
         "本人随时可以撤回，不用理由。"),
)  # fmt: skip

ORDER = Lifecycle("assistance", "asked", STATES, TRANSITIONS)
FORMS = {  # the paper that goes with an action
    "accept": Words("帮代办受理单", "Acceptance of an assistance order"), "pause": Words("帮代办中止单", "Pausing of an assistance order"),
    "resume": Words("续办委托书", "Mandate to go on"), "close": Words("帮代办办结单", "Closing of an assistance order"),
    "end": Words("帮代办终止单", "Ending of an assistance order"), "withdraw": Words("帮代办终止单", "Ending of an assistance order"),
}  # fmt: skip
