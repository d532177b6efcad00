"""`gongban verify-licence` proves codes and files on a machine that knows nothing but the published keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from gongban.delivery.licences.public import Licence, address_of, code_of, look
from gongban.web.site.licence_paper import licence_paper
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


def run(*given: str, home: Path) -> subprocess.CompletedProcess[str]:
    """The command in an empty home, without a database to be found."""
    environment = {**os.environ, "GONGBAN_HOME": str(home / "none"), "DATABASE_URL": ""}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run([f"{sys.prefix}/bin/gongban", "verify-licence", *given], capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def keys(db: None, tmp_path: Path) -> Path:
    file = tmp_path / "keys.json"
    file.write_bytes(Client().get("/.well-known/gongban-licence-keys.json").content)
    return file


def test_a_code_is_proven_without_an_instance(permit: Licence, keys: Path, tmp_path: Path) -> None:
    said = run(address_of(permit), "--keys", str(keys), "--json", home=tmp_path)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    assert (found["proof"], found["number"], found["statement"]["until"]) == ("sound", permit.number, "2031-03-01")
    assert not (tmp_path / "none").exists(), "nothing was made"
    code = code_of(permit)
    forged = run(code[:-4] + "AAAA", "--keys", str(keys), home=tmp_path)
    assert forged.returncode == 1 and "假" in forged.stderr and "Traceback" not in forged.stderr


def test_a_pdf_is_proven_and_an_altered_one_is_not(cast: Cast, permit: Licence, keys: Path, tmp_path: Path) -> None:
    file = licence_paper(look(permit.pk, by=cast.system, at=MONDAY), by=cast.system, at=MONDAY)
    assert file[:5] == b"%PDF-" and permit.number.encode() in file
    for name, content, code in (("good", file, 0), ("altered", file.replace(b"/Type", b"/tYpe", 1), 1), ("cut", file[: file.rindex(b"\n%GL1")], 1)):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        said = run(str(tmp_path / f"{name}.pdf"), "--keys", str(keys), home=tmp_path)
        assert said.returncode == code, (name, said.stderr)


@pytest.mark.parametrize(("what", "keys_name", "status"), [("no licence at all", "keys.json", 1), ("GL1", "missing.json", 2)])
def test_what_cannot_be_read_is_said_in_a_sentence(keys: Path, tmp_path: Path, what: str, keys_name: str, status: int) -> None:
    said = run(what, "--keys", str(tmp_path / keys_name), home=tmp_path)
    assert said.returncode == status and "Traceback" not in said.stderr and said.stderr.strip()
