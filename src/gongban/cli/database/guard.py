"""Keeping the embedded server alive while an instance runs: a dead one is started again, later and later."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from gongban.cli.database.place import Place
from gongban.cli.database.server import start, status
from gongban.cli.saying import refused, step
from gongban.kernel.errors import Refusal

_LONGEST_PAUSE = 60.0


@dataclass
class Guard:
    """The server of one place; nothing committed is lost when it was killed, PostgreSQL recovers by its log."""

    place: Place
    failures: int = 0
    next_start: float = 0.0

    def watch(self) -> bool:
        """Start the server again when it is dead and its pause is over; True when DATABASE_URL is another one now."""
        if time.monotonic() < self.next_start or status(self.place) is not None:
            return False
        try:
            url = start(self.place).url()
        except Refusal as refusal:
            refused(refusal)
            self.failures += 1
            self.next_start = time.monotonic() + min(2.0**self.failures, _LONGEST_PAUSE)
            return False
        self.failures = 0
        step("数据库停了，已重新启动", "the database had stopped and runs again")
        former, os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"], url
        return url != former
