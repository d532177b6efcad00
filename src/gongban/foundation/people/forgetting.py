"""Traces of signing in: who tried from which network address, and sessions that are over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words

_TABLES: tuple[tuple[Any, str], ...] = (
    (AccessAttempt, "attempt_time__lt"), (AccessFailureLog, "attempt_time__lt"), (AccessLog, "attempt_time__lt"), (Session, "expire_date__lt"),
)  # fmt: skip


def _due(before: datetime) -> int:
    return sum(table.objects.filter(**{older: before}).count() for table, older in _TABLES)


def _erase(before: datetime, most: int) -> Gone:
    left = most
    for table, older in _TABLES:
        gone = list(table.objects.filter(**{older: before}).values_list("pk", flat=True)[:left])
        table.objects.filter(pk__in=gone).delete()
        left -= len(gone)
    return Gone(most - left)


holds(Sort("sign_in_traces", Words("登录记录（用户名、网络地址）和过期会话", "records of signing in (login, network address), sessions that are over"),
           Words("登录", "the sign-in"), _due, _erase))  # fmt: skip
