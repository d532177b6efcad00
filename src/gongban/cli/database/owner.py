"""As which system user PostgreSQL's programs run: ourselves, or one of their own when we are root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from gongban.cli.database import refusals

SYSTEM_USER = "gongban-db"
# 固定英文消息，便于识别原因 · fixed messages, so that their reasons can be recognised
_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"}


@dataclass(frozen=True)
class Owner:
    """The user who owns the data; `uid` None means whoever runs this."""

    uid: int | None = None
    gid: int | None = None

    def run(self, *command: str | Path, timeout: int = 120) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, in a folder everybody may enter; output captured, no input."""
        identity: dict[str, object] = {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command], cwd="/", env=_ENVIRONMENT, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", timeout=timeout, check=False,
            start_new_session=True, **identity,  # type: ignore[call-overload]
        )

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only this user may enter; an existing one is left as it is."""
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=False)
            self.give(folder)

    def give(self, path: Path) -> None:
        """Make this user the owner of a path of ours."""
        if self.uid is not None:
            os.chown(path, self.uid, self.gid if self.gid is not None else -1)


def owner_for_us() -> Owner:
    """Ourselves, or the system user when we are root; it is created once."""
    return Owner() if os.geteuid() != 0 else _system_user()


def _system_user() -> Owner:
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        entry = _create_system_user()
    return Owner(entry.pw_uid, entry.pw_gid)


def _create_system_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise refusals.no_system_user(SYSTEM_USER)
    shell = "/usr/sbin/nologin"
    subprocess.run([useradd, "-r", "-M", "-d", "/nonexistent", "-s", shell, SYSTEM_USER], capture_output=True, check=False)
    try:  # 并行启动时可能已由另一进程创建 · another start may have created it meanwhile
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise refusals.no_system_user(SYSTEM_USER) from None
