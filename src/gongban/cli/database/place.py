"""Where the data of one home lie, and what the home remembers about them: folder, port, password."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from gongban.cli.database import refusals
from gongban.cli.database.owner import Owner, owner_for_us
from gongban.cli.database.programs import programs_for, system_folder


@dataclass(frozen=True)
class Place:
    """One database on disk: `base` holds `data` and `server.log`; `password` opens it."""

    base: Path
    owner: Owner
    password: str
    note: Path | None = None

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.base / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.base / "server.log"

    def program(self, name: str) -> Path:
        """One of PostgreSQL's programs, runnable by the owner."""
        return programs_for(self.owner) / name

    def remember(self, port: int | None = None) -> None:
        """Keep folder and port in the home, so that the next start finds both."""
        if self.note is not None:
            ports = "" if port is None else f"port: {port}\n"
            self.note.write_text(f"folder: {self.base}\n{ports}", encoding="utf-8")

    def remembered_port(self) -> int | None:
        """The port of the last start, if the home remembers one."""
        said = _read_note(self.note).get("port", "") if self.note else ""
        return int(said) if said.isdigit() else None


def place_of(home: Path) -> Place:
    """The database of a home; a first call chooses the folder, later ones find it again (also when the home moved)."""
    note = home / "database.txt"
    owner = owner_for_us()
    named = _read_note(note).get("folder")
    base = _found(Path(named), home, note) if named else _chosen(home, owner)
    return Place(base, owner, _password(home), note)


def _read_note(note: Path) -> dict[str, str]:
    if not note.exists():
        return {}
    pairs = (line.split(":", 1) for line in note.read_text(encoding="utf-8").splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def _found(named: Path, home: Path, note: Path) -> Path:
    for base in (named, home / "database"):
        if base.is_dir():
            return base
    raise refusals.missing(named, note)


def _chosen(home: Path, owner: Owner) -> Path:
    """Inside the home; as root outside it, as the database's user often cannot enter the home."""
    if owner.uid is None:
        return home / "database"
    name = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    # 同一路径上旧家的数据不碰 · what a former home at this path left behind is not touched
    taken = (system_folder() / name).exists()
    return system_folder() / (f"{name}-{secrets.token_hex(3)}" if taken else name)


def _password(home: Path) -> str:
    kept = home / "keys" / "database"
    if not kept.exists():
        write_secret(kept, secrets.token_urlsafe(32))
    return kept.read_text(encoding="utf-8").strip()


def write_secret(path: Path, secret: str) -> None:
    """Write a secret that only its owner may read; the folder is made, its mode too, when missing."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(secret + "\n")
