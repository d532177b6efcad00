"""The door of messages: declare words, tell people, read one's inbox. Knows addresses, never persons."""

from gongban.foundation.messages.inbox import Note, erase, inbox, mark_read, unread
from gongban.foundation.messages.sending import deliver, sweep
from gongban.foundation.messages.telling import tell
from gongban.foundation.messages.templates import TEMPLATES, declare
from gongban.foundation.messages.terms import Address, State, Template, Way

__all__ = [
    "TEMPLATES", "Address", "Note", "State", "Template", "Way", "declare", "deliver", "erase", "inbox", "mark_read", "sweep",
    "tell", "unread",
]  # fmt: skip
