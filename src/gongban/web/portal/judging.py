"""The callback as the reporter answers it online (F1): contacted in time, solved, satisfied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongban.delivery.cases.public import Seen, Solved
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import SATISFACTION, answer, open_callback

YES_NO = {"yes": True, "no": False}


def facts(seen: Seen, *, by: Actor) -> dict[str, Any]:
    """What the page needs for the form of judgement: whether this reader is asked, and the choices."""
    asked = seen.mine and seen.state.code == "closed" and open_callback(seen.case, by) is not None
    return {
        "may_judge": asked, "solved_choices": [(one.value, one.words) for one in Solved],
        "satisfaction_choices": sorted(SATISFACTION.items(), reverse=True),
    }  # fmt: skip


def judge(seen: Seen, given: Mapping[str, Any], *, by: Actor, at: datetime) -> bool:
    """Hand the judgement to the callback; False when the case goes back to be redone. Refusal where it does not fit."""
    asked = open_callback(seen.case, by)
    if asked is None:
        raise Conflict("callback.none", Words("这件诉求现在不能评价，可能已经评价过了。", "This case cannot be judged now; perhaps it was judged already."))
    answered = answer(asked.pk, _given(given), by=by, at=at)
    answered.case.matter.refresh_from_db(fields=["state"])
    return bool(answered.case.matter.state != "dispatched")


def _given(form: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"text": form.get("text", "")}
    if form.get("solved"):
        given["solved"] = form["solved"]
    if form.get("contacted") in YES_NO:
        given["contacted"] = YES_NO[form["contacted"]]
    if str(form.get("satisfaction", "")).isdecimal():
        given["satisfaction"] = int(form["satisfaction"])
    return given
