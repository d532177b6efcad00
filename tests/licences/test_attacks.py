"""What somebody with bad intentions tries: altered codes and files, other keys, guessed numbers, kills in the middle of issuing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from gongban.delivery.licences.public import (
    Licence,
    Sought,
    Verdict,
    address_of,
    code_of,
    count_licences,
    counts,
    issue,
    list_licences,
    sign_paper,
    verify,
    verify_file,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.keys import ring
from gongban.kernel.cipher import KeyRing, Purpose
from gongban.kernel.licences import Statement, stated
from tests.cast import MONDAY, Cast
from tests.licences.conftest import CARD, CHEN_NUMBER, PERMIT, Offices

pytestmark = pytest.mark.django_db
DOCUMENT = b"%PDF-1.7\nvalid until 2031-03-01\n%%EOF\n"


def failures() -> list[tuple[str, str]]:
    return [(event.payload["way"], event.payload["why"]) for event in Event.objects.filter(kind="licence_proof_failed").order_by("id")]


def test_the_code_shows_state_and_masked_holder_and_tells_the_holder_of_the_look(card: Licence) -> None:
    found = verify(address_of(card), at=MONDAY)
    assert found.verdict is Verdict.GENUINE and found.licence and found.licence.good
    assert (found.licence.holder, found.licence.fields) == ("陈**", []), "nothing personal on the page of a person's card"
    look = card.looks.get()
    assert (look.way, look.department_id) == ("code", None)
    assert Event.objects.get(kind="licence_looked").actor == "anonymous"


def test_an_enterprise_is_shown_in_full_and_its_people_are_not(permit: Licence) -> None:
    found = verify(code_of(permit), at=MONDAY).licence
    assert found and found.holder == "江城市临江区老渡口餐饮店"
    assert "何渡生" not in str(found)


def test_an_altered_code_opens_nothing_and_is_journalled(permit: Licence) -> None:
    code = code_of(permit)
    for altered in (code[:30] + ("A" if code[30] != "A" else "B") + code[31:], code[:-4] + "AAAA"):
        found = verify(altered, at=MONDAY)
        assert (found.verdict, found.licence) == (Verdict.FORGED, None)
    assert failures() == [("code", "forged")] * 2 and not permit.looks.exists()


def test_a_code_signed_by_another_key_opens_nothing(permit: Licence, tmp_path: Path) -> None:
    forger = KeyRing.create(tmp_path / "forger")
    from base64 import b64decode

    def sign(data: bytes) -> tuple[str, bytes]:
        parts = forger.sign(data).split(":")
        return parts[2], b64decode(parts[3])

    longer = stated(Statement(permit.number, "food-permit", "老渡口", permit.since, date(2099, 1, 1)), sign)
    own = code_of(permit).split(".")[2]
    borrowed = ".".join([*longer.split(".")[:2], own, longer.split(".")[3]])
    assert [verify(each, at=MONDAY).verdict for each in (longer, borrowed)] == [Verdict.FORGED, Verdict.FORGED]
    assert failures() == [("code", "unknown_key"), ("code", "forged")]


def test_a_code_of_ours_that_stands_in_no_register_is_told_apart(permit: Licence) -> None:
    code = code_of(permit)
    permit.versions.all().delete()
    assert verify(code, at=MONDAY).verdict is Verdict.NOT_ISSUED and failures() == [("code", "not_issued")]


def test_a_number_alone_opens_nothing(permit: Licence) -> None:
    for guess in (permit.number, f"1.2.156.3005.2.{permit.number}", permit.base, str(permit.pk)):
        found = verify(guess, at=MONDAY)
        assert (found.verdict, found.licence) == (Verdict.UNREADABLE, None)
        named = verify_file(b"%PDF-1.7 " + guess.encode() + b" %%EOF", at=MONDAY)
        assert named.licence is None
    assert not permit.looks.exists()


@pytest.mark.parametrize("name", ["market", "clerk", "police", "health"])
def test_lists_counts_and_searches_show_the_units_own_only(offices: Offices, permit: Licence, card: Licence, name: str) -> None:
    own = {"market": {permit.pk}, "clerk": {permit.pk}, "police": {card.pk}, "health": set()}[name]
    by = getattr(offices, name)
    for words in ("", CHEN_NUMBER, "2026000001", permit.number, "老渡口", card.number):
        sought = Sought(words=words)
        rows = {row.pk for row in list_licences(by, sought, at=MONDAY).rows}
        assert rows <= own and count_licences(by, sought, at=MONDAY) == len(rows)
    assert sum(counts(by, MONDAY).values()) == len(own)


def test_residents_and_other_staff_list_nothing(cast: Cast, permit: Licence, card: Licence) -> None:
    for by in (cast.chen, cast.agent, cast.anonymous, cast.admin, cast.leader, cast.operator, cast.handler):
        assert list(list_licences(by, Sought(), at=MONDAY).rows) == [] and sum(counts(by, MONDAY).values()) == 0


def test_a_file_is_proven_as_a_whole(cast: Cast, permit: Licence) -> None:
    file = sign_paper(permit, DOCUMENT, by=cast.system, at=MONDAY)
    found = verify_file(file, at=MONDAY)
    assert found.verdict is Verdict.GENUINE and permit.looks.get().way == "file"
    altered = verify_file(file.replace(b"2031", b"2099"), at=MONDAY)
    assert (altered.verdict, altered.licence) == (Verdict.FORGED, None) and failures() == [("file", "forged")]
    assert verify_file(b"%PDF-1.7 a letter %%EOF", at=MONDAY).verdict is Verdict.UNREADABLE


def test_the_journal_keeps_the_digest_of_every_file_made(cast: Cast, permit: Licence) -> None:
    import hashlib

    file = sign_paper(permit, DOCUMENT, by=cast.system, at=MONDAY)
    assert Event.objects.get(kind="licence_printed").payload["digest"] == hashlib.sha256(file).hexdigest()


def test_codes_and_files_outlive_the_rotation_of_keys(cast: Cast, permit: Licence) -> None:
    code, file = code_of(permit), sign_paper(permit, DOCUMENT, by=cast.system, at=MONDAY)
    ring().rotate(Purpose.SIGN)
    assert verify(code, at=MONDAY).verdict is verify_file(file, at=MONDAY).verdict is Verdict.GENUINE


KILLED = """
import os, sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from gongban.delivery.licences import issuing
from gongban.delivery.licences.public import issue
from gongban.foundation.people.public import Account, actor_of
from tests.cast import MONDAY
from tests.licences.conftest import PERMIT

