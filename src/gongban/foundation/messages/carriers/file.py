"""Development: each message is one JSON line in GONGBAN_HOME/outbox/messages.jsonl. Never for a real city."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from gongban.foundation.messages.carriers import carries
from gongban.foundation.messages.terms import Letter, TryLater


@carries("file")
class File:
    """Appends under a lock; a letter that is tried again is looked for first."""

    idempotent = True

    @property
    def path(self) -> Path:
        """The file with the lines."""
        return Path(settings.HOME) / "outbox" / "messages.jsonl"

    def carry(self, letter: Letter) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+", encoding="utf-8") as lines:
                fcntl.flock(lines, fcntl.LOCK_EX)
                if letter.tries == 1 or not any(json.loads(line)["key"] == letter.key for line in lines):
                    lines.write(json.dumps(asdict(letter), ensure_ascii=False) + "\n")
        except OSError as fault:
            raise TryLater("file.unwritable") from fault
