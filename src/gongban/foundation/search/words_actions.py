"""Everyday words: anybody proposes one, an editor approves, rejects or ends it, and says why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.search import events
from gongban.foundation.search.models import Term
from gongban.foundation.search.states import Origin, State
from gongban.foundation.search.telling import note_change_of_sayings
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.events import Occurrence
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.ranking.lexicon import LONGEST
from gongban.kernel.text import fold, runs
from gongban.kernel.words import Words

EDITING = (Role.DEPARTMENT_HEAD, Role.REVIEWER, Role.POLICY_SPECIALIST, Role.ADMINISTRATOR)
MOST_MEANINGS = 6
NOT_EDITOR = Words(
    "只有部门负责人、审核人、政策专员和管理员能审定群众语言。", "Only heads, reviewers, policy specialists and administrators decide on everyday words.",
)  # fmt: skip


class Proposing(Input):
    """An everyday word as somebody proposes it."""

    say: str = asked("您平常怎么说", "What you call it", max_length=LONGEST, hint=Words("例如：房产证", "For example: 房产证"))
    means: str = asked("办事指南里叫什么", "What the guide calls it", max_length=160, hint=Words("几个名称用空格隔开，例如：不动产权证书 不动产登记", "Part several names by blanks"))
    note: str = asked("说明", "Remark", default="", max_length=300, hint=Words("谁这样说、在哪里这样说，可以不填。", "Who says so, and where; may be left empty."))


class Deciding(Input):
    """What an editor decides of a proposal; the official words may be put right."""

    reason: str = asked("理由", "Reason", default="", max_length=300)
    means: str = asked("办事指南里叫什么", "What the guide calls it", default="", max_length=160)


def propose_term(given: Proposing, *, by: Actor, at: datetime) -> Term:
    """Propose an everyday word; it is used once an editor approved it. No account is needed."""
    say = "".join(runs(given.say))
    if len(say) < 2:
        raise Refusal("terms.short", Words("说法至少要有两个字。", "It needs two characters at least."), field="say", status=422)
    means = _meanings(given.means)
    if Term.objects.filter(say=say, state__in=[State.APPROVED, State.PROPOSED], means__contains=means).exists():
        raise Conflict("terms.known", Words("这个说法已经有了，或者正在审定。", "This word is in use already, or waits for a decision."))
    with transaction.atomic():
        row = Term.objects.create(
            id=uuid7(), say=say, means=means, note=given.note, state=State.PROPOSED, origin=Origin.STAFF if by.is_staff else Origin.PEOPLE,
            source="工作人员提出 · proposed by staff" if by.is_staff else "群众提出 · proposed by people",
            proposed_by=UUID(by.account) if by.account else None, proposed_at=at,
        )  # fmt: skip
        _told(events.TermProposed(row.pk), by, at)
    return row


def approve_term(term: UUID, given: Deciding, *, by: Actor, at: datetime) -> Term:
    """Take a proposed word into use. What the same saying meant before is kept beside the new meaning."""
    with transaction.atomic():
        row = _waiting(term, by)
        means = _meanings(given.means) if given.means else row.means
        former = Term.objects.select_for_update().filter(say=row.say, act=row.act, state=State.APPROVED).first()
        if former is not None:
            means = list(dict.fromkeys([*means, *former.means]))[:MOST_MEANINGS]
            former.state, former.decided_by, former.decided_at = State.ENDED, _account(by), at
            former.save(update_fields=["state", "decided_by", "decided_at"])
        row.means = means
        return _decide(row, State.APPROVED, given.reason, events.TermApproved(row.pk), by, at)


def reject_term(term: UUID, given: Deciding, *, by: Actor, at: datetime) -> Term:
    """Do not take a proposed word, and say why."""
    if not given.reason:
        raise Refusal("terms.reason", Words("请写明不采用的理由。", "Say why it is not taken."), field="reason", status=422)
    with transaction.atomic():
        row = _waiting(term, by)
        return _decide(row, State.REJECTED, given.reason, events.TermRejected(row.pk), by, at)


def end_term(term: UUID, given: Deciding, *, by: Actor, at: datetime) -> Term:
    """Take a word out of use, and say why."""
    if not given.reason:
        raise Refusal("terms.reason", Words("请写明停用的理由。", "Say why it is ended."), field="reason", status=422)
    with transaction.atomic():
        row = _locked(term, by)
        if row.state != State.APPROVED:
            raise Conflict("terms.not_in_use", Words("这个说法现在没有在用。", "This word is not in use."))
        return _decide(row, State.ENDED, given.reason, events.TermEnded(row.pk), by, at)


def may_edit_terms(by: Actor) -> bool:
    """Whether the actor decides on everyday words."""
    return by.is_staff and any(by.holds(role) for role in EDITING)


def _waiting(term: UUID, by: Actor) -> Term:
    row = _locked(term, by)
    if row.state != State.PROPOSED:
        raise Conflict("terms.decided", Words("这条建议已经有人审定了。", "This proposal is decided already."))
    return row


def _locked(term: UUID, by: Actor) -> Term:
    if not may_edit_terms(by):
        raise Forbidden("terms.not_editor", NOT_EDITOR)
    row = Term.objects.select_for_update().filter(pk=term).first()
    if row is None:
        raise NotFound("terms.not_found", Words("没有这个说法。", "There is no such word."))
    return row


def _decide(row: Term, state: State, reason: str, told: Occurrence, by: Actor, at: datetime) -> Term:
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, _account(by), at
    row.save()
    note_change_of_sayings()
    _told(told, by, at)
    return row


def _meanings(text: str) -> list[str]:
    words = list(dict.fromkeys(word[:40] for word in fold(text).replace("、", " ").replace("，", " ").replace(",", " ").split()))
    if not words:
        raise Refusal("terms.means", Words("请写出办事指南里的名称。", "Give the name that the guide uses."), field="means", status=422)
    return words[:MOST_MEANINGS]


def _account(by: Actor) -> UUID | None:
    return UUID(by.account) if by.account else None


def _told(what: Occurrence, by: Actor, at: datetime) -> None:
    record(Entry(what, by, at))
