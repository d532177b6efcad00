"""Codes with their words: kinds, states, categories, boards, departments, refusal routes, principles; who am I."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from gongban.delivery.cases.public import CASE, Board, Category, Channel, Kind, Publicity, Urgency, rulebook
from gongban.design.catalogue.public import code_list, code_lists
from gongban.foundation.people.public import Department
from gongban.kernel.words import Words
from gongban.web.api.acting import caller
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.problems import READING, Said

router = Router(tags=["codes 代码"])


class Coded(Worded):
    """A code that hangs below another."""

    parent: str | None = None


class Held(Schema):
    """A role in a department."""

    role: str
    department: str


class Me(Schema):
    """The caller as the API knows it."""

    kind: str
    channel: str
    roles: list[Held]


ENUMS = {"kinds": Kind, "channels": Channel, "urgencies": Urgency, "publicity": Publicity}


@router.get("/codes/{name}", auth=None, response={200: list[Coded], **READING}, summary="代码表 · code list", operation_id="list_codes")
def list_codes(request: HttpRequest, name: str) -> list[Coded]:
    """A code list: kinds, channels, urgencies, publicity, states, categories, boards, departments, refusal_routes, principles;
    and those of service items: item_types, item_levels, item_objects, item_forms, item_handlings, item_needs, item_sources ..."""
    if name in ENUMS:
        return [_coded(each.value, each.words) for each in ENUMS[name]]
    if name in TABLES:
        return TABLES[name]()
    from gongban.kernel.errors import NotFound

    raise NotFound("codes.unknown", Words(f"没有名为 {name} 的代码表。", f"There is no code list {name}."))


@router.get("/me", auth=None, response={200: Me, **READING}, summary="我是谁 · who am I", operation_id="who_am_i")
def who_am_i(request: HttpRequest) -> Me:
    """Kind, channel and roles of the caller."""
    by = caller(request)
    return Me(kind=by.kind, channel=by.channel, roles=[Held(role=role, department=department) for role, department in sorted(by.roles)])


def _coded(code: str, words: Words, parent: str | None = None) -> Coded:
    return Coded(code=code, words=Said(zh=words.zh, en=words.en), parent=parent)


def _categories() -> list[Coded]:
    rows = Category.objects.filter(ended_at__isnull=True).order_by("code")
    return [_coded(row.pk, Words(row.name_zh, row.name_en or row.name_zh), row.parent_id) for row in rows]


def _boards() -> list[Coded]:
    rows = Board.objects.filter(ended_at__isnull=True).order_by("order", "code")
    return [_coded(row.pk, Words(row.name_zh, row.name_en)) for row in rows]


def _departments() -> list[Coded]:
    rows = Department.objects.filter(ended_at__isnull=True).order_by("code")
    return [_coded(row.pk, Words(row.name_zh, row.name_en), row.parent_id) for row in rows]


def _of_standard(name: str) -> list[Coded]:
    """A list of GB/T 39046-2020, by which items say their type, objects, ways to apply and so on."""
    return [_coded(code, words) for code, words in code_list(name).codes.items()]


def _of_table(table: str, key: str) -> list[Coded]:
    rows: list[dict[str, Any]] = rulebook(table).get(key, [])
    return [_coded(row["code"], Words(row["name"]["zh"], row["name"]["en"])) for row in rows]


TABLES: dict[str, Callable[[], list[Coded]]] = {
    "states": lambda: [_coded(state.code, state.words) for state in CASE.states],
    "categories": _categories,
    "boards": _boards,
    "departments": _departments,
    "refusal_routes": lambda: _of_table("refusal_routes", "routes"),
    "principles": lambda: _of_table("principles", "principles"),
    **{f"item_{name}": partial(_of_standard, name) for name in code_lists()},
}
