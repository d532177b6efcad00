"""Changing the knowledge base: anybody on the staff proposes, the department that owns an answer decides and keeps it true."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gongban.design.knowledge import events
from gongban.design.knowledge.models import Article
from gongban.design.knowledge.queries import forget_articles, may_decide
from gongban.design.knowledge.telling import tell_answer
from gongban.design.knowledge.terms import Origin, Standing
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Writing(Input):
    """An answer as it is written or changed."""

    question_zh: str = asked("问题", "Question (Chinese)", max_length=300, hint=Words("群众会怎么问，就怎么写。", "Write it as people ask it."))
    question_en: str = asked("问题（英文）", "Question (English)", default="", max_length=300)
    also: str = asked("其他问法", "Other ways to ask", widget="textarea", default="", hint=Words("一行一种问法，越多越容易找到。", "One a line; the more the easier it is found."))
    answer_zh: str = asked("答案", "Answer (Chinese)", widget="textarea")
    answer_en: str = asked("答案（英文）", "Answer (English)", widget="textarea", default="")
    department: str = asked("责任单位", "Owner", widget="department")
    category: str | None = asked("分类", "Category", widget="category", default=None)
    source: str = asked("依据", "Source", default="", max_length=300)
    valid_from: date | None = asked("从哪天起有效", "Valid from", widget="date", default=None)
    valid_until: date | None = asked("有效到哪天", "Valid until", widget="date", default=None)


class Deciding(Input):
    """Why a proposal is taken or not, or why an answer is ended."""

    text: str = asked("理由", "Reason", default="", max_length=300)


def propose(given: Writing, *, by: Actor, at: datetime, matter: UUID | None = None) -> Article:
    """Propose an answer; it is in force at once where the writer answers for its department, else it waits for the owner."""
    with transaction.atomic():
        pk = uuid7()
        row = Article(
            id=pk, code=f"a-{pk.hex[-12:]}", origin=Origin.CASE if matter else Origin.STAFF, matter=matter, standing=Standing.PROPOSED,
            proposed_by_id=by.account, proposed_at=at,
        )  # fmt: skip
        _fill(row, given, at)
        row.save(force_insert=True)
        _told(events.AnswerProposed(row.pk, row.department_id), by, at, row)
        if matter is None and may_decide(row, by):
            _decide(row, Standing.IN_FORCE, "", by, at)
    forget_articles()
    return row


def approve(code: str, given: Deciding, *, by: Actor, at: datetime) -> Article:
    """The owner lets a proposed answer be told to people."""
    return _decided(code, Standing.IN_FORCE, given.text, by, at)


def decline(code: str, given: Deciding, *, by: Actor, at: datetime) -> Article:
    """The owner does not take a proposed answer, and says why."""
    if not given.text:
        raise Refusal("knowledge.reason", Words("请写明不采用的理由。", "Say why it is not taken."), field="text", status=422)
    return _decided(code, Standing.DECLINED, given.text, by, at)


def change(code: str, given: Writing, *, by: Actor, at: datetime) -> Article:
    """Change an answer; to hand it to another department, that one must be named and takes it from then on."""
    with transaction.atomic():
        row = _own(code, by)
        _fill(row, given, at)
        row.origin = Origin.STAFF if row.origin == Origin.CITY else row.origin  # 此后不再被城市文件改回 · the folder no longer overwrites it
        row.save()
        _told(events.AnswerChanged(row.pk, row.department_id), by, at, row)
    forget_articles()
    return row


def end(code: str, given: Deciding, *, by: Actor, at: datetime) -> Article:
    """Take an answer out of use."""
    with transaction.atomic():
        row = _own(code, by)
        if row.standing != Standing.IN_FORCE:
            raise Conflict("knowledge.not_in_force", Words("这条知识现在没有在用。", "This answer is not in use."))
        row.standing, row.decision, row.ended_at, row.decided_by_id = Standing.ENDED, given.text, at, by.account
        row.save()
        _told(events.AnswerEnded(row.pk, row.department_id), by, at, row)
    forget_articles()
    return row


def _decided(code: str, standing: Standing, text: str, by: Actor, at: datetime) -> Article:
    with transaction.atomic():
        row = _own(code, by)
        if row.standing != Standing.PROPOSED:
            raise Conflict("knowledge.decided", Words("这条建议已经有人审定了。", "This proposal is decided already."))
        _decide(row, standing, text, by, at)
    forget_articles()
    return row


def _decide(row: Article, standing: Standing, text: str, by: Actor, at: datetime) -> None:
    row.standing, row.decision, row.decided_by_id, row.decided_at = standing, text, by.account, at
    row.save()
    told = events.AnswerApproved if standing == Standing.IN_FORCE else events.AnswerDeclined
    _told(told(row.pk, row.department_id), by, at, row)


def _own(code: str, by: Actor) -> Article:
    row = Article.objects.select_for_update().filter(code=code).first() if by.is_staff else None
    if row is None:
        raise NotFound("knowledge.not_found", Words("没有这条知识。", "There is no such answer."))
    if not may_decide(row, by):
        raise Forbidden("knowledge.not_owner", Words("只有责任单位的负责人、审核人或政策专员能改这条知识。", "Only the owner's head, reviewers and policy specialists may change it."))
    return row


def _fill(row: Article, given: Writing, at: datetime) -> None:
    if not Department.objects.filter(pk=given.department, ended_at__isnull=True).exists():
        raise Refusal("knowledge.department", Words("没有这个部门，请重新选择。", "There is no such department."), field="department", status=422)
    if given.valid_from and given.valid_until and given.valid_until < given.valid_from:
        raise Refusal("knowledge.validity", Words("有效期的结束早于开始。", "It ends before it begins."), field="valid_until", status=422)
    row.question_zh, row.question_en, row.answer_zh, row.answer_en = given.question_zh, given.question_en, given.answer_zh, given.answer_en
    row.also = [line.strip()[:200] for line in given.also.splitlines() if line.strip()][:20]
    row.department_id, row.category, row.source = given.department, given.category or "", given.source
    row.valid_from, row.valid_until, row.changed_at = given.valid_from, given.valid_until, at


def _told(what: Occurrence, by: Actor, at: datetime, row: Article) -> None:
    tell_answer(row, at)
    record(Entry(what, by, at, None, None, "", row.department_id))
