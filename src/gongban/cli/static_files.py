"""Gathering the static files into the home under names that carry their content's digest."""

from __future__ import annotations

import hashlib
from pathlib import Path


def gather() -> bool:
    """Gather when anything changed since the last time; return whether it did."""
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    stamp, now = target / ".gathered-from", _stamp()
    if stamp.exists() and stamp.read_text() == now and (target / "staticfiles.json").exists():
        return False
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.GATHERED_STATIC
    call_command("collectstatic", interactive=False, clear=target.exists(), verbosity=0)
    stamp.write_text(now)
    return True


def _stamp() -> str:
    """A digest over path, size and time of every static file."""
    from django.contrib.staticfiles.finders import get_finders

    lines = []
    for finder in get_finders():
        for path, storage in finder.list(["*.map"]):
            found = Path(storage.path(path)).stat()
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
