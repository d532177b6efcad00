"""Secrets are kept, found again, sealed and signed, in both suites, and every output names its suite and key."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.kernel.cipher import SUITES, KeyRing, Purpose, fits_seal, seal, suite_named
from gongban.kernel.errors import Refusal

PHONE, OTHER = "people.person.phone", "people.person.id_number"


@pytest.fixture(params=sorted(SUITES))
def ring(request: pytest.FixtureRequest, tmp_path: Path) -> KeyRing:
    return KeyRing.create(tmp_path / "keys", request.param)


def refusal_of(attempt, *args: object) -> Refusal:  # type: ignore[no-untyped-def]
    with pytest.raises(Refusal) as refused:
        attempt(*args)
    return refused.value


@pytest.mark.parametrize(
    ("name", "key", "nonce", "bound_to", "plain", "secret"),
    [
        (  # McGrew and Viega, The Galois/Counter Mode of Operation, test case 14
            "international",
            "00" * 32,
            "00" * 12,
            "",
            "00" * 16,
            "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919",
        ),
        (  # RFC 8998, appendix A.1
            "guomi",
            "0123456789abcdeffedcba9876543210",
            "00001234567800000000abcd",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "".join(byte * 8 for byte in ("aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa")),
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            "83de3541e4c2b58177e065a9bf7b62ec",
        ),
    ],
)
def test_encryption_fits_the_published_vectors(
    name: str, key: str, nonce: str, bound_to: str, plain: str, secret: str
) -> None:
    opened = suite_named(name).decrypt(*map(bytes.fromhex, (key, nonce + secret, bound_to)))
    assert opened.hex() == plain


@pytest.mark.parametrize(
    ("name", "public", "data", "signature"),
    [
        (  # RFC 8032, section 7.1, test 1
            "international",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            b"",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (  # GB/T 32918.5-2017, appendix A.2, as DER
            "guomi",
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
            b"message digest",
            "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
        ),
    ],
)
def test_signatures_fit_the_published_vectors(name: str, public: str, data: bytes, signature: str) -> None:
    signer = suite_named(name).signer
    assert signer.verify(bytes.fromhex(public), data, bytes.fromhex(signature))
    assert not signer.verify(bytes.fromhex(public), data + b".", bytes.fromhex(signature))


def test_seals_fit_the_published_vectors_and_name_their_hash() -> None:
    assert seal(b"abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert seal(b"abc", "guomi") == "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.parametrize(
    ("sealed", "fits"),
    [
        (seal(b"abc"), True),
        (seal(b"abc", "guomi"), True),
        (seal(b"abd"), False),
        ("sm3:" + seal(b"abc").partition(":")[2], False),
        ("md5:900150983cd24fb0d6963f7d28e17f72", False),
        ("", False),
        ("sha256:密", False),
    ],
)
def test_a_seal_is_checked_by_the_hash_that_it_names(sealed: str, fits: bool) -> None:
    assert fits_seal(b"abc", sealed) is fits


@pytest.mark.parametrize("text", ["13000000001", "", "张三，江城区桥西街 12 号", "😀" * 1000])
def test_what_was_encrypted_is_read_again_in_its_own_context(ring: KeyRing, text: str) -> None:
    token = ring.encrypt(text, PHONE)
    assert ring.decrypt(token, PHONE) == text
    assert KeyRing(ring.folder).decrypt(token, PHONE) == text


def test_a_token_names_form_suite_and_key_and_never_repeats(ring: KeyRing) -> None:
    key = ring.active(Purpose.ENCRYPT)
    first, second = ring.encrypt("13000000001", PHONE), ring.encrypt("13000000001", PHONE)
    assert first.split(":")[:3] == second.split(":")[:3] == ["gm1", key.suite, key.id]
    assert first != second


def test_a_token_moved_to_another_column_cannot_be_read(ring: KeyRing) -> None:
    refusal = refusal_of(ring.decrypt, ring.encrypt("13000000001", PHONE), OTHER)
    assert refusal.code == "cipher.damaged"


@pytest.mark.parametrize("place", range(0, 80, 4))
def test_one_changed_character_anywhere_is_noticed(ring: KeyRing, place: int) -> None:
    token = ring.encrypt("13000000001", PHONE)
    place %= len(token.rstrip("="))
    changed = token[:place] + ("B" if token[place] == "A" else "A") + token[place + 1 :]
    assert refusal_of(ring.decrypt, changed, PHONE).code in {"cipher.damaged", "keys.unknown"}


@given(
    junk=st.text()
    | st.from_regex(r"gm1:(guomi|international):[a-z0-9-]{1,30}:[A-Za-z0-9+/=]*", fullmatch=True)
)
def test_junk_is_refused_with_a_sentence_never_a_crash(
    junk: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "junk-keys"
    ring = KeyRing(folder) if folder.exists() else KeyRing.create(folder, "guomi")
    assert refusal_of(ring.decrypt, junk, PHONE).code in {"cipher.damaged", "keys.unknown"}
    assert refusal_of(ring.verify, b"data", junk).code in {"cipher.damaged", "keys.unknown"}


def test_a_key_is_not_used_for_another_purpose(ring: KeyRing) -> None:
    assert refusal_of(ring.decrypt, ring.sign(b"data"), PHONE).code == "cipher.damaged"
    assert refusal_of(ring.verify, b"data", ring.encrypt("text", PHONE)).code == "cipher.damaged"


def test_a_lookup_hash_is_the_same_for_the_same_text_in_the_same_context_only(ring: KeyRing) -> None:
    found = ring.lookup("13000000001", PHONE)
    assert found == ring.lookup("13000000001", PHONE) == KeyRing(ring.folder).lookup("13000000001", PHONE)
    assert found not in {ring.lookup("13000000002", PHONE), ring.lookup("13000000001", OTHER)}
    key = ring.active(Purpose.LOOKUP)
    assert re.fullmatch(rf"{key.suite}:{key.id}:[0-9a-f]{{64}}", found)


def test_context_and_text_cannot_be_shifted_into_each_other(ring: KeyRing) -> None:
    assert ring.lookup("b:c", "a") != ring.lookup("c", "a:b")


def test_a_signature_holds_for_exactly_what_was_signed(ring: KeyRing) -> None:
    token = ring.sign(b"the head of the journal")
    assert ring.verify(b"the head of the journal", token)
    assert not ring.verify(b"the head of the journal.", token)
    assert not ring.verify(b"the head of the journal", ":".join([*token.split(":")[:3], ""]))


def test_after_a_rotation_new_values_have_the_new_key_and_old_ones_are_still_read(ring: KeyRing) -> None:
    token, found, signed = ring.encrypt("text", PHONE), ring.lookup("text", PHONE), ring.sign(b"data")
    fresh = {purpose: ring.rotate(purpose).id for purpose in Purpose}
    assert ring.decrypt(token, PHONE) == "text"
    assert ring.verify(b"data", signed)
    assert ring.lookups("text", PHONE) == [ring.lookup("text", PHONE), found]
    assert ring.encrypt("text", PHONE).split(":")[2] == fresh[Purpose.ENCRYPT]
    assert ring.lookup("text", PHONE).split(":")[1] == fresh[Purpose.LOOKUP]


def test_what_needs_renewal_after_a_rotation_is_told(ring: KeyRing) -> None:
    token, found = ring.encrypt("text", PHONE), ring.lookup("text", PHONE)
    assert not ring.needs_renewal(token) and not ring.needs_renewal(found)
    ring.rotate(Purpose.ENCRYPT)
    assert ring.needs_renewal(token) and not ring.needs_renewal(found)


def test_a_city_can_move_from_one_suite_to_the_other(ring: KeyRing) -> None:
    (other,) = set(SUITES) - {ring.active(Purpose.SIGN).suite}
    token, sealed = ring.encrypt("text", PHONE), ring.seal(b"data")
    for purpose in Purpose:
        ring.rotate(purpose, other)
    assert ring.decrypt(token, PHONE) == "text" and fits_seal(b"data", sealed)
    assert ring.encrypt("text", PHONE).split(":")[1] == other
    assert ring.seal(b"data") == seal(b"data", other)


def test_another_process_uses_the_new_key_without_a_restart(ring: KeyRing) -> None:
    elsewhere = KeyRing(ring.folder)
    elsewhere.lookup("text", PHONE)
    ring.rotate(Purpose.LOOKUP)
    assert elsewhere.lookup("text", PHONE) == ring.lookup("text", PHONE)


def test_a_rotation_cut_short_leaves_two_active_keys_and_the_newer_one_works(ring: KeyRing) -> None:
    old = ring.active(Purpose.ENCRYPT)
    file = ring.folder / f"{old.id}.json"
    before = file.read_text()
    fresh = ring.rotate(Purpose.ENCRYPT)
    file.write_text(before)
    assert KeyRing(ring.folder).active(Purpose.ENCRYPT).id == fresh.id


def test_key_files_are_for_their_owner_only(ring: KeyRing) -> None:
    assert ring.folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in ring.folder.iterdir()} == {0o600}
    assert len(list(ring.folder.iterdir())) == 3


def test_keys_are_never_overwritten(ring: KeyRing) -> None:
    assert refusal_of(KeyRing.create, ring.folder).code == "keys.exist"


def test_secrets_do_not_appear_in_logs_by_accident(ring: KeyRing) -> None:
    key = ring.active(Purpose.SIGN)
    assert repr(key.secret) not in repr(key) and key.secret.hex() not in repr(ring)


def cut(file: Path) -> None:
    file.write_text(file.read_text()[:-20])


def change(**fields: object):  # type: ignore[no-untyped-def]
    return lambda file: file.write_text(json.dumps(json.loads(file.read_text()) | fields))


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (Path.unlink, "keys.missing", "从备份恢复"),
        (cut, "keys.damaged", "从备份恢复"),
        (lambda file: file.write_bytes(b"\xff\x00"), "keys.damaged", "从备份恢复"),
        (lambda file: file.write_text("[]"), "keys.damaged", "从备份恢复"),
        (change(secret="AAAA"), "keys.damaged", "从备份恢复"),
        (change(secret="!"), "keys.damaged", "从备份恢复"),
        (change(suite="rot13"), "keys.damaged", "从备份恢复"),
        (change(purpose="party"), "keys.damaged", "从备份恢复"),
        (change(id="../elsewhere"), "keys.damaged", "从备份恢复"),
        (change(created=None), "keys.damaged", "从备份恢复"),
        (change(active=False), "keys.missing", "从备份恢复"),
        (lambda file: file.chmod(0o644), "keys.open_to_others", "chmod 600"),
    ],
)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_missing_or_damaged_key_is_one_clear_sentence(
    ring: KeyRing,
    purpose: Purpose,
    damage,
    code: str,
    said: str,  # type: ignore[no-untyped-def]
) -> None:
    damage(ring.folder / f"{ring.active(purpose).id}.json")
    refusal = refusal_of(KeyRing, ring.folder)
    assert (refusal.code, refusal.status) == (code, 500)
    assert said in refusal.words.zh and str(ring.folder) in refusal.words.en


def test_no_folder_at_all_is_one_clear_sentence(tmp_path: Path) -> None:
    assert refusal_of(KeyRing, tmp_path / "nowhere").code == "keys.missing"


def test_a_value_whose_key_is_gone_names_the_key(ring: KeyRing) -> None:
    old, token = ring.active(Purpose.ENCRYPT).id, ring.encrypt("text", PHONE)
    ring.rotate(Purpose.ENCRYPT)
    (ring.folder / f"{old}.json").unlink()
    refusal = refusal_of(KeyRing(ring.folder).decrypt, token, PHONE)
    assert refusal.code == "keys.unknown" and old in refusal.words.zh


def test_an_unknown_suite_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    assert refusal_of(KeyRing.create, tmp_path / "keys", "rot13").code == "cipher.suite_unknown"
    assert not (tmp_path / "keys").exists()
