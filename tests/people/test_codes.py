"""The login code: its limits of time, tries and frequency; a code works once, for the phone it was sent to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gongban.foundation.messages.models import Message
from gongban.foundation.messages.sending import letter_of
from gongban.foundation.people.models import Account, OneTimeCode, Resident
from gongban.foundation.people.public import send_code, sign_in_with, spend
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db
PHONE = "13000000955"


def minutes(count: float) -> datetime:
    return MONDAY + timedelta(minutes=count)


def code_for(phone: str = PHONE, when: datetime = MONDAY) -> str:
    send_code(phone, at=when)
    return letter_of(Message.objects.order_by("told_at", "pk").last()).values["code"]  # type: ignore[arg-type]


def refused(phone: str, code: str, when: datetime) -> str:
    with pytest.raises(Refusal) as refusal:
        sign_in_with(phone, code, at=when)
    return refusal.value.code


def test_the_right_code_opens_an_account_and_later_the_same_one() -> None:
    first = sign_in_with(PHONE, code_for(), at=minutes(4))
    again = sign_in_with("+86 130-0000-0955", code_for(when=minutes(10)), at=minutes(11))
    assert first == again
    assert (first.kind, first.has_usable_password()) == ("resident", False)


def test_a_known_resident_of_the_city_signs_in_to_their_own_account(cast: Cast) -> None:
    assert sign_in_with("13000000001", code_for("13000000001"), at=minutes(1)) == cast.account(cast.chen)


def test_a_code_works_once() -> None:
    code = code_for()
    sign_in_with(PHONE, code, at=minutes(1))
    assert refused(PHONE, code, minutes(2)) == "sign_in.code_over"


def test_a_code_ends_after_five_minutes() -> None:
    code = code_for()
    assert refused(PHONE, code, minutes(5)) == "sign_in.code_over"


def test_a_code_ends_after_five_tries_even_for_the_right_one() -> None:
    code = code_for()
    wrong = "000000" if code != "000000" else "111111"
    assert [refused(PHONE, wrong, minutes(1)) for _ in range(5)] == ["sign_in.code_wrong"] * 5
    assert refused(PHONE, code, minutes(1)) == "sign_in.code_over"


def test_only_the_last_code_counts() -> None:
    first = code_for()
    second = code_for(when=minutes(2))
    if first != second:
        assert refused(PHONE, first, minutes(3)) == "sign_in.code_wrong"
    sign_in_with(PHONE, second, at=minutes(3))


def test_a_code_is_good_for_its_own_phone_only() -> None:
    code = code_for()
    code_for("13000000956")
    other = refused("13000000956", code, minutes(1)) if code != code_for("13000000957") else "sign_in.code_wrong"
    assert other == "sign_in.code_wrong"
    assert refused("13000000958", code, minutes(1)) == "sign_in.code_over"


@pytest.mark.parametrize("typed", ["", "x", "12345", "1300000095", "0551-62345678", "13000000955; DROP"])
def test_what_is_no_mobile_number_gets_no_code(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        send_code(typed, at=MONDAY)
    assert (refusal.value.field, OneTimeCode.objects.count()) == ("phone", 0)


def test_once_a_minute_and_ten_times_a_day() -> None:
    for number in range(10):
        send_code(PHONE, at=minutes(2 * number))
        with pytest.raises(Refusal, match=r"sign_in\.too_soon"):
            send_code(PHONE, at=minutes(2 * number + 0.9))
    with pytest.raises(Refusal, match=r"sign_in\.too_many_codes"):
        send_code(PHONE, at=minutes(60))
    send_code(PHONE, at=minutes(24 * 60 + 1))


def test_neither_phone_nor_code_can_be_read_in_the_tables() -> None:
    code = code_for()
    sign_in_with(PHONE, code, at=minutes(1))
    rows = [*OneTimeCode.objects.values_list(), *Resident.objects.values_list(), *Account.objects.values_list()]
    assert not any(secret in str(row) for row in rows for secret in (PHONE, f"'{code}'"))


def test_a_locked_resident_is_told_so() -> None:
    account = sign_in_with(PHONE, code_for(), at=minutes(1))
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert refused(PHONE, code_for(when=minutes(3)), minutes(4)) == "sign_in.closed"


def test_what_is_allowed_in_a_span_is_counted_for_each_alone_and_begins_anew() -> None:
    def once_more(who: str, when: datetime) -> None:
        spend("codes", who, most=3, within=timedelta(hours=1), at=when)

    for _ in range(3):
        once_more("192.0.2.1", MONDAY)
    with pytest.raises(Refusal, match="too_often") as refusal:
        once_more("192.0.2.1", minutes(50))
    assert (refusal.value.status, "10" in refusal.value.words.zh) == (429, True)
    once_more("192.0.2.2", minutes(50))
    once_more("192.0.2.1", minutes(60))
