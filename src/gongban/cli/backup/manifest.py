"""What a backup says of itself: rows by table, the journal's head, how many files, and one digest over all of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORM = 1
HASHES = {"international": "sha256", "guomi": "sm3"}


@dataclass(frozen=True)
class Head:
    """The last seal of the journal as the saved rows have it; position 0 where nothing is sealed."""

    seal: int = 0
    position: int = 0
    digest: str = ""
    suite: str = ""

    def file(self) -> dict[str, object]:
        """The content of journal-head.json."""
        return asdict(self)


@dataclass
class Manifest:
    """Everything by which a restored instance is compared with the one that was saved."""

    made_at: str
    version: str
    suite: str
    with_keys: bool
    counts: dict[str, int]
    head: Head
    missing_photos: list[str] = field(default_factory=list)  # rows whose files were not there any more
    files: int = 0
    size: int = 0  # bytes of these files
    digest: str = ""

    def to_json(self) -> bytes:
        """The manifest as it stands in the file."""
        return json.dumps({"form": FORM, **asdict(self)}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """The manifest of a file. ValueError, KeyError or TypeError when it is none of ours."""
        found: dict[str, Any] = json.loads(text)
        if found.pop("form") != FORM:
            raise ValueError("form")
        return cls(**{**found, "head": Head(**found["head"])})


class Tally:
    """One digest over all members in their order: name, size and content of each."""

    def __init__(self, suite: str) -> None:
        self.name = HASHES[suite]
        self.running = hashlib.new(self.name)
        self.files = self.size = 0

    def fresh(self) -> Any:
        """A hash for the content of one member."""
        return hashlib.new(self.name)

    def add(self, member: str, size: int, content: Any) -> None:
        """Count a member whose content was fed to a hash of `fresh`."""
        self.running.update(f"{member}\n{size}\n{content.hexdigest()}\n".encode())
        self.files, self.size = self.files + 1, self.size + size

    @property
    def digest(self) -> str:
        """The digest so far, with its algorithm."""
        return f"{self.name}:{self.running.hexdigest()}"
