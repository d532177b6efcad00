"""What happens to answers and notices. Payloads hold ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class AnswerProposed(Occurrence, kind="answer_proposed", zh="提出知识", en="Answer proposed"):
    article: UUID
    department: str


@dataclass(frozen=True)
class AnswerApproved(Occurrence, kind="answer_approved", zh="知识生效", en="Answer approved"):
    article: UUID
    department: str


@dataclass(frozen=True)
class AnswerDeclined(Occurrence, kind="answer_declined", zh="知识未采用", en="Answer declined"):
    article: UUID
    department: str


@dataclass(frozen=True)
class AnswerChanged(Occurrence, kind="answer_changed", zh="修改知识", en="Answer changed"):
    article: UUID
    department: str


@dataclass(frozen=True)
class AnswerEnded(Occurrence, kind="answer_ended", zh="知识下架", en="Answer ended"):
    article: UUID
    department: str


@dataclass(frozen=True)
class NoticePosted(Occurrence, kind="notice_posted", zh="发布公告", en="Notice posted"):
    notice: UUID
    department: str


@dataclass(frozen=True)
class NoticeEnded(Occurrence, kind="notice_ended", zh="撤下公告", en="Notice ended"):
    notice: UUID
    department: str
