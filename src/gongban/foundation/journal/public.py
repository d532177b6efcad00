"""The door of the journal: record events, listen to them, seal and verify."""

from gongban.foundation.journal.backlog import Backlog, backlog
from gongban.foundation.journal.models import Event
from gongban.foundation.journal.reading import pass_over, read_all, read_forever
from gongban.foundation.journal.recording import (
    Entry,
    columns_of,
    listens,
    listens_in_batches,
    read_events,
    record,
    record_past,
)
from gongban.foundation.journal.sealing import head, head_file, seal, seal_all, seal_forever, seal_restored
from gongban.foundation.journal.verification import Verdict, verify

__all__ = [
    "Backlog",
    "Entry",
    "Event",
    "Verdict",
    "backlog",
    "columns_of",
    "head",
    "head_file",
    "listens",
    "listens_in_batches",
    "pass_over",
    "read_all",
    "read_events",
    "read_forever",
    "record",
    "record_past",
    "seal",
    "seal_all",
    "seal_forever",
    "seal_restored",
    "verify",
]
