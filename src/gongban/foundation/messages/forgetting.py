"""Messages that were sent long ago: addresses and words go with the row."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from gongban.foundation.messages.models import Message
from gongban.foundation.messages.terms import State
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words


def _old(before: datetime) -> QuerySet[Message]:
    return Message.objects.filter(told_at__lt=before).exclude(state__in=[State.WAITING, State.SENDING])


def _due(before: datetime) -> int:
    return _old(before).count()


def _erase(before: datetime, most: int) -> Gone:
    gone = list(_old(before).values_list("pk", flat=True)[:most])
    Message.objects.filter(pk__in=gone).delete()
    return Gone(len(gone))


holds(Sort("messages", Words("发过的消息（地址、内容）", "messages that were sent (address, words)"), Words("发出", "the sending"), _due, _erase))
