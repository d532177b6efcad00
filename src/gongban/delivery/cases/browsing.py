"""Which public cases fit a filter, page by page in the same order whatever comes in meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from gongban.delivery.cases.clocks import ClockReading, clock_named
from gongban.delivery.cases.indexing import holding_words
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import hides_category
from gongban.delivery.cases.reading import area_words, department_words, public_address
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import Attachment, Party, Timer
from gongban.foundation.territory.public import Area
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import uuid7_since
from gongban.kernel.lifecycle import State
from gongban.kernel.words import Words

PAGE = 20
# What the public asks for rather than the thirteen states of the desk.
STAGES: dict[str, tuple[Words, tuple[str, ...]]] = {
    "open": (Words("办理中", "Being worked on"), tuple(s.code for s in CASE.states if s.open and s.code != "closed")),
    "closed": (Words("已办结", "Closed"), ("closed", "filed")),
    "refused": (Words("不予受理", "Not accepted"), ("refused",)),
}


EVER = 36_525  # days; a hundred years hold every case, and more would leave the calendar


@dataclass(frozen=True)
class Filter:
    """What a reader looks for; empty means everything. `days`: opened within so many days."""

    kind: str = ""
    board: str = ""
    category: str = ""
    district: str = ""
    stage: str = ""
    days: int = 0
    words: str = ""

    def apply(self, rows: QuerySet[Case], now: datetime) -> QuerySet[Case]:
        """Cases of `rows`, which are public ones, that fit."""
        plain = {"kind": self.kind, "board": self.board, "district": self.district}
        rows = rows.filter(**{name: value for name, value in plain.items() if value})
        if self.category and hides_category(self.category):
            return rows.none()
        if self.category:
            rows = rows.filter(Q(category=self.category) | Q(category__code__startswith=f"{self.category}."))
        if self.stage in STAGES:
            rows = rows.filter(matter__state__in=STAGES[self.stage][1])
        if self.days > 0:
            # 编号里就有收到的时间，不必去连事项表 · the id tells when it was received: no other table is needed
            rows = rows.filter(pk__gte=uuid7_since(now - timedelta(days=min(self.days, EVER))))
        return _with_words(rows, self.words)


@dataclass(frozen=True)
class Row:
    """A case in a list: words that this reader may see, and one photo."""

    number: str
    title: str
    excerpt: str
    kind: Words
    state: State
    area: Words | None
    address: str
    department: Words | None
    opened_at: datetime
    changed_at: datetime
    clock: ClockReading | None
    photo: UUID | None
    unread: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a list with the keys of its neighbours; an empty key means that there is none."""

    rows: tuple[Row, ...]
    previous: str = ""
    next: str = ""


def public_cases() -> QuerySet[Case]:
    """Everything that is public, and nothing else, whoever asks."""
    return Case.objects.filter(publicity="public").exclude(kind=Kind.REPORT)


def browse(wanted: Filter, *, now: datetime, key: str = "", size: int = PAGE) -> Page:
    """A page of public cases, newest first. `key` comes from a former page; a broken one is refused."""
    rows = wanted.apply(public_cases(), now)
    return _page(rows, key, size, lambda case: public_row(case, now))


def my_cases(by: Actor, *, now: datetime, key: str = "", size: int = PAGE) -> Page:
    """The cases of which `by` is a party, newest first, in their own words; those with news are marked unread."""
    rows = Case.objects.filter(matter__in=_own_parties(by).values("matter"))
    page = _page(rows, key, size, lambda case: _own_row(case, now))
    unread = _with_news(by, [row.number for row in page.rows])
    return replace(page, rows=tuple(replace(row, unread=row.number in unread) for row in page.rows))


def count_news(by: Actor) -> int:
    """How many of the reader's own cases changed since they last looked."""
    return _own_parties(by).filter(_NEWS).values("matter").distinct().count()


def mark_read(number: str, *, by: Actor, at: datetime) -> None:
    """Note that a party has looked at the case."""
    _own_parties(by).filter(matter__number=number).update(seen_at=at)


_NEWS = Q(seen_at__isnull=True) | Q(seen_at__lt=F("matter__changed_at"))


