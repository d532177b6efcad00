"""The door of matters."""

from gongban.foundation.matters.models import Attachment, Entry, Matter, Party, Presence, Timer
from gongban.foundation.matters.thread import Line, attach, say, thread
from gongban.foundation.matters.timing import (
    change_limit,
    extend,
    open_timers,
    pause,
    reckon,
    reopen,
    resume,
    show_on_matter,
    start_timer,
    stop,
)

__all__ = [
    "Attachment", "Entry", "Line", "Matter", "Party", "Presence", "Timer", "attach", "change_limit", "extend", "open_timers",
    "pause", "reckon", "reopen", "resume", "say", "show_on_matter", "start_timer", "stop", "thread",
]  # fmt: skip
