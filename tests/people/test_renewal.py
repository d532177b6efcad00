"""New keys: every encrypted value is written anew, found as before, and a run that was cut short is resumed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongban.cli.keys import rotate
from gongban.delivery.cases.public import Report as Given
from gongban.delivery.cases.public import contact, prove_party, receive
from gongban.foundation import renewal
from gongban.foundation.keys import forget_keys, ring
from gongban.foundation.matters.public import Party
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.sending import letter_of
from gongban.foundation.people.models import Resident
from gongban.foundation.people.public import identity_of, send_code, sign_in_with
from gongban.foundation.renewal import PROTECTED, renew, rotate_keys, waiting
from gongban.kernel.cipher import Purpose
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Keys of this test alone, beginning with those under which the sample city was loaded."""
    (tmp_path / "keys").mkdir(mode=0o700)
    for file in (Path(settings.HOME) / "keys").glob("*.json"):
        copy = tmp_path / "keys" / file.name
        copy.touch(mode=0o600)
        copy.write_bytes(file.read_bytes())
    settings.HOME = tmp_path
    forget_keys()
    yield
    forget_keys()


def nothing(done: int, total: int) -> None:
    return None


def test_every_declared_column_is_renewed_and_reads_as_before(cast: Cast) -> None:
    case = cast.report(by=cast.operator, channel="hotline", name="张大妈", phone="13000000901")
    send_code("13000000901", at=MONDAY)
    before = {row.pk: identity_of(row.account) for row in Resident.objects.select_related("account")}
    renewed, resumed = rotate_keys(nothing)
    assert (renewed > len(before), resumed, waiting()) == (True, False, 0)
    assert {row.pk: identity_of(row.account) for row in Resident.objects.select_related("account")} == before
    party = Party.objects.get(matter=case.pk)
    assert (contact(party).name, contact(party).phone) == ("张大妈", "+8613000000901")
    assert ring().active(Purpose.ENCRYPT).id in party.phone
    assert letter_of(Message.objects.get()).to == "+8613000000901"


def test_people_codes_and_callers_are_found_after_the_change(cast: Cast) -> None:
    known = cast.account(cast.chen)
    received = receive([Given.read({"kind": "inquiry", "text": "几点开门？办什么证？", "anonymous": True})], by=cast.anonymous, at=MONDAY)[0]
    send_code("13000000001", at=MONDAY)
    code = letter_of(Message.objects.get()).values["code"]
    rotate_keys(nothing)
    assert sign_in_with("13000000001", code, at=MONDAY + timedelta(minutes=1)) == known
    assert prove_party(received.case.matter.number, received.follow_code).matter_id == received.case.pk


def test_a_known_resident_signs_in_while_the_change_is_under_way(cast: Cast) -> None:
    ring().rotate(Purpose.LOOKUP)
    send_code("13000000001", at=MONDAY)
    code = letter_of(Message.objects.get()).values["code"]
    assert sign_in_with("13000000001", code, at=MONDAY) == cast.account(cast.chen)


def test_a_run_that_was_cut_short_goes_on_without_making_further_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    class CutShort(Exception):
        pass

    def after_three(done: int, total: int) -> None:
        if done == 3:
            raise CutShort

    with pytest.raises(CutShort):
        rotate_keys(after_three)
    keys, left = len(ring().keys()), waiting()
    assert left > 0
    monkeypatch.setattr(renewal, "BATCH", 2)
    assert rotate_keys(nothing) == (left, True)
    assert (len(ring().keys()), waiting()) == (keys, 0)


def test_what_somebody_changes_meanwhile_is_not_overwritten(cast: Cast) -> None:
    ring().rotate(Purpose.ENCRYPT)
    resident = Resident.objects.get(account=cast.account(cast.chen))
    (column,) = [one for one in PROTECTED if (one.model, one.name) == ("people.Resident", "full_name")]
    Resident.objects.filter(pk=resident.pk).update(full_name="changed")
    assert renewal._renew(column, resident) == 0
    assert Resident.objects.get(pk=resident.pk).full_name == "changed"


def test_progress_ends_at_the_whole() -> None:
    ring().rotate(Purpose.ENCRYPT)
    total, told = waiting(), []
    renew(lambda done, whole: told.append((done, whole)))
    assert told[-1] == (total, total)


def test_every_encrypted_column_of_the_models_is_declared() -> None:
    """A text column whose comment says "encrypted", or that has a look-up beside it, must be renewed too."""
    source = Path(renewal.__file__).parent.parent
    named = {column.name for column in PROTECTED}
    for file in source.rglob("models.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "# encrypted" in line:
                assert line.split("=")[0].strip() in named, f"{file}: {line}"


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    rotate()
    assert "已换新密钥" in capsys.readouterr().out
