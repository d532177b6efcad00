"""How long held facts are kept: erased by rule when nobody has said or confirmed them for so long."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.facts.models import HeldFact
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words


def _due(before: datetime) -> int:
    return HeldFact.objects.filter(recorded_at__lt=before).count()


def _erase(before: datetime, most: int) -> Gone:
    rows = list(HeldFact.objects.filter(recorded_at__lt=before).order_by("recorded_at").values_list("pk", flat=True)[:most])
    HeldFact.objects.filter(pk__in=rows).delete()
    return Gone(len(rows), tuple(str(pk) for pk in rows))


holds(Sort("held_facts", Words("办事时填写或取得、长期未更新的个人与企业事实", "facts of persons and enterprises, long not renewed"),
           Words("最后一次记下", "when it was last recorded"), _due, _erase))  # fmt: skip
