"""The home of an instance: its folders and keys, and who is using it now."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from gongban.cli.database.place import write_secret
from gongban.kernel.cipher import KeyRing
from gongban.kernel.environment import text
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Home:
    """GONGBAN_HOME as an absolute path."""

    path: Path

    @property
    def logs(self) -> Path:
        """What the programs of the instance say."""
        return self.path / "logs"

    @property
    def backups(self) -> Path:
        """Dumps of former databases."""
        return self.path / "backups"

    def prepare(self) -> None:
        """Make what is missing: folders that only we may enter, the key for signatures."""
        for folder in (self.path, self.path / "keys", self.logs, self.backups, self.path / "outbox"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.path / "keys" / "secret").exists():
            self._make_keys()

    def _make_keys(self) -> None:
        """Only for a new home: keys that were lost later are never replaced in silence, nothing could be read."""
        if not any((self.path / "keys").glob("*.json")):
            KeyRing.create(self.path / "keys", text("GONGBAN_SUITE"))
        write_secret(self.path / "keys" / "secret", secrets.token_urlsafe(50))

    @contextmanager
    def hold(self, what: str) -> Iterator[None]:
        """Use the home alone: `what` is told to others who want it meanwhile. The lock ends with the process."""
        with (self.path / "in-use.lock").open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise _in_use(self.path, lock.read()) from None
            _say(lock, {"pid": os.getpid(), "what": what})
            yield
            _say(lock, {})

    def is_held(self) -> bool:
        """Whether a process uses the home now."""
        try:
            with (self.path / "in-use.lock").open("a+", encoding="utf-8") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def home_of_environment() -> Home:
    """The home that GONGBAN_HOME names, ./var without it."""
    return Home(Path(text("GONGBAN_HOME")).absolute())


def _say(lock: TextIO, facts: dict[str, object]) -> None:
    lock.seek(0)
    lock.truncate()
    lock.write(json.dumps(facts))
    lock.flush()


def _in_use(path: Path, said: str) -> Refusal:
    facts = json.loads(said) if said.strip().startswith("{") else {}
    what, pid = facts.get("what", "gongban"), facts.get("pid", "?")
    words = Words(
        f"这个实例（{path}）已经在运行：{what}，进程 {pid}；请先停止它，或用 GONGBAN_HOME 指定另一个文件夹。",
        f"This instance ({path}) is already running: {what}, process {pid}; stop it first, or name another folder in GONGBAN_HOME.",
    )
    return Refusal("home.in_use", words, status=409)
