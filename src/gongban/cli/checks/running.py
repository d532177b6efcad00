"""Running all checks and saying what they found."""

from __future__ import annotations

import json
from collections.abc import Iterator

import typer
from django.db import Error

from gongban.cli.checks import machine
from gongban.cli.checks.finding import Deployment, Finding, Weight
from gongban.cli.home import Home
from gongban.cli.instance import opened
from gongban.cli.saying import err, out, step

_SIGNS = {Weight.UNSAFE: "[red]✗ 不安全 · unsafe[/]", Weight.INCOMPLETE: "[yellow]✗ 不完整 · incomplete[/]", Weight.ADVICE: "[cyan]• 建议 · advice[/]"}


def check_instance(home: Home, *, as_json: bool = False) -> bool:
    """Whether nothing is unsafe or incomplete; says what was found. Refusal when the database cannot be opened."""
    with opened(home, "gongban check"):
        found = findings(Deployment(home.path))
    if as_json:
        typer.echo(json.dumps([_facts(one) for one in found], ensure_ascii=False))
    else:
        _say(found)
    return not any(one.weight is not Weight.ADVICE for one in found)


def findings(seen: Deployment) -> list[Finding]:
    """Everything that was found, the gravest first; the database is open and Django set up."""
    return sorted(_found(seen), key=lambda one: list(Weight).index(one.weight))


def _found(seen: Deployment) -> Iterator[Finding]:
    from gongban.cli.checks import inside

    for check in machine.CHECKS:
        yield from check(seen)
    before = list(inside.tables(seen))
    yield from before
    for check in inside.CHECKS[1:]:
        try:
            yield from check(seen)
        except Error:
            if not before:  # 表不全时别的检查问不了 · with old tables the others cannot ask
                raise


def _facts(one: Finding) -> dict[str, object]:
    return {"code": one.code, "weight": one.weight, "what": vars(one.what), "mend": vars(one.mend)}


def _say(found: list[Finding]) -> None:
    step("数据库可用，能检索中文", "the database answers and can search Chinese")
    for one in found:
        err.print(f"{_SIGNS[one.weight]}  [dim]{one.code}[/]\n  {one.what.zh} · {one.what.en}\n  → {one.mend.zh} · {one.mend.en}")
    if not found:
        step("没有发现问题", "nothing was found")
    elif all(one.weight is Weight.ADVICE for one in found):
        out.print(f"{len(found)} 条建议，没有不安全或不完整的地方 · {len(found)} pieces of advice, nothing unsafe or incomplete")
