"""The commands of `gongban bench`; a new benchmark adds its module to this list and its keys to docs/benchmarks.md."""

from __future__ import annotations

import typer

from gongban.cli.bench import (
    applications,
    conditions,
    dispatch,
    duplicates,
    floor,
    forms,
    intake,
    lists,
    mixed,
    process,
    search,
    start,
)

bench = typer.Typer(
    name="bench", no_args_is_help=True, rich_markup_mode="rich",
    help="测速：自己的临时实例、空闲端口，用完即删 · Measure: an instance of its own in a temporary home on free ports, gone afterwards.",
    epilog="例 · example:  gongban bench floor --json",
)  # fmt: skip
for module in (floor, intake, lists, duplicates, dispatch, search, conditions, forms, applications, process, start, mixed):
    module.add_to(bench)
