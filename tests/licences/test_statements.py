"""The signed statement of a QR code and the signed file: whatever is altered is noticed, without asking the city."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongban.kernel.cipher import KeyRing, Purpose
from gongban.kernel.errors import Refusal
from gongban.kernel.licences import (
    Proof,
    PublicKeys,
    Statement,
    found_in,
    prove,
    published,
    read_keys,
    read_paper,
    signed_paper,
    stated,
)

NUMBER = "11990100MB000110XE002.11990100MB000110XE.2026000001.001.5"
SAID = Statement(NUMBER, "food-permit", "江城市临江区老渡口餐饮店", date(2026, 3, 2), date(2031, 3, 1))


class City:
    """A city with its keys, and what it publishes of them."""

    def __init__(self, folder: Path, suite: str = "international") -> None:
        self.ring = KeyRing.create(folder, suite)

    def sign(self, data: bytes) -> tuple[str, bytes]:
        from base64 import b64decode

        parts = self.ring.sign(data).split(":")
        return parts[2], b64decode(parts[3])

    def keys(self) -> PublicKeys:
        return read_keys(json.dumps(published(self.ring.keys(), "https://city.example")))


@pytest.fixture(scope="module", params=["international", "guomi"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("keys") / "ring", request.param)


@pytest.fixture(scope="module")
def code(city: City) -> str:
    return stated(SAID, city.sign)


def test_a_statement_is_proven_by_the_published_keys_alone(city: City) -> None:
    code = stated(SAID, city.sign)
    assert prove(code, city.keys()) == (Proof.SOUND, SAID)
    assert prove(f"https://city.example/licences/verify/?c={code}", city.keys()) == (Proof.SOUND, SAID)
    assert len(code) < 520  # 二维码放得下、扫得出 · it fits into a QR code that phones read
    assert SAID.version == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_altered_sign_is_noticed(city: City, code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_."))
    altered = code[:place] + other + code[place + 1 :]
    proof, said = prove(altered, city.keys())
    assert altered == code or (proof is not Proof.SOUND and said is None)


def test_the_statement_of_another_licence_cannot_be_put_under_this_signature(city: City) -> None:
    longer = stated(Statement(NUMBER, "food-permit", SAID.holder, SAID.since, date(2099, 1, 1)), city.sign)
    form, payload, key, _ = longer.split(".")
    signature = stated(SAID, city.sign).split(".")[3]
    assert prove(f"{form}.{payload}.{key}.{signature}", city.keys())[0] is Proof.FORGED


def test_a_key_that_the_city_never_had_proves_nothing(city: City, tmp_path: Path) -> None:
    forger = City(tmp_path / "forger")
    code = stated(SAID, forger.sign)
    assert prove(code, city.keys())[0] is Proof.UNKNOWN_KEY
    own = stated(SAID, city.sign).split(".")[2]
    parts = code.split(".")
    assert prove(".".join([*parts[:2], own, parts[3]]), city.keys())[0] is Proof.FORGED, "a forger who borrows the key's name"


def test_after_a_rotation_old_codes_stay_proven_and_new_ones_have_the_new_key(tmp_path: Path) -> None:
    city = City(tmp_path / "ring")
    before = stated(SAID, city.sign)
    city.ring.rotate(Purpose.SIGN)
    after = stated(SAID, city.sign)
    assert before.split(".")[2] != after.split(".")[2]
    assert [prove(code, city.keys())[0] for code in (before, after)] == [Proof.SOUND, Proof.SOUND]
    assert [key["active"] for key in published(city.ring.keys(), "")["keys"]] == [False, True]


@pytest.mark.parametrize("text", ["", "GL1", "GL1.a.b.c", "https://city.example/", "GL1." + "A" * 2000 + ".k.s", "\x00" * 50, "GL2." + "A" * 40 + ".sign-1." + "B" * 86])
def test_what_is_no_code_is_told_from_a_forged_one(city: City, text: str) -> None:
    assert prove(text, city.keys()) == (Proof.UNREADABLE, None)
    assert found_in(text) == ""


def _cut(file: bytes) -> bytes:
    return file[: file.rindex(b"\n%GL1")]


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "one byte of the document": lambda file: file.replace(b"2031", b"2099"),
    "something added after the end": lambda file: file + b"% more\n",
    "an update written behind": lambda file: file + b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n",
    "the last line taken away": _cut,
    "another number in the last line": lambda file: file.replace(b"%GL1 " + NUMBER.encode(), b"%GL1 " + NUMBER.replace("2026000001", "2026000002").encode()),
    "the signature cut": lambda file: file[:-12] + b"AAAAAAAAAAA\n",
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_file_is_noticed(city: City, how: str) -> None:
    file = signed_paper(b"%PDF-1.7\n/Keywords (" + NUMBER.encode() + b") until 2031\n%%EOF\n", NUMBER, city.sign)
    sound = read_paper(file, city.keys())
    assert (sound.proof, sound.number) == (Proof.SOUND, NUMBER)
    assert read_paper(ALTERED[how](file), city.keys()).proof is Proof.FORGED


def test_a_file_of_another_kind_is_no_forgery(city: City) -> None:
    assert read_paper(b"%PDF-1.7 a letter %%EOF", city.keys()).proof is Proof.UNREADABLE
    assert read_paper(b"", city.keys()).proof is Proof.UNREADABLE


def test_a_file_signed_elsewhere_names_an_unknown_key(city: City, tmp_path: Path) -> None:
    file = signed_paper(b"%PDF-1.7 %%EOF", NUMBER, City(tmp_path / "other").sign)
    assert read_paper(file, city.keys()).proof is Proof.UNKNOWN_KEY


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": []}', '{"keys": [{"id": "a", "suite": "none", "public": "AA"}]}', '{"keys": [{"id": "a", "suite": "international", "public": "AA"}]}'])
def test_a_broken_file_of_keys_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_keys(text)
    assert refused.value.code == "licence_keys.broken"
