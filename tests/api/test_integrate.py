"""The commands of docs/how-to/integrate.md, run as they stand there; the receiver checks signatures with the page's own lines."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gongban.delivery.cases.announcing import tell_programs
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import make_token
from gongban.foundation.programs.public import Delivery, send_due
from gongban.foundation.programs.webhooks.signing import signed
from tests.api.test_use_the_api import run
from tests.cast import Cast
from tests.house.source import ROOT
from tests.programs.receiver import receiver

PAGE = (ROOT / "docs" / "how-to" / "integrate.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.strip().splitlines()]
CHECK = re.findall(r"```python\n(.*?)```", PAGE, re.S)[0]
SCOPES = re.findall(r"--name dispatch-bridge (.*) --per-minute", PAGE)[0].replace("--scope ", "").split()


@pytest.mark.django_db
def test_every_command_of_the_page_works_in_its_order(cast: Cast, settings: Any) -> None:
    known = {"GONGBAN": "/api/v1", "PHONE_TOKEN": make_token("he.jiexian", name="telephone", channel="hotline", scopes=["calls:tell"])}
    known["TOKEN"] = make_token("shen.paidan", name="dispatch-bridge", scopes=SCOPES, per_minute=600)
    with receiver() as there:
        settings.WEBHOOK_HOSTS, known["HOOK"], secret = [there.host], there.url, ""
        for command in COMMANDS:
            answer = run(command, known)
            assert answer.status_code in (200, 201), f"{command}\n{answer.content.decode()}"
            said = json.loads(answer.content)
            if answer.status_code == 201 and isinstance(said, list):
                known["NUMBER"] = said[0]["number"]
            elif "secret" in said:
                known["WEBHOOK"], secret = said["id"], said["secret"]
            elif "/accept" in command:
                known["DELIVERY"] = _delivered(known)
        assert {one["type"] for one in there.got} == {"accepted"}
        lines: dict[str, Any] = {}
        exec(CHECK, lines)
        for headers, body in there.raw:
            assert lines["is_ours"](headers, body, secret)
            assert not lines["is_ours"](headers, body + b" ", secret)


def _delivered(known: dict[str, str]) -> str:
    """What the worker does meanwhile."""
    tell_programs(list(Event.objects.filter(kind="accepted")))
    send_due(timezone.now() + timedelta(seconds=1))
    return str(Delivery.objects.get(state="sent").pk)


@pytest.mark.parametrize("suite", ["international", "guomi"])
def test_the_lines_of_the_page_check_signatures_of_both_suites(suite: str) -> None:
    lines: dict[str, Any] = {}
    exec(CHECK, lines)
    headers, secret = signed("one", b"{}", "whsec_c2VjcmV0", suite, timezone.now()), "whsec_c2VjcmV0"
    assert lines["is_ours"](headers, b"{}", secret)
    assert not lines["is_ours"](headers, b"{ }", secret)
    assert not lines["is_ours"](headers | {"webhook-signature": "v2,AAAA"}, b"{}", secret)
    assert not lines["is_ours"](headers, b"{}", secret, now=lambda: timezone.now().timestamp() + 400)
