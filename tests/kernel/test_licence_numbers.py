"""The identifier of an electronic licence (GB/T 36904): real ones are read, made ones fit, a wrong sign is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import licence_number, licence_number_doubt, read_licence_number
from gongban.kernel.identifiers.licence_number import CHARACTERS, check_character

REAL = [  # printed on licences in use: type, issuer, serial, version, check
    ("11100000000013338W011", "11430000006122244L", "20230000403", 1, "U"),
    ("11100000000013338W009", "11330105002500287C", "2025052201", 2, "0"),
    ("11100000MB03271699022", "340100", "000000016", 1, "9"),
]
SIGNS = st.text(alphabet=CHARACTERS, min_size=1)
PARTS = st.tuples(st.text(CHARACTERS, min_size=21, max_size=21), st.text(CHARACTERS, min_size=1, max_size=18), st.text(CHARACTERS, min_size=1, max_size=32), st.integers(1, 999))


@pytest.mark.parametrize(("kind", "issuer", "serial", "version", "check"), REAL)
def test_the_check_character_is_that_of_licences_in_use(kind: str, issuer: str, serial: str, version: int, check: str) -> None:
    number = licence_number(kind, issuer, serial, version)
    assert number.check == check
    assert str(number) == f"1.2.156.3005.2.{kind}.{issuer}.{serial}.{version:03d}.{check}"
    assert read_licence_number(str(number)) == read_licence_number(number.short) == number
    assert licence_number_doubt(str(number)) is None


@given(PARTS)
def test_what_is_made_is_read_again_and_fits(parts: tuple[str, str, str, int]) -> None:
    number = licence_number(*parts)
    assert read_licence_number(f" {number.short.lower()} ") == number
    assert licence_number_doubt(number.short) is None


@given(SIGNS, st.data())
def test_one_wrong_sign_is_always_noticed(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([sign for sign in CHARACTERS if sign != text[place]]))
    assert check_character(text[:place] + other + text[place + 1 :]) != check_character(text)


@given(SIGNS, st.data())
def test_two_neighbours_changed_about_are_always_noticed(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    swapped = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    assert swapped == text or check_character(swapped) != check_character(text)


def test_a_wrong_check_character_warns_and_is_still_read() -> None:
    typed = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.8"
    assert read_licence_number(typed).check == "8"
    doubt = licence_number_doubt(typed)
    assert doubt is not None and "check character" in doubt.en


@pytest.mark.parametrize("typed", ["", "1.2.156.3005.2", "11100000MB03271699022.340100.000000016.000.9", "11100000MB0327169.340100.1.001.9", "a.b.c.d.e", "." * 90])
def test_what_is_no_licence_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_licence_number(typed)
    assert (refused.value.code, refused.value.field) == ("licence_number.malformed", "number")


@pytest.mark.parametrize("parts", [("X", "1", "1", 1), ("A" * 21, "", "1", 1), ("A" * 21, "1", "1", 0), ("A" * 21, "1", "1", 1000)])
def test_parts_outside_the_standard_make_no_number(parts: tuple[str, str, str, int]) -> None:
    with pytest.raises(ValueError):
        licence_number(*parts)
