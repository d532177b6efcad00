"""Keeping compiled code where an environment forbids it (PYTHONDONTWRITEBYTECODE, as container images often do)."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

import gongban


def compile_package(folder: Path | None = None) -> None:
    """Compile what has no up-to-date bytecode; where the folder may not be written, nothing happens.

    Otherwise each of the four processes of an instance would compile the whole program at every start.
    """
    if sys.dont_write_bytecode:
        compileall.compile_dir(folder or Path(gongban.__path__[0]), quiet=2)
