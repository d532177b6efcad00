"""The life of what a counter could not do (办不成事), as one table: taken, coordinated, and at its end done or a lawful no."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("taken", Words("已登记", "Taken"), Words("已登记，政务服务部门正在看由谁来解决。", "It was taken; the service office is finding out who can solve it.")),
    State("coordinating", Words("协调中", "Being coordinated"), Words("已请有关部门一起解决。", "The department concerned was asked to help.")),
    State("done", Words("办成了", "Done"), Words("这件事办成了。", "It was done."), open=False),
    State("lawful_no", Words("依法不能办", "Not possible by law"), Words("依照法律不能办，依据和救济途径写在下面。", "The law does not allow it; ground and remedy stand below."), open=False),
    State("withdrawn", Words("已撤回", "Withdrawn"), Words("您已撤回。", "You withdrew it."), open=False),
)  # fmt: skip
OPEN = ("taken", "coordinating")


def _row(action: str, origins: tuple[str, ...], to: tuple[str, ...], who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str, *clock: str) -> Transition:
    return Transition(action, origins, to, who, Words(*label), Words(*told), reason, clock)


TRANSITIONS = (
    _row("coordinate", OPEN, ("coordinating",), ("office",), ("请部门协调", "Ask a department"), ("已请部门协调", "A department was asked to help"),
         "点名一个部门一起解决；换部门再点一次，期限不重算。", "stop coordinate", "start resolve"),
    _row("report", ("coordinating",), (), ("coordinator",), ("部门意见", "Report"), ("部门答复了", "The department reported"),
         "部门把查到的和能做的告诉政务服务部门，由它来办结。"),
    _row("finish", OPEN, ("done",), ("office",), ("办成了", "It is done"), ("办成了", "Done"),
         "真的办成了才能写办成：写明怎样办成的。"),
    _row("refuse", OPEN, ("lawful_no",), ("office",), ("依法不能办", "Not possible by law"), ("依法不能办", "Not possible by law"),
         "说不必须有法律依据，并告诉办事人还有什么途径。"),
    _row("reclassify", OPEN, (), ("office",), ("改原因", "Correct the cause"), ("核对了原因", "The cause was checked"),
         "原因按事项统计，用来改流程，所以要写准。"),
    _row("add", OPEN, (), ("person",), ("补充", "Add"), ("补充了情况", "More was said"),
         "办事的人随时可以补充。"),
    _row("withdraw", OPEN, ("withdrawn",), ("person",), ("不用了，撤回", "Withdraw"), ("撤回", "Withdrawn"),
         "自己办成了或不想办了，可以撤回。"),
)  # fmt: skip

IMPASSE = Lifecycle("impasse", "taken", STATES, TRANSITIONS)
