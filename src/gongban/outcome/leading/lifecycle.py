"""The life of an instruction (批示) at one department, as one table; `who` names relations that `rights` resolves."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("given", Words("待领办", "Given"), Words("批示已交部门，等待领办。", "Given to the department, which is to take it on.")),
    State("taken_on", Words("落实中", "Taken on"), Words("部门正在落实。", "The department is carrying it out.")),
    State("reported", Words("已报结果", "Reported"), Words("部门已报结果，等待核定。", "The department has reported; the report is to be looked at.")),
    State("sent_back", Words("退回续办", "Sent back"), Words("结果未获认可，部门继续落实。", "The report was not accepted; the department goes on.")),
    State("done", Words("已办结", "Done"), Words("结果已认可，办结。", "The report was accepted; it is done."), open=False),
    State("withdrawn", Words("已撤回", "Withdrawn"), Words("批示已由批示人撤回。", "Withdrawn by who gave it."), open=False),
)  # fmt: skip

TO_DO = ("given", "taken_on", "sent_back")  # it is the department's turn
OPEN = (*TO_DO, "reported")
JUDGES = ("giver", "office")


def _row(action: str, origins: tuple[str, ...], to: str, who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str) -> Transition:
    return Transition(action, origins, (to,) if to else (), who, Words(*label), Words(*told), reason)


TRANSITIONS = (
    _row("take_on", ("given",), "taken_on", ("holder",), ("领办", "Take on"), ("部门已领办", "The department took it on"),
         "批示交到部门，先认领再落实。"),
    _row("note", OPEN, "", ("holder", "giver", "office"), ("记录进展", "Note progress"), ("记录进展", "Progress"),
         "落实得怎样，随时可记，批示人看得到。"),
    _row("report", ("taken_on", "sent_back"), "reported", ("holder_head",), ("报告结果", "Report"), ("报告结果", "Reported"),
         "对批示的报告由部门负责人或审核人签发。"),
    _row("accept", ("reported",), "done", JUDGES, ("认可，办结", "Accept as done"), ("结果已认可", "Accepted as done"),
         "做没做到，由批示人认定；督办员可代为核销。"),
    _row("send_back", ("reported",), "sent_back", JUDGES, ("退回续办", "Send back"), ("退回续办", "Sent back"),
         "没有做到的继续做，写明差在哪里。"),
    _row("urge", TO_DO, "", ("giver", "leader", "office", "system"), ("催办", "Urge"), ("催办", "Urged"),
         "到期没有报告的，系统自动催办一次；之后督办员接着催。"),
    _row("postpone", OPEN, "", JUDGES, ("改期", "Change the date"), ("改期", "Date changed"),
         "改期限写明理由，改后重新起算提醒。"),
    _row("withdraw", OPEN, "withdrawn", ("giver",), ("撤回批示", "Withdraw"), ("撤回", "Withdrawn"),
         "情况变了，批示人可以撤回。"),
    _row("end_with_case", OPEN, "done", ("system",), ("随诉求办结", "Done with the case"), ("随诉求办结而办结", "Done, as the case is closed"),
         "批在诉求上的，诉求办结，批示随之办结。"),
)  # fmt: skip

INSTRUCTION = Lifecycle("instruction", "given", STATES, TRANSITIONS)
