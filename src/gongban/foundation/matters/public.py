"""The door of matters."""

from gongban.foundation.matters.desk import drafts_of, forget_draft, others_here, save_draft
from gongban.foundation.matters.forgetting import over
from gongban.foundation.matters.models import (
    Attachment,
    Draft,
    Entry,
    Matter,
    Party,
    Presence,
    Timer,
    TimerPause,
)
from gongban.foundation.matters.stepping import Act, Process, Step, department_of
from gongban.foundation.matters.thread import Line, attach, claim, readable, say, thread, threads
from gongban.foundation.matters.timing import (
    change_limit,
    extend,
    open_timers,
    pause,
    reaches_beyond,
    reckon,
    reopen,
    resume,
    runs_out,
    show_on_matter,
    start_for,
    start_timers,
    stop,
)

__all__ = [
    "Act", "Attachment", "Draft", "Entry", "Line", "Matter", "Party", "Presence", "Process", "Step", "Timer", "TimerPause", "attach", "change_limit", "claim", "department_of", "drafts_of", "extend",
    "forget_draft", "open_timers", "others_here", "over",
    "pause", "reaches_beyond", "readable", "reckon", "reopen", "resume", "runs_out", "save_draft", "say", "show_on_matter", "start_for", "start_timers", "stop",
    "thread", "threads",
]  # fmt: skip
