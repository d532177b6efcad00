"""The commands of docs/how-to/open311.md, run as they stand there."""

from __future__ import annotations

import re
import shlex
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from tests.cast import Cast
from tests.exchange.open311.asking import a_key, public_case
from tests.files.pictures import in_bytes, scene
from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "how-to" / "open311.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.strip().splitlines()]


def run(command: str, known: dict[str, str]) -> Any:
    """Do what curl would do, on Django's client."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = iter(shlex.split(command))
    assert [next(words), next(words)] == ["curl", "-s"], command
    sent, form, headers, url = [], QueryDict(mutable=True), {}, ""
    for word in words:
        if word == "-H":
            name, _, headers[name] = next(words).partition(": ")
        elif word in ("-d", "--data-urlencode"):
            name, _, value = next(words).partition("=")
            sent.append(f"{name}={quote(value) if word != '-d' else value}")
        elif word == "-F":
            name, _, value = next(words).partition("=")
            form.appendlist(name, SimpleUploadedFile(value[1:], in_bytes(scene(400, 300)), "image/jpeg") if value.startswith("@") else value)
        else:
            url = word
    if form:
        return Client().post(url, dict(form.lists()), headers=headers)
    if sent:
        return Client().post(url, "&".join(sent), content_type="application/x-www-form-urlencoded", headers=headers)
    return Client().get(url, headers=headers)


@pytest.mark.django_db
def test_every_command_of_the_page_works_in_its_order(cast: Cast) -> None:
    public_case(cast)
    known = {"OPEN311": "/open311", "KEY": a_key()}
    assert len(COMMANDS) == 11
    for command in COMMANDS:
        answer = run(command, known)
        assert answer.status_code == 200, f"{command}\n{answer.content.decode()}"
        if found := re.search(r'"token":"([^"]+)"', answer.content.decode()):
            known["TOKEN"] = found[1]
