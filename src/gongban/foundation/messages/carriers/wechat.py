"""Messages of a WeChat service account: template messages to an openid, over the published interface.

The seam stops at the access token: whoever runs the account gives a function that returns a fresh one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.utils.module_loading import import_string

from gongban.foundation.messages.carriers import carries
from gongban.foundation.messages.carriers.transport import Request, Transport, post
from gongban.foundation.messages.terms import Letter, TryLater, Undeliverable

API = "https://api.weixin.qq.com/cgi-bin/message/template/send"
EXPIRED_TOKEN, BUSY, TOO_OFTEN = (40001, 42001), (-1,), (45009, 45011)


class Wechat:
    """`client_msg_id` keeps the provider from sending the same key twice."""

    idempotent = True

    def __init__(self, token: Callable[[], str], templates: dict[str, str], *, transport: Transport = post) -> None:
        self.token, self.templates, self.transport = token, templates, transport

    def carry(self, letter: Letter) -> None:
        answer = self.transport(self.request(letter))
        code = int(answer.body.get("errcode", 0 if answer.status < 400 else -1))
        if code in (*EXPIRED_TOKEN, *BUSY, *TOO_OFTEN):
            raise TryLater(f"wechat.{code}")
        if code:
            raise Undeliverable(f"wechat.{code}")

    def request(self, letter: Letter) -> Request:
        """The request for a letter; Undeliverable where the city registered no template of that name."""
        registered = self.templates.get(letter.template)
        if registered is None:
            raise Undeliverable("wechat.no_template")
        data = {name: {"value": value} for name, value in letter.values.items()}
        body = {"touser": letter.to, "template_id": registered, "url": letter.url, "client_msg_id": letter.key, "data": data}
        address = f"{API}?{urlencode({'access_token': self.token()})}"
        return Request(address, json.dumps(body, ensure_ascii=False).encode(), {"Content-Type": "application/json"})


@carries("wechat")
def _configured() -> Wechat:
    return Wechat(import_string(settings.WECHAT_TOKEN), settings.WECHAT_TEMPLATES)