def _own_parties(by: Actor) -> QuerySet[Party]:
    if by.account is None and by.party is None:
        return Party.objects.none()
    own = Q(pk=by.party) if by.party else Q(account=by.account)
    return Party.objects.filter(own | Q(enterprise=by.enterprise) if by.enterprise else own)


def _with_news(by: Actor, numbers: Sequence[str]) -> frozenset[str]:
    return frozenset(_own_parties(by).filter(_NEWS, matter__number__in=numbers).values_list("matter__number", flat=True))


def public_row(case: Case, now: datetime) -> Row:
    """A case as everybody may see it in a list; `listed()` has loaded what it needs."""
    photos = case.matter.shown_photos  # type: ignore[attr-defined]
    shown = [each for each in photos if each.public and each.photo.blur_checked_at]
    return _row(case, case.title_public, case.text_public, public_address(case), shown, now)


# 清单用不到的大列：界线、用语、职责、建议 · large columns that no list shows: boundaries, words, duties, suggestions
UNREAD = ("area__boundary", "category__words", "matter__holder__duties", "suggestion", "moderation_reason")


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Load with a constant number of queries what a list shows."""
    photos = Attachment.objects.filter(purpose="report").select_related("photo").order_by("id")
    timers = Timer.objects.filter(name="resident").prefetch_related("pauses")
    return rows.select_related("matter__holder", "area", "category").defer(*UNREAD).prefetch_related(
        Prefetch("matter__attachments", photos, to_attr="shown_photos"),
        Prefetch("matter__timers", timers, to_attr="resident_timers"),
    )


def open_areas(level: str = "district") -> list[Area]:
    """Areas of a level, in the order of their codes."""
    return list(Area.objects.filter(level=level).order_by("code"))


def _with_words(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    return rows.filter(holding_words(words, public=True)) if words else rows


def _page(rows: QuerySet[Case], key: str, size: int, show: Callable[[Case], Row]) -> Page:
    """Newest first: an id begins with the moment of receipt, so that one index of one table gives order and place of a page."""
    back = key.startswith("p")
    if key:
        rows = _beyond(rows, key, back)
    order = "pk" if back else "-pk"
    # 先取编号：连着别的表取，计划者会从头读到那一页 · keys first: joined at once, all before that page would be read through
    keys = rows.order_by(order).values("pk")[: size + 1]
    found = list(listed(Case.objects.filter(pk__in=keys)).order_by(order))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    before, after = (more, True) if back else (bool(key), more)
    first, last = (found[0], found[-1]) if found else (None, None)
    return Page(tuple(show(case) for case in found), f"p{first.pk.hex}" if first and before else "", browse_key(last) if last and after else "")


def browse_key(case: Case) -> str:
    """The key of the page that begins after a case."""
    return f"n{case.pk.hex}"


def _beyond(rows: QuerySet[Case], key: str, back: bool) -> QuerySet[Case]:
    try:
        pk = UUID(key[1:])
    except ValueError:
        raise Refusal("list.key", Words("页码不对，请从第一页看起。", "The page key is broken. Start from the first page."), field="from") from None
    return rows.filter(pk__gt=pk) if back else rows.filter(pk__lt=pk)


def _row(case: Case, title: str, text: str, address: str, photos: Sequence[Attachment], now: datetime) -> Row:
    matter = case.matter
    timers = matter.resident_timers  # type: ignore[attr-defined]
    return Row(
        matter.number, title, text[:120], Kind(case.kind).words, CASE.state(matter.state), area_words(case.area), address,
        department_words(matter.holder) if matter.holder else None, matter.opened_at, matter.changed_at,
        clock_named(timers, "resident", now), photos[0].photo_id if photos else None,
    )  # fmt: skip


def _own_row(case: Case, now: datetime) -> Row:
    return _row(case, case.matter.title, case.text, case.address, case.matter.shown_photos, now)  # type: ignore[attr-defined]


def filter_from(given: Mapping[str, str]) -> Filter:
    """The filter that an address names; what is not understood is left out."""
    known = {name: str(given.get(name, ""))[:60].strip() for name in ("kind", "board", "category", "district", "stage")}
    days = str(given.get("days", ""))
    return Filter(**known, days=min(int(days), 3660) if days.isdecimal() and len(days) < 5 else 0, words=str(given.get("q", ""))[:80].strip())
