"""Posting notices: a department says what happens where and when, and takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongban.design.knowledge import events
from gongban.design.knowledge.models import Notice
from gongban.design.knowledge.terms import NOTICE_KINDS
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.territory.public import Area, calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

POSTING = (Role.DEPARTMENT_HEAD, Role.REVIEWER, Role.OPERATOR, Role.DISPATCHER)


class Posting(Input):
    """A notice as it is written."""

    kind: str = asked("种类", "Kind", widget="notice_kind")
    title_zh: str = asked("标题", "Headline (Chinese)", max_length=120)
    title_en: str = asked("标题（英文）", "Headline (English)", default="", max_length=160)
    text_zh: str = asked("内容", "Text (Chinese)", widget="textarea")
    text_en: str = asked("内容（英文）", "Text (English)", widget="textarea", default="")
    areas: list[str] = asked("范围", "Areas", widget="areas", default=[], max_length=60, hint=Words("不选就是全市。", "None means the whole city."))
    starts_at: datetime = asked("开始", "Begins", widget="datetime")
    ends_at: datetime = asked("结束", "Ends", widget="datetime")


def post_notice(given: Posting, *, by: Actor, at: datetime) -> Notice:
    """Post a notice for the actor's department. Times without a zone are the city's."""
    department = min(by.departments(*POSTING), default="")
    if not department:
        raise Forbidden("notice.not_allowed", Words("您没有发布公告的权限。", "You may not post notices."))
    starts, ends = (_aware(each) for each in (given.starts_at, given.ends_at))
    _check(given, starts, ends, at)
    with transaction.atomic():
        pk = uuid7()
        row = Notice.objects.create(
            id=pk, code=f"n-{pk.hex[-12:]}", kind=given.kind, department_id=department, title_zh=given.title_zh, title_en=given.title_en,
            text_zh=given.text_zh, text_en=given.text_en, areas=given.areas, starts_at=starts, ends_at=ends, posted_by_id=by.account,
        )  # fmt: skip
        record(Entry(events.NoticePosted(row.pk, department), by, at, None, None, "", department))
    return row


def end_notice(code: str, *, by: Actor, at: datetime) -> Notice:
    """Take a notice back."""
    with transaction.atomic():
        row = Notice.objects.select_for_update().filter(code=code, ended_at__isnull=True).first() if by.is_staff else None
        if row is None:
            raise NotFound("notice.not_found", Words("没有这条公告，或者已经撤下。", "There is no such notice, or it was taken back."))
        if row.department_id not in by.departments(*POSTING):
            raise Forbidden("notice.not_owner", Words("只有发布的部门能撤下。", "Only the department that posted it may take it back."))
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        record(Entry(events.NoticeEnded(row.pk, row.department_id), by, at, None, None, "", row.department_id))
    return row


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar().tzinfo)


def _check(given: Posting, starts: datetime, ends: datetime, at: datetime) -> None:
    if given.kind not in NOTICE_KINDS:
        raise Refusal("notice.kind", Words("没有这种公告。", "There is no such kind."), field="kind", status=422)
    if ends <= max(starts, at):
        raise Refusal("notice.ends", Words("结束要晚于开始，也要晚于现在。", "It must end after it begins, and after now."), field="ends_at", status=422)
    if Area.objects.filter(pk__in=given.areas).count() != len(set(given.areas)):
        raise Refusal("notice.areas", Words("有区划不存在，请重新选择。", "An area does not exist."), field="areas", status=422)
