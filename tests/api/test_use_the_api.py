"""The commands of docs/how-to/use-the-api.md, run as they stand there."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest
from django.test import Client

from gongban.foundation.people.public import make_token
from tests.cast import Cast
from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "how-to" / "use-the-api.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.strip().splitlines()]


def run(command: str, known: dict[str, str]) -> Any:
    """Do what curl would do, on Django's client."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = shlex.split(command)
    assert words[:2] == ["curl", "-s"], command
    body, headers, method, url = None, {}, "", ""
    rest = iter(words[2:])
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(rest)
        elif word == "-X":
            method = next(rest)
        else:
            url = word
    kind = headers.pop("Content-Type", "application/x-www-form-urlencoded")
    strict = Client(enforce_csrf_checks=True)  # 程序没有页面校验码 · a program has no check value of a page
    return strict.generic(method or ("POST" if body else "GET"), url, body or "", content_type=kind, headers=headers)


@pytest.mark.django_db
def test_every_command_of_the_page_works_in_its_order(cast: Cast) -> None:
    known = {"GONGBAN": "/api/v1", "TOKEN": make_token("shen.paidan", name="my-program", channel="hotline")}
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        answer = run(command, known)
        assert answer.status_code in (200, 201), f"{command}\n{answer.content.decode()}"
        if answer.status_code == 201:
            known["NUMBER"] = json.loads(answer.content)[0]["number"]
