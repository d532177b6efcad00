"""How long applications are kept: old drafts are forgotten, and who applied, with what was written, some years after the end."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from gongban.delivery.applications.documents import documents_of, let_go
from gongban.delivery.applications.models import Application, Material, Part
from gongban.delivery.applications.terms import Stage
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words

ERASED = {"applicant_name": "", "applicant_number": "", "applicant_lookup": "", "phone": "", "answers": "", "post_address": "", "account": None}


def _drafts(before: datetime) -> QuerySet[Application]:
    return Application.objects.filter(stage__in=[Stage.DRAFT, Stage.ABANDONED], saved_at__lt=before)


def _erase_drafts(before: datetime, most: int) -> Gone:
    rows = list(_drafts(before).order_by("pk").values_list("pk", flat=True)[:most])
    named = documents_of(Application.objects.filter(pk__in=rows))
    Application.objects.filter(pk__in=rows).delete()
    let_go(named)
    return Gone(len(rows))


def _ended(before: datetime) -> QuerySet[Application]:
    running = Part.objects.filter(application=OuterRef("pk"), matter__open=True)
    return Application.objects.filter(~Exists(running), stage=Stage.SUBMITTED, saved_at__lt=before).exclude(applicant_name="")


def _erase(before: datetime, most: int) -> Gone:
    rows = list(_ended(before).order_by("pk").values_list("pk", flat=True)[:most])
    Application.objects.filter(pk__in=rows).update(**ERASED)
    named = documents_of(Application.objects.filter(pk__in=rows))
    Material.objects.filter(application__in=rows).update(document=None)
    let_go(named)
    Part.objects.filter(application__in=rows).update(details="", licence_fields="", reason="")
    return Gone(len(rows), tuple(map(str, rows)))


holds(
    Sort("application_drafts", Words("没有提交的申请草稿", "drafts of applications that were never submitted"), Words("最后保存", "when it was last saved"),
         lambda before: _drafts(before).count(), _erase_drafts),
    Sort("applications", Words("已结束的申请：申请人、填写的内容和上传的材料", "applicants of ended applications, what they wrote and uploaded"), Words("提交", "its submission"),
         lambda before: _ended(before).count(), _erase),
)  # fmt: skip
