"""Numbers that people type: forgiven in form, checked in substance, masked before others see them."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.kernel import identifiers
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import (
    check_credit_code,
    check_id_number,
    check_phone,
    credit_code_doubt,
    mask_id_number,
    mask_name,
    mask_phone,
    uuid7,
)

VALID_ID = "99010119900307872X"
VALID_CODE = "91990100MA0000000D"


@pytest.mark.parametrize(
    "typed",
    [VALID_ID, "99010119900307872x", " 990101 19900307 872X ", "９９０１０１１９９００３０７８７２Ｘ"],
)
def test_an_identity_number_may_be_typed_in_many_ways(typed: str) -> None:
    number = check_id_number(typed)
    assert (str(number), number.area, number.born) == (VALID_ID, "990101", date(1990, 3, 7))


def test_the_two_samples_printed_in_the_standard_are_valid() -> None:
    assert [check_id_number(sample).born.year for sample in ("11010519491231002X", "440524188001010014")] == [
        1949,
        1880,
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "id_number.malformed"),
        ("990101900307872", "id_number.malformed"),  # the 15 digits of before 1999
        ("9901011990030787XX", "id_number.malformed"),
        ("99010119900307872Y", "id_number.malformed"),
        ("990101199002308727", "id_number.birth_date"),
        ("990101000003078727", "id_number.birth_date"),
        ("990101199003078720", "id_number.check_digit"),
    ],
)
def test_a_wrong_identity_number_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_id_number(typed)
    assert (refused.value.code, refused.value.field) == (code, "id_number")


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, shift: int) -> None:
    typed = VALID_ID[:17] + "X"
    old = typed[place]
    wrong = str((int(old) + shift) % 10) if old.isdigit() else str(shift)
    with pytest.raises(Refusal):
        check_id_number(typed[:place] + wrong + typed[place + 1 :])


@pytest.mark.parametrize(("typed", "area"), [(VALID_CODE, "990100"), ("91 990100-ma0000000d", "990100")])
def test_a_credit_code_may_be_typed_in_many_ways(typed: str, area: str) -> None:
    assert (str(check_credit_code(typed)), check_credit_code(typed).area) == (VALID_CODE, area)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("91990100MA0000000E", "credit_code.check_digit"), ("91990100MA000000O", "credit_code.malformed")],
)
def test_a_wrong_credit_code_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_credit_code(typed)
    assert refused.value.code == code


def test_where_codes_in_use_do_not_fit_the_check_only_warns() -> None:
    assert credit_code_doubt(VALID_CODE) is None
    assert "校验位" in credit_code_doubt("91990100MA0000000E").zh  # type: ignore[union-attr]
    with pytest.raises(Refusal):
        credit_code_doubt("not a code")


@pytest.mark.parametrize(
    "typed",
    [
        "13000000001",
        "130-0000-0001",
        "130 0000 0001",
        "+86 13000000001",
        "008613000000001",
        "（+86）130 0000 0001",
        "１３００００００００１",
    ],
)
def test_a_mobile_number_has_one_written_form(typed: str) -> None:
    phone = check_phone(typed)
    assert (str(phone), phone.national, phone.is_mobile) == ("+8613000000001", "13000000001", True)


@pytest.mark.parametrize("typed", ["0551-62345678", "+86 551 6234 5678", "（0551）62345678"])
def test_a_landline_is_taken_where_it_is_asked_for(typed: str) -> None:
    phone = check_phone(typed, mobile=False)
    assert (str(phone), phone.is_mobile) == ("+8655162345678", False)
    with pytest.raises(Refusal):
        check_phone(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "12000000001",
        "1300000000",
        "130000000011",
        "+1 617 555 0100",
        "86",
        "1300000000a",
        "62345678",
    ],
)
@pytest.mark.parametrize("mobile", [True, False])
def test_what_is_no_mainland_number_is_refused(typed: str, mobile: bool) -> None:
    with pytest.raises(Refusal) as refused:
        check_phone(typed, mobile=mobile)
    assert refused.value.code == "phone.malformed"


@pytest.mark.parametrize(
    ("mask", "given_text", "shown"),
    [
        (mask_phone, "13812341234", "138****1234"),
        (mask_phone, "+86 138-1234-1234", "138****1234"),
        (mask_phone, "055162345678", "055*****5678"),
        (mask_phone, "110", "***"),
        (mask_id_number, VALID_ID, "990***********872X"),
        (mask_id_number, "12", "**"),
        (mask_name, "张晓明", "张**"),
        (mask_name, " 李四 ", "李**"),
        (mask_name, "王", "王**"),
        (mask_name, "", ""),
    ],
)
def test_a_masked_value_shows_too_little_to_find_the_person(mask, given_text: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    assert mask(given_text) == shown


def test_numbers_do_not_appear_in_logs_by_accident() -> None:
    assert "0001" not in repr(check_phone("13000000001"))
    assert "1990" not in repr(check_id_number(VALID_ID))


def test_ids_are_of_version_7_and_carry_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    module = identifiers.uuid7.__globals__
    monkeypatch.setitem(module, "_last", 0)
    monkeypatch.setattr(module["time"], "time_ns", lambda: 1_645_557_742_000_000_000)
    assert str(uuid7()).startswith("017f22e2-79b0-7")  # the time of the example in RFC 9562, appendix A.6


def test_ids_rise_in_one_process_also_from_many_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: [uuid7() for _ in range(2000)], range(4)))
    assert all(run == sorted(run) for run in runs)
    assert len({made for run in runs for made in run}) == 8000


def test_ids_rise_when_the_machine_s_time_is_set_back_and_when_the_counter_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = identifiers.uuid7.__globals__
    monkeypatch.setitem(module, "_last", (2_000_000_000_000 << 42) | (1 << 42) - 2)
    made = [uuid7() for _ in range(5)]
    assert made == sorted(set(made)) and {m.version for m in made} == {7}
    assert [m.int >> 80 for m in made] == [2_000_000_000_000] + [2_000_000_000_001] * 4
