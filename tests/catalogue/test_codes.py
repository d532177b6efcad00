"""Codes of items: base code, implementation code, handling code; built, taken apart, checked; the code lists are the standard's."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongban.design.catalogue.public import (
    Level,
    base_code,
    check_code,
    code_list,
    code_lists,
    doubt,
    implementation_code,
    read_code,
)
from gongban.kernel.errors import NotFound, Refusal

BODY = "11990100MB000110XE"
REAL = "11440000006939756B2440101007000"  # a code in use
READ = [  # code, level of the three, base, main item, handling
    (REAL, Level.MAIN, "440101007000", "440101007000", ""),
    ("11440000006940116U2440102002003", Level.SUB, "440102002003", "440102002000", ""),
    ("11440000006940116U244010200300103", Level.HANDLING, "440102003001", "440102003000", "03"),
]
WRONG = {
    "": "item.code_shape", REAL[:-1]: "item.code_shape", f"{REAL}1": "item.code_shape", REAL[:18] + "9" + REAL[19:]: "item.code_level",
    REAL.replace("B2", "V2"): "item.code_check", REAL.replace("756B", "757B"): "item.code_check",
}  # fmt: skip


@pytest.mark.parametrize(("code", "level", "base", "main", "handling"), READ)
def test_a_code_is_taken_apart(code: str, level: Level, base: str, main: str, handling: str) -> None:
    found = check_code(code)
    assert (found.depth, found.base, found.main, found.handling, str(found)) == (level, base, main, handling, code)


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_code_is_refused_with_what_is_wrong(code: str) -> None:
    with pytest.raises(Refusal) as told:
        check_code(code)
    assert told.value.code == WRONG[code] and told.value.field == "code"


def test_full_width_digits_and_blanks_are_forgiven() -> None:
    assert str(check_code(" １１440000006939756b 2 440101007000 ")) == REAL


def test_some_codes_in_use_have_a_wrong_check_character_they_can_be_read_with_a_doubt() -> None:
    found = read_code("13440000515356094L2442199643000")
    assert (said := doubt(found)) and "校验位" in said.zh and doubt(read_code(REAL)) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # 慢机器上也要过 · also on a slow machine
@given(st.sampled_from("1234567"), st.integers(0, 99), st.sampled_from(["01", "07", "10", "20"]), st.integers(0, 99_999), st.integers(0, 999), st.sampled_from(["", "01", "99"]))
def test_what_is_built_is_what_is_read(level: str, area: int, kind: str, main: int, sub: int, handling: str) -> None:
    base = base_code(area=f"{area:02d}", type=kind, main=main, sub=sub)
    found = implementation_code(BODY, level, base, handling)
    assert (found.body, found.level, found.area, found.type, found.base, found.handling) == (BODY, level, f"{area:02d}", kind, base, handling)
    assert len(str(found)) == 31 + len(handling)


def test_parts_that_are_too_long_are_refused() -> None:
    with pytest.raises(Refusal):
        base_code(area="44", type="01", main=123_456)


@pytest.mark.parametrize(("name", "code", "zh"), [("types", "01", "行政许可"), ("types", "20", "公共服务"), ("levels", "7", "分级管理"), ("bodies", "3", "受委托组织"),
                                                  ("objects", "4", "社会组织法人"), ("forms", "3", "掌上办理"), ("handlings", "1", "即办件")])  # fmt: skip
def test_the_code_lists_are_those_of_the_standard(name: str, code: str, zh: str) -> None:
    assert code_list(name).words(code).zh == zh and code_list(name).code_of(zh) == code


def test_every_code_has_its_words_in_both_languages() -> None:
    for found in code_lists().values():
        assert all(words.zh and words.en and words.zh != words.en for words in found.codes.values())


def test_a_province_may_add_types_and_nothing_else() -> None:
    assert code_list("types").knows("11") and code_list("types").knows("21") and not code_list("types").knows("31")
    assert not code_list("levels").knows("8")
    with pytest.raises(NotFound):
        code_list("colours")
