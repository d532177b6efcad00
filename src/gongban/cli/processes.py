"""Keeping child processes alive: a dead one is started again, later and later; in the end all are gone."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LONGEST_PAUSE = 60.0
_STEADY_SECONDS = 30.0
# Linux：父进程被杀时子进程收到 SIGTERM · Linux: a child of a killed parent gets SIGTERM, so that nothing is left running
_DIE_WITH_PARENT = [
    sys.executable, "-I", "-c",
    "import ctypes, os, sys; sys.platform == 'linux' and ctypes.CDLL(None).prctl(1, 15); os.execv(sys.argv[1], sys.argv[1:])",
]


@dataclass
class Child:
    """One program of the instance; what it says goes to `log`, which is turned at 10 MB."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    begun: float = 0.0
    next_start: float = 0.0
    handler: logging.Handler = field(init=False)

    def __post_init__(self) -> None:
        self.handler = RotatingFileHandler(self.log, maxBytes=10_000_000, backupCount=5, encoding="utf-8", delay=True)
        self.handler.terminator = ""  # type: ignore[attr-defined]

    def start(self) -> None:
        """Start the program in a session of its own: Ctrl-C reaches only us, who stop it in order."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            _DIE_WITH_PARENT + self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
        )
        threading.Thread(target=self._keep_words, args=(self.process,), daemon=True).start()

    def watch(self) -> None:
        """Start the program again when it is dead and its pause is over; pauses double up to a minute."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._end_group()
            self.failures = 1 if now - self.begun > _STEADY_SECONDS else self.failures + 1
            self.next_start = now + min(2.0 ** (self.failures - 1), _LONGEST_PAUSE)
            self.process = None
        if self.process is None and now >= self.next_start:
            self.start()

    def stop(self, seconds: float = 30.0) -> None:
        """Ask the program to end, wait, then end it and whatever it has started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self._end_group()
        self.process.wait()
        self.handler.close()

    def _end_group(self) -> None:
        """End what the program may have left behind in its session."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _keep_words(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            text = line.decode("utf-8", "replace")
            self.handler.emit(logging.LogRecord(self.name, logging.INFO, "", 0, text, (), None))


def stop_all(children: list[Child]) -> None:
    """Ask all to end at once, then wait for each."""
    for child in children:
        if child.process is not None:
            with contextlib.suppress(ProcessLookupError):
                child.process.terminate()
    for child in children:
        child.stop()