def hang(licence, at):
    print("in the middle", flush=True)
    time.sleep(60)

issuing.refresh_facts = hang
issue(PERMIT, key="JCB9:granted", by=actor_of(Account.objects.get(login="shang.chengxin"), at=MONDAY), at=MONDAY)
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_of_issuing_leaves_nothing_and_the_next_issues_it_once(offices: Offices) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.getcwd()}
    killed = subprocess.Popen([sys.executable, "-c", KILLED, connection.settings_dict["NAME"]], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert killed.stdout and killed.stdout.readline().strip() == "in the middle"
    finally:
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait(timeout=20)
    until = time.monotonic() + 20
    while Licence.objects.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Licence.objects.exists() and not Event.objects.filter(kind="licence_issued").exists()
    made = [issue(PERMIT, key="JCB9:granted", by=offices.market, at=MONDAY) for _ in range(2)]
    assert made[0].pk == made[1].pk and Licence.objects.count() == 1
    assert made[0].number.split(".")[2] == "2026000001", "no number is lost"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_press_at_once_issue_one(offices: Offices) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    by = offices.police

    def press(_: int) -> str:
        try:
            return str(issue(CARD, key="JCB7:granted", by=by, at=MONDAY).pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(press, range(4)))
    assert len(found) == 1 and Licence.objects.count() == 1 and Event.objects.filter(kind="licence_issued").count() == 1
