"""`gongban token`: made for an account, shown once, ended by its name."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.test import Client
from typer.testing import CliRunner

from gongban.cli.main import app
from gongban.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gongban.cli.instance.opened", lambda *given: nullcontext())

    def ask(*words: str) -> tuple[int, str]:
        said = CliRunner().invoke(app, ["token", *words])
        if isinstance(said.exception, Refusal):
            raise said.exception
        return said.exit_code, said.output

    return ask


def test_a_token_is_shown_once_works_and_ends(run) -> None:
    made = run("create", "shen.paidan", "--name", "statistics")[1].split()[-1]
    program = Client(headers={"Authorization": f"Bearer {made}"})
    assert program.get("/api/v1/me").json()["kind"] == "staff"
    listed = run("list")[1]
    assert "statistics\tshen.paidan\tweb" in listed and made not in listed
    assert run("revoke", "--name", "statistics")[0] == 0
    assert program.get("/api/v1/me").status_code == 401
    assert run("revoke", "--name", "statistics")[0] == 1


@pytest.mark.parametrize(("given", "code"), [(("nobody",), "token.no_account"), (("admin", "--channel", "pigeon"), "token.channel")])
def test_what_cannot_be_made_is_said_in_a_sentence(run, given: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        run("create", *given, "--name", "x")
    assert refused.value.code == code
