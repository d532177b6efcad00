"""What happens to searches and everyday words. Payloads hold ids and counts only, never what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class SearchedWithoutResult(Occurrence, kind="searched_without_result", zh="没有找到", en="Searched without result"):
    search: UUID
    terms: int  # how many everyday sayings were understood


@dataclass(frozen=True)
class TermProposed(Occurrence, kind="term_proposed", zh="提出群众语言", en="Everyday word proposed"):
    term: UUID


@dataclass(frozen=True)
class TermApproved(Occurrence, kind="term_approved", zh="采用群众语言", en="Everyday word approved"):
    term: UUID


@dataclass(frozen=True)
class TermRejected(Occurrence, kind="term_rejected", zh="未采用群众语言", en="Everyday word rejected"):
    term: UUID


@dataclass(frozen=True)
class TermEnded(Occurrence, kind="term_ended", zh="停用群众语言", en="Everyday word ended"):
    term: UUID
