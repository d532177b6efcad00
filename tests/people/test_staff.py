"""The administrator's work, deputies and passwords: who may do what to whom, and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gongban.foundation.journal.models import Event
from gongban.foundation.people.models import Account, Deputy, Membership
from gongban.foundation.people.public import (
    actor_of,
    add_staff,
    change_password,
    end_deputy,
    end_role,
    give_role,
    lock_account,
    name_deputy,
    new_start_password,
    start_password_is_over,
    unlock_account,
)
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def new(cast: Cast) -> Account:
    return add_staff("xin.ren", "辛仁", "Xin Ren", by=cast.admin, at=MONDAY)[0]


def happened() -> list[str]:
    return list(Event.objects.filter(matter=None).order_by("id").values_list("kind", flat=True))


def test_a_new_colleague_has_a_start_password_and_no_role_until_one_is_given(cast: Cast) -> None:
    account, password = add_staff("xin.ren", "辛仁", "", by=cast.admin, at=MONDAY)
    assert account.check_password(password)
    assert actor_of(account, at=MONDAY).roles == frozenset()
    give_role(account, "chengguan", "handler", until=MONDAY + DAY, by=cast.admin, at=MONDAY)
    assert actor_of(account, at=MONDAY).roles == {("handler", "chengguan")}
    assert actor_of(account, at=MONDAY + DAY).roles == frozenset()
    assert happened()[-3:] == ["staff_added", "start_password_given", "role_given"]


WRONG = [
    ({"login": "Xin"}, "staff.login"),
    ({"login": "辛仁"}, "staff.login"),
    ({"login": "luo.lixing"}, "staff.login"),
    ({"name_zh": "  "}, "staff.name_zh"),
]


@pytest.mark.parametrize(("change", "code"), WRONG)
def test_what_is_wrong_with_a_new_account_is_said(cast: Cast, change: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        add_staff(**({"login": "xin.ren", "name_zh": "辛仁", "name_en": ""} | change), by=cast.admin, at=MONDAY)
    assert refusal.value.code == code


@pytest.mark.parametrize("who", [name for name in (*Cast.STAFF, *Cast.RESIDENTS, "anonymous") if name != "admin"])
def test_nobody_but_an_administrator_looks_after_accounts(cast: Cast, who: str) -> None:
    by, target = getattr(cast, who), cast.account("qiu.shishi")
    held = Membership.objects.get(account=target)
    attempts: list[Callable[[], Any]] = [
        lambda: add_staff("xin.ren", "辛仁", "", by=by, at=MONDAY),
        lambda: give_role(target, "chengguan", "administrator", by=by, at=MONDAY),
        lambda: end_role(held.pk, by=by, at=MONDAY),
        lambda: lock_account(target, by=by, at=MONDAY),
        lambda: unlock_account(target, by=by, at=MONDAY),
        lambda: new_start_password(target, by=by, at=MONDAY),
    ]
    for attempt in attempts:
        with pytest.raises(Refusal, match=r"staff\.not_administrator"):
            attempt()


def test_a_role_is_held_once_at_a_time_and_ends_now(cast: Cast, new: Account) -> None:
    held = give_role(new, "chengguan", "handler", by=cast.admin, at=MONDAY)
    with pytest.raises(Refusal, match=r"staff\.role_held"):
        give_role(new, "chengguan", "handler", by=cast.admin, at=MONDAY)
    end_role(held.pk, by=cast.admin, at=MONDAY + DAY)
    assert actor_of(new, at=MONDAY + DAY).roles == frozenset()
    assert actor_of(new, at=MONDAY).roles
    with pytest.raises(Refusal, match="role_not_found"):
        end_role(held.pk, by=cast.admin, at=MONDAY + DAY)


def test_the_last_administrator_stays(cast: Cast, new: Account) -> None:
    own = Membership.objects.get(account=cast.account(cast.admin))
    with pytest.raises(Refusal, match="last_administrator"):
        end_role(own.pk, by=cast.admin, at=MONDAY)
    give_role(new, "zhengshuju", "administrator", by=cast.admin, at=MONDAY)
    end_role(own.pk, by=cast.admin, at=MONDAY)


def test_a_locked_account_acts_as_nobody_until_it_is_unlocked(cast: Cast) -> None:
    target = cast.account(cast.handler)
    lock_account(target, by=cast.admin, at=MONDAY)
    target.refresh_from_db()
    assert actor_of(target, at=MONDAY).kind == "anonymous"
    unlock_account(target, by=cast.admin, at=MONDAY)
    target.refresh_from_db()
    assert actor_of(target, at=MONDAY).holds("handler", "chengguan")


def test_nobody_locks_themselves_out_nor_a_resident(cast: Cast) -> None:
    with pytest.raises(Refusal, match="own_account"):
        lock_account(cast.account(cast.admin), by=cast.admin, at=MONDAY)
    with pytest.raises(Refusal, match=r"staff\.not_found"):
        lock_account(cast.account(cast.chen), by=cast.admin, at=MONDAY)


def test_a_start_password_must_be_changed_within_a_week(cast: Cast, new: Account) -> None:
    assert not start_password_is_over(new, at=MONDAY + 6 * DAY)
    assert start_password_is_over(new, at=MONDAY + 7 * DAY)
    password = new_start_password(new, by=cast.admin, at=MONDAY)
    change_password(new, password, "nine lamps by the river", by=actor_of(new, at=MONDAY), at=MONDAY)
    assert not start_password_is_over(new, at=MONDAY + 7 * DAY)


@pytest.mark.parametrize(
    ("former", "fresh", "code"),
    [
        ("wrong", "nine lamps by the river", "password.former_wrong"),
        ("start here now", "start here now", "password.same"),
        ("start here now", "short", "password.weak"),
        ("start here now", "1234567890123", "password.weak"),
        ("start here now", "xin.ren.2026", "password.weak"),
    ],
)
def test_a_weak_or_wrong_password_is_refused_with_the_reason(cast: Cast, new: Account, former: str, fresh: str, code: str) -> None:
    new.set_password("start here now")
    with pytest.raises(Refusal) as refusal:
        change_password(new, former, fresh, by=actor_of(new, at=MONDAY), at=MONDAY)
    assert refusal.value.code == code


@pytest.fixture
def nobody_stands_in() -> None:
    Deputy.objects.all().delete()


@pytest.mark.parametrize("who", ["handler", "head", "admin"])
def test_a_deputy_is_named_by_oneself_the_head_or_the_administrator(cast: Cast, nobody_stands_in: None, who: str) -> None:
    absent, deputy = cast.account(cast.handler), cast.account(cast.colleague)
    made = name_deputy(absent, deputy, starts=MONDAY, ends=MONDAY + DAY, by=getattr(cast, who), at=MONDAY)
    acting = actor_of(deputy, at=MONDAY, for_absent=str(absent.pk))
    assert (acting.account, acting.acting_for) == (str(deputy.pk), str(absent.pk))
    assert actor_of(deputy, at=MONDAY + DAY, for_absent=str(absent.pk)).acting_for is None
    end_deputy(made.pk, by=getattr(cast, who), at=MONDAY + DAY / 2)
    assert actor_of(deputy, at=MONDAY + DAY / 2, for_absent=str(absent.pk)).acting_for is None


@pytest.mark.parametrize("who", ["colleague", "other_handler", "supervisor", "chen"])
def test_nobody_else_names_or_ends_a_deputy(cast: Cast, who: str) -> None:
    absent, deputy = cast.account(cast.reviewer), cast.account(cast.colleague)
    with pytest.raises(Refusal, match=r"deputy\.not_allowed"):
        name_deputy(absent, deputy, starts=MONDAY, ends=MONDAY + DAY, by=getattr(cast, who), at=MONDAY)
    standing = Deputy.objects.get(absent=absent)
    with pytest.raises(Refusal, match=r"deputy\.not_allowed"):
        end_deputy(standing.pk, by=getattr(cast, who), at=MONDAY)


@pytest.mark.parametrize(
    ("deputy", "starts", "ends", "field"),
    [
        ("luo.lixing", 0, 1, "deputy"),
        ("feng.juan", 0, 1, "deputy"),
        ("chenxiaoyu", 0, 1, "deputy"),
        ("qiu.shishi", 1, 1, "ends"),
        ("qiu.shishi", -2, -1, "ends"),
    ],
)
def test_an_arrangement_must_make_sense(cast: Cast, deputy: str, starts: int, ends: int, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        name_deputy(
            cast.account(cast.handler), cast.account(deputy), starts=MONDAY + starts * DAY, ends=MONDAY + ends * DAY, by=cast.handler, at=MONDAY
        )
    assert refusal.value.field == field


def test_nobody_acts_for_a_colleague_whose_deputy_they_are_not(cast: Cast) -> None:
    stranger, absent = cast.account(cast.other_handler), cast.account(cast.handler)
    assert actor_of(stranger, at=MONDAY, for_absent=str(absent.pk)) == actor_of(stranger, at=MONDAY)
