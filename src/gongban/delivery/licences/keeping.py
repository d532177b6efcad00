"""How long it is kept who held a licence that is over: erased by rule, the rest stays for the register."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from gongban.delivery.licences.lifecycle import ENDED
from gongban.delivery.licences.models import Happening, Licence, Look, Version
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words

ERASED = {"holder_name": "", "holder_number": "", "holder_lookup": "", "details": "", "account": None}


def _old(before: datetime) -> QuerySet[Licence]:
    return Licence.objects.filter(state__in=ENDED, changed_at__lt=before).exclude(holder_name="")


def _erase(before: datetime, most: int) -> Gone:
    rows = list(_old(before).order_by("pk").values_list("pk", flat=True)[:most])
    Licence.objects.filter(pk__in=rows).update(**ERASED)
    Version.objects.filter(licence__in=rows).update(holder_name="", details="", statement="")
    Happening.objects.filter(licence__in=rows).update(text="")
    return Gone(len(rows), tuple(map(str, rows)))


def _erase_looks(before: datetime, most: int) -> Gone:
    rows = list(Look.objects.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:most])
    Look.objects.filter(pk__in=rows).delete()
    return Gone(len(rows))


holds(
    Sort("licence_holders", Words("已终止证照的持证人、内容和理由", "holders, contents and reasons of licences that are over"), Words("证照终止", "the end of the licence"),
         lambda before: _old(before).count(), _erase),
    Sort("licence_looks", Words("谁看过证照（日志链里的不受影响）", "who looked at licences (the journal stays)"), Words("查看", "the look"),
         lambda before: Look.objects.filter(at__lt=before).count(), _erase_looks),
)  # fmt: skip
