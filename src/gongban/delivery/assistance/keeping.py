"""How long it is kept who was helped with what: contact, address and words are erased by rule; mandates that are over, with their papers and deeds."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from gongban.delivery.assistance.lifecycle import OVER
from gongban.delivery.assistance.models import Mandate, Order, Stage
from gongban.foundation.files.public import forget_documents
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words


def _orders(before: datetime) -> QuerySet[Order]:
    return Order.objects.filter(state__in=OVER, changed_at__lt=before).exclude(contact="", address="", wish="")


def _erase_orders(before: datetime, most: int) -> Gone:
    rows = list(_orders(before).order_by("pk").values_list("pk", flat=True)[:most])
    Order.objects.filter(pk__in=rows).update(contact="", address="", wish="", account=None)
    Stage.objects.filter(order__in=rows).update(text="")
    return Gone(len(rows), tuple(map(str, rows)))


def _mandates(before: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.filter(Q(ended_at__lt=before) | Q(until__lt=before))


def _erase_mandates(before: datetime, most: int) -> Gone:
    rows = list(_mandates(before).order_by("pk").values_list("pk", "paper")[:most])
    Mandate.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    forget_documents([paper for _, paper in rows if paper])
    return Gone(len(rows), tuple(str(pk) for pk, _ in rows))


holds(
    Sort("assistance_orders", Words("帮代办件里的联系方式、地址和说明", "contact, address and words of assistance orders"), Words("办结或终止", "their end"),
         lambda before: _orders(before).count(), _erase_orders),
    Sort("mandates", Words("已结束的委托、委托书照片和办理记录（日志链里的不受影响）", "mandates that are over, their papers and what was done by them (the journal stays)"), Words("委托结束", "their end"),
         lambda before: _mandates(before).count(), _erase_mandates),
)  # fmt: skip
