"""`gongban import` and `gongban export`: what another system holds comes in, what ours holds goes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongban.cli.home import home_of_environment

importing = typer.Typer(
    no_args_is_help=True, help="导入旧系统的数据 · Bring in what another system holds.",
    epilog="例 · example:  gongban import cases old.csv.gz --mapping cities/boston/imports/cases.yaml",
)  # fmt: skip


@importing.command(name="cases", epilog="例 · example:  gongban import cases old.csv.gz --mapping cities/boston/imports/cases.yaml")
def import_cases(
    file: Annotated[Path, typer.Argument(help="CSV、JSON 行（可压缩）或 Excel · CSV, JSON lines (also .gz) or Excel")],
    mapping: Annotated[Path, typer.Option("--mapping", help="列与诉求的对照 · how columns become cases")],
) -> None:
    """导入旧诉求：保留原来的时间；不合格的行列出原因，其余照收；可重复运行 · Bring in old cases; bad rows are listed, good rows kept."""
    import time

    from gongban.cli.instance import opened

    home, begun = home_of_environment(), time.monotonic()
    with opened(home, "gongban import"):
        from gongban.cli.migrations import bring_up_to_date

        bring_up_to_date()
        from gongban.cli.importing.cases import import_cases as bring
        from gongban.cli.importing.cases import say

        say(bring(file, mapping, home.path / "imports" / f"{file.name}-rejected.csv"), time.monotonic() - begun)


@importing.command(name="items", epilog="例 · example:  gongban import items catalogue.xlsx --publish")
def import_items(
    file: Annotated[Path, typer.Argument(help="CSV、JSON 行（可压缩）或 Excel · CSV, JSON lines (also .gz) or Excel")],
    mapping: Annotated[Path | None, typer.Option("--mapping", help="列与要素的对照；认识的表不用写 · how columns become elements; not needed for known tables")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="自成一版，立即生效；不写则放进草稿 · in force at once, as an edition of its own; else into the draft")] = False,
) -> None:
    """导入事项目录：不合格的单元格列出原因，其余照收 · Bring in service items; bad cells are listed, good rows kept."""
    import time

    from gongban.cli.instance import opened

    home, begun = home_of_environment(), time.monotonic()
    with opened(home, "gongban import"):
        from gongban.cli.migrations import bring_up_to_date

        bring_up_to_date()
        from gongban.cli.importing import items

        found = items.import_items(file, home.path / "imports" / f"{file.name}-listed.csv", mapping_file=mapping, publish=publish)
        items.say(found, time.monotonic() - begun)


@importing.command(name="bundles", epilog="例 · example:  gongban import bundles one-thing/*.json")
def import_bundles(
    files: Annotated[list[Path], typer.Argument(help="一件事的 JSON 文件，可以几个 · JSON files of life events, one or more")],
) -> None:
    """导入一件事：目录里有同名的事项就用它，没有的新建；坏的文件说明原因，其余照收 · Bring in life events; items are matched by name, bad files named."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban import"):
        from gongban.cli.migrations import bring_up_to_date

        bring_up_to_date()
        from gongban.cli.importing import bundles

        outcome = bundles.import_bundles(files)
        bundles.say(outcome)
    if outcome.bad:
        raise typer.Exit(1)


@importing.command(name="outlets", epilog="例 · example:  gongban import outlets outlets.xlsx")
def import_outlets(
    file: Annotated[Path, typer.Argument(help="CSV、JSON 行（可压缩）或 Excel · CSV, JSON lines (also .gz) or Excel")],
) -> None:
    """导入服务网点：不合格的行列出原因，其余照收；可重复运行 · Bring in outlets; bad rows are listed, good rows kept."""
    from gongban.cli.instance import opened

    home = home_of_environment()
    with opened(home, "gongban import"):
        from gongban.cli.migrations import bring_up_to_date

        bring_up_to_date()
        from gongban.cli.importing import outlets

        outlets.say(outlets.import_outlets(file, home.path / "imports" / f"{file.name}-rejected.csv"))


@importing.command(name="package", epilog="例 · example:  gongban import package food-permit.yaml --code 11… --department shichang")
def import_package(
    file: Annotated[Path, typer.Argument(help="别的城市给的设计包 · package of another city")],
    code: Annotated[str, typer.Option("--code", help="本市的事项编码 · code of the item here")],
    department: Annotated[str, typer.Option("--department", help="责任单位 · owner")],
    slug: Annotated[str, typer.Option("--slug", help="短名 · short name")] = "",
) -> None:
    """把别处的事项设计放进草稿，改成本市的样子 · Take another city's item into the draft, to be adapted."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban import"):
        from gongban.cli.importing.packages import take

        take(file, code=code, department=department, slug=slug)


exporting = typer.Typer(
    no_args_is_help=True, help="把本市的设计给别人 · Give this city's designs to others.", epilog="例 · example:  gongban export items catalogue.xlsx",
)  # fmt: skip


@exporting.command(name="items", epilog="例 · example:  gongban export items catalogue.jsonld")
def export_items(file: Annotated[Path, typer.Argument(help="以 .csv .xlsx .jsonl 或 .jsonld（CPSV-AP）结尾 · ending in one of these")]) -> None:
    """整个事项目录写成一个文件 · The whole catalogue as a file."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban export"):
        from gongban.cli.importing.packages import give_all

        give_all(file)


@exporting.command(name="package", epilog="例 · example:  gongban export package food-permit food-permit.yaml")
def export_package(
    name: Annotated[str, typer.Argument(help="编码或短名 · code or short name")],
    file: Annotated[Path, typer.Argument(help="写到哪个文件 · file to write")],
) -> None:
    """一个事项的设计包 · The package of one item."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban export"):
        from gongban.cli.importing.packages import give

        give(name, file)
