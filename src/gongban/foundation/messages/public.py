"""The door of messages: declare words, tell people, read one's inbox. Knows addresses, never persons."""

from gongban.foundation.messages.inbox import Note, erase, inbox, mark_read, unread
from gongban.foundation.messages.sending import deliver, hold_back, sweep, waiting_by_way
from gongban.foundation.messages.telling import tell
from gongban.foundation.messages.templates import TEMPLATES, declare
from gongban.foundation.messages.terms import Address, State, Template, Way

__all__ = [
    "TEMPLATES", "Address", "Note", "State", "Template", "Way", "declare", "deliver", "erase", "hold_back", "inbox", "mark_read", "sweep",
    "tell", "unread", "waiting_by_way",
]  # fmt: skip
