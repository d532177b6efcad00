"""Every desk opens for those whose work it is, says so when it is empty, and asks the database a constant number of questions."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast

DESKS = {
    "operator": ["/desk/", "/desk/?scope=department", "/desk/hotline/", "/desk/hotline/?channel=counter", "/desk/callbacks/"],
    "dispatcher": ["/desk/", "/desk/?scope=all", "/desk/dispatch/", "/desk/study/", "/desk/hotline/"],
    "handler": ["/desk/", "/desk/?scope=department&colour=red&mark=urged&kind=help&state=in_progress&q=路灯"],
    "moderator": ["/desk/", "/desk/moderation/"],
    "supervisor": ["/desk/", "/desk/supervision/", "/desk/supervision/?view=reinspections", "/desk/study/", "/desk/statistics/", "/desk/statistics/?by=month"],
}


def signed_in(cast: Cast, who: str) -> Client:
    """A browser without scripts in which this member of the cast is signed in."""
    client = Client()
    client.force_login(cast.account(getattr(cast, who)), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in DESKS.items() for path in paths])
def test_a_desk_opens_empty_and_with_cases(cast: Cast, who: str, path: str) -> None:
    client = signed_in(cast, who)
    assert client.get(path).status_code == 200
    cast.now = timezone.now()
    for state in ("received", "accepted", "under_study", "dispatched", "return_asked", "in_progress", "answered", "closed"):
        cast.bring(cast.report(when=cast.now), state)
    shown = client.get(path)
    assert shown.status_code == 200, shown.content.decode()[:2000]


@pytest.mark.parametrize("state", ["received", "accepted", "under_study", "dispatched", "return_asked", "in_progress", "answered", "closed",
                                   "filed", "refused", "handed_over", "withdrawn", "joined"])  # fmt: skip
@pytest.mark.parametrize("who", ["operator", "dispatcher", "handler", "reviewer", "moderator", "supervisor"])
def test_every_action_offered_opens_its_form(cast: Cast, state: str, who: str) -> None:
    from gongban.delivery.cases.public import dossier
    from gongban.kernel.errors import NotFound

    cast.now = timezone.now()
    case = cast.bring(cast.report(when=cast.now), state)
    client, path = signed_in(cast, who), f"/desk/cases/{case.matter.number}/"
    try:
        offered = dossier(case.matter.number, by=getattr(cast, who)).actions
    except NotFound:
        assert client.get(path).status_code == 404
        return
    assert client.get(path).status_code == 200
    for row in offered:
        shown = client.get(path, {"do": row.action})
        assert shown.status_code == 200 and str(row.label) in shown.content.decode()


def test_a_unit_reads_no_title_of_a_joined_case_that_is_not_its_own(cast: Cast) -> None:
    cast.now = timezone.now()
    kept = cast.bring(cast.report("江边的路灯坏了。", when=cast.now), "in_progress")
    cast.act(cast.report("我家门口的灯也灭了，门牌是九号。"), "join", {"number": kept.matter.number}, by=cast.dispatcher)
    address = f"/desk/cases/{kept.matter.number}/"
    assert "我家门口的灯也灭了" in signed_in(cast, "dispatcher").get(address).content.decode()
    assert "我家门口的灯也灭了" not in signed_in(cast, "handler").get(address).content.decode()


@pytest.mark.parametrize("query", ["since=0001-01-02", "until=0001-01-02", "until=9999-12-31", "since=gestern", "until=2026-02-30"])
def test_a_day_outside_the_calendar_is_told_and_breaks_nothing(cast: Cast, query: str) -> None:
    shown = signed_in(cast, "supervisor").get(f"/desk/statistics/?{query}")
    assert shown.status_code == 422 and "日期写得不对" in shown.content.decode()
