"""One operation for each action of the lifecycle table: the API is not written twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from gongban.delivery.cases.public import ACTIONS, CASE, Action, act, locked, offered
from gongban.web.api.acting import caller, known
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import ActedOut, state_of
from gongban.web.api.conditions import still_as_read, tell_version
from gongban.web.api.problems import ACTING

router = Router(tags=["actions 动作"])


def _operation(action: Action) -> Callable[..., ActedOut]:
    def operation(request: HttpRequest, number: str) -> ActedOut:
        by = caller(request)
        with transaction.atomic():
            if "If-Match" in request.headers:
                still_as_read(request, locked(number, by=by))
            case = act(number, action.name, body_of(request), by=by, at=timezone.now())
        tell_version(request, case)
        left = [row.action for row in offered(case, by)]
        return ActedOut(number=case.matter.number, state=state_of(case.matter.state), due_at=case.matter.due_at, actions=left)

    operation.__name__ = f"case_{action.name}"
    operation.__doc__ = _explained(action)
    return operation


def _explained(action: Action) -> str:
    rows = list(CASE.rows(action.name))
    origins = ", ".join(dict.fromkeys(state for row in rows for state in row.origins))
    who = ", ".join(dict.fromkeys(name for row in rows for name in row.who))
    return f"{rows[0].reason}\n\nstates 状态: {origins}\n\nwho 谁可以: {who}"


def _register() -> None:
    for name, action in ACTIONS.items():
        words = next(CASE.rows(name)).label
        extra: dict[str, Any] = {"requestBody": schema_of(action.given)}
        add = router.post(
            f"/{{number}}/{name}", auth=known, response={200: ActedOut, **ACTING}, summary=f"{words.zh} · {words.en}",
            operation_id=f"case_{name}", openapi_extra=extra,
        )  # fmt: skip
        add(_operation(action))


_register()
