"""licence_types.yaml: what a city says of its licences is checked when it is loaded, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongban.delivery.licences.loading import load
from gongban.delivery.licences.public import Licence, LicenceType, code_of, verify
from gongban.kernel.city import CityFolder, Report
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db
GOOD = """types:
  - code: fishing
    name: {zh: 捕捞许可证, en: Fishing permit}
    holder: person
    issuer: nongye
    kind: "11990100MB000120X4009"
    issuer_code: "11990100MB000120X4"
    months: 12
    fields:
      - {code: boat, name: {zh: 船名, en: Boat}, public: true}
      - {code: born, name: {zh: 出生日期, en: Born}, personal: true, fact: born}
    proves:
      - {fact: veteran, value: "true"}
"""


def loaded(folder: Path, text: str) -> Report:
    (folder / "city.yaml").touch()
    (folder / "licence_types.yaml").write_text(text, encoding="utf-8")
    report = Report()
    load(CityFolder(folder), report)
    return report


def test_types_are_data_of_the_city(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD)
    kind = LicenceType.objects.get(code="fishing")
    assert (kind.name.en, kind.months, [field.code for field in kind.fields], kind.proven[0].fact) == ("Fishing permit", 12, ["boat", "born"], "veteran")


def test_a_type_that_is_no_longer_named_ends_and_its_licences_go_on(tmp_path: Path, permit: Licence) -> None:
    loaded(tmp_path, GOOD)
    assert LicenceType.objects.get(code="food-permit").ended
    assert verify(code_of(permit), at=MONDAY).licence


BROKEN = [
    ("code: fishing", "code: Fishing!", 2, "small letters"),
    ('kind: "11990100MB000120X4009"', 'kind: "123"', 6, "GB/T 36904"),
    ('issuer_code: "11990100MB000120X4"', 'issuer_code: "a-b"', 7, "18 digits"),
    ("issuer: nongye", "issuer: nobody", 5, "no department"),
    ("holder: person", "holder: ship", 4, "not one of"),
    ("months: 12", "months: 0", 8, "must not be below"),
    ("fact: born", "fact: founded", 11, "no fact"),
    ("fact: born", "fact: age", 11, "no fact"),
    ("personal: true, fact", "personal: true, public: true, fact", 11, "not public"),
    ('value: "true"', 'value: "maybe"', 13, "no such value"),
    ("code: boat", "code: born", 10, "same code"),
    ("months: 12", "colour: red", 8, "not known"),
]


@pytest.mark.parametrize(("old", "new", "line", "why"), BROKEN, ids=[new for _, new, _, _ in BROKEN])
def test_a_broken_file_is_refused_with_line_and_reason(tmp_path: Path, old: str, new: str, line: int, why: str) -> None:
    before = set(LicenceType.objects.values_list("code", flat=True))
    with pytest.raises(Exception, match=why) as refused:
        loaded(tmp_path, GOOD.replace(old, new, 1))
    assert f"licence_types.yaml:{line}" in str(refused.value) or (why == "same code" and "licence_types.yaml:" in str(refused.value))
    assert set(LicenceType.objects.values_list("code", flat=True)) == before
