"""The head of the journal for everybody: whoever keeps it can prove later that the past before it was not changed."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from gongban.foundation.journal.public import head
from gongban.web.api.problems import READING

router = Router(tags=["journal 日志"])


class HeadOut(Schema):
    """The last sealed position, the chained digest there in hexadecimal, and the suite that it was made with."""

    position: int
    digest: str
    suite: str
    sealed_at: datetime | None


@router.get("/head", auth=None, response={200: HeadOut, **READING}, summary="日志封存的末端 · the head of the journal", operation_id="journal_head")
def journal_head(request: HttpRequest) -> HeadOut:
    """The last seal of the append-only journal; position 0 before anything was sealed. It says nothing about anybody."""
    last = head()
    if last is None:
        return HeadOut(position=0, digest="", suite="", sealed_at=None)
    return HeadOut(position=last.last_position, digest=last.digest, suite=last.suite, sealed_at=last.sealed_at)
