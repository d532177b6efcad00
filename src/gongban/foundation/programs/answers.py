"""The same idempotency key gives the same answer: the key is written in the transaction of the change it stands for.

A second request with the key waits until the first is through, then reads its answer; if the first fails, or the
process dies, nothing is left of either key or change. Only answers of success are kept: a refusal changed nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from gongban.foundation.keys import ring
from gongban.foundation.programs.models import KeptAnswer
from gongban.foundation.renewal import Column, protects
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

KEPT = timedelta(days=3)
BODY = "programs.answer"
LONGEST_KEY = 255
protects(Column("programs.KeptAnswer", "body", BODY))
_CLAIM = """
INSERT INTO programs_keptanswer (id, asked, status, kind, body, kept_at) VALUES (%s, %s, 0, '', '', %s)
ON CONFLICT (id) DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it is kept."""

    status: int
    kind: str
    body: bytes


def answer_once(
    caller: str, key: str, asked: bytes, make: Callable[[], Answer], *, at: datetime
) -> tuple[Answer, bool]:
    """The answer to a request with an idempotency key, and whether it is a former one given again.

    `caller` names the sender (keys of two senders never meet), `asked` is what identifies the request; `make` does the
    work. Refusal "idempotency.key" for a key that is not 1 to 255 visible ASCII characters, "idempotency.other_request"
    (422) when the key was used for another request.
    """
    place, digest = _digest(f"{caller}\n{_checked(key)}".encode()), _digest(asked)
    with transaction.atomic():
        if not _claimed(place, digest, at):
            return _former(place, digest), True
        answer = make()
        if answer.status < 400:
            body = ring().encrypt(answer.body.decode(), BODY)
            KeptAnswer.objects.filter(pk=place).update(status=answer.status, kind=answer.kind, body=body)
        else:
            transaction.set_rollback(True)
    return answer, False


def columns_of_answer(caller: str, key: str, asked: bytes, answer: Answer) -> dict[str, str]:
    """An answer as a statement keeps it that makes the change itself; it must leave out what is kept under this id.

    Refusal "idempotency.key" as `answer_once`.
    """
    place, digest = _digest(f"{caller}\n{_checked(key)}".encode()), _digest(asked)
    return {"answer": place, "asked": digest, "answer_kind": answer.kind, "answer_body": ring().encrypt(answer.body.decode(), BODY)}


def forget_answers(*, at: datetime) -> int:
    """Delete answers older than three days; return how many."""
    return KeptAnswer.objects.filter(kept_at__lt=at - KEPT).delete()[0]


def _claimed(place: str, digest: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [place, digest, at])
        return cursor.fetchone() is not None


def _former(place: str, digest: str) -> Answer:
    found = KeptAnswer.objects.get(pk=place)
    if found.asked != digest:
        said = Words("这个幂等键已用于另一个请求，请换一个键。", "This idempotency key was used for another request. Use a new one.")
        raise Refusal("idempotency.other_request", said, field="Idempotency-Key", status=422)
    return Answer(found.status, found.kind, ring().decrypt(found.body, BODY).encode() if found.body else b"")


def _checked(key: str) -> str:
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        said = Words("幂等键应是 1 到 255 个可见的英文字符。", "An idempotency key has 1 to 255 visible ASCII characters.")
        raise Refusal("idempotency.key", said, field="Idempotency-Key")
    return key


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
