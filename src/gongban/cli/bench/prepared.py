"""An instance with many invented cases for one or several benchmarks: temporary, or kept in a home of one's own (--home)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gongban.cli.bench.instance import loaded_city, temporary_home
from gongban.cli.bench.population import peopled
from gongban.cli.home import Home
from gongban.cli.instance import opened
from gongban.cli.migrations import bring_up_to_date
from gongban.kernel.room import settle

MILLION = 1_000_000
HomeOption = Annotated[Path | None, typer.Option("--home", help="把准备好的城市留在这个文件夹，下次接着用 · keep the prepared city in this folder and use it again")]
CasesOption = Annotated[int, typer.Option("--cases", min=1_000, help="多少件诉求（虚构）· how many invented cases")]


@contextmanager
def prepared(home: Path | None, city: Path, cases: int) -> Iterator[int]:
    """Django works on a city with at least so many cases within the block; yields how many there are."""
    if home is None:
        with temporary_home() as temporary, prepared(temporary, city, cases) as there:
            yield there
        return
    kept = home.absolute()
    if not (kept / "database.txt").exists():
        kept.mkdir(parents=True, exist_ok=True)
        loaded_city(kept, city)
    with opened(Home(kept), "gongban bench"):
        bring_up_to_date()
        there = peopled(cases)
        settle()  # 网页进程启动后也这样 · as a web process does after its start
        yield there
