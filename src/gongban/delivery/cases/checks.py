"""Checks that several actions share: each returns what was asked for, or refuses in one sentence."""

from __future__ import annotations

from typing import Any

from gongban.delivery.cases.acting import Step
from gongban.delivery.cases.limits import rulebook
from gongban.delivery.cases.models import Application, Case, Category
from gongban.foundation.people.public import Department, with_units
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.words import Words

HOPS_BEFORE_STUDY = 3  # three hops without an owner: a joint study decides (what-goes-wrong list of hotline practice)


def category_of(code: str) -> Category:
    """The category of this code."""
    found = Category.objects.select_related("department").filter(pk=code, ended_at__isnull=True).first()
    if found is None:
        raise Refusal("case.category_unknown", Words("没有这个分类，请重新选择。", "There is no such category."), field="category", status=422)
    return found


def department_of(code: str, below: Department | None = None) -> Department:
    """The department of this code; with `below`, only one of its own units will do."""
    found = Department.objects.filter(pk=code, ended_at__isnull=True).first()
    if found is None:
        raise Refusal("case.department_unknown", Words("没有这个部门，请重新选择。", "There is no such department."), field="department", status=422)
    if below and (found.pk == below.pk or found.pk not in with_units(frozenset({below.pk}))):
        said = Words("只能转派给本部门的下属单位。", "You can pass it on only to a unit of your own.")
        raise Refusal("case.not_own_unit", said, field="department", status=422)
    return found


def refusal_route(code: str) -> dict[str, Any]:
    """The city's refusal reason with its lawful route."""
    return _from_table("refusal_routes", "routes", code, "route", Words("没有这个不予受理情形。", "There is no such ground for refusal."))


def principle_of(code: str) -> dict[str, Any]:
    """One of the city's principles of joint study (A8)."""
    return _from_table("principles", "principles", code, "principle", Words("没有这条原则。", "There is no such principle."))


def _from_table(table: str, key: str, code: str, field: str, words: Words) -> dict[str, Any]:
    rows: list[dict[str, Any]] = rulebook(table).get(key, [])
    for row in rows:
        if row["code"] == code:
            return row
    raise Refusal(f"case.{field}_unknown", words, field=field, status=422)


def hops_are_many(case: Case) -> None:
    """After three leads without an owner the case may only go on through a joint study."""
    if case.hops >= HOPS_BEFORE_STUDY and case.returns >= HOPS_BEFORE_STUDY and not case.studies.exists():
        said = Words("已经转了三次仍无归属，请先联席研判或先解决问题。", "After three hops without an owner, call a joint study first.")
        raise Conflict("case.too_many_hops", said)


def open_application(step: Step, kind: str, *, granted: bool, text: str) -> Application:
    """Decide the open application of a kind; Conflict when there is none."""
    found = step.case.applications.filter(kind=kind, decided_at__isnull=True).order_by("asked_at").first()
    if found is None:
        raise Conflict("case.nothing_asked", Words("没有待审的申请。", "There is no open application."))
    found.granted, found.decision, found.decided_by_id, found.decided_at = granted, text, step.by.account, step.at
    found.save()
    return found


def no_open_application(case: Case, kind: str) -> None:
    """Conflict when one of this kind waits already."""
    if case.applications.filter(kind=kind, decided_at__isnull=True).exists():
        raise Conflict("case.already_asked", Words("已有一个待审的申请。", "An application is already waiting."))
