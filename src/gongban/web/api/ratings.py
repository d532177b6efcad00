"""好差评 over the API: rate by a code, my invitations, counts; bad ratings with one operation for each act of the lifecycle table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gongban.foundation.matters.public import Act
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import Forbidden, NotFound
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    PROCESS,
    RECTIFICATION,
    SATISFACTION,
    Handling,
    Invitation,
    Rating,
    Rectification,
    SoughtRatings,
    Subject,
    code_of,
    counts_of,
    invitation_by,
    list_rectifications,
    my_invitations,
    open_visit,
    rate,
    rating_rules,
    rectification_of,
)
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING, Said
from gongban.web.site.item_choice import item_meant
from gongban.web.site.visitor import spend_here

router = Router(tags=["ratings 好差评"])
RATED_PER_QUARTER, QUARTER = 240, timedelta(minutes=15)
Code = Annotated[str, Field(max_length=60, pattern=r"^[0-9a-f]+$")]


class TagOut(Schema):
    """A tag of the city's dictionary, for one level."""

    code: str
    level: int
    words: Said


class InvitationOut(Schema):
    """What may be rated: open, rated or lapsed; one that lapsed is unrated, never good."""

    code: str
    subject: str
    item: str
    name: Said
    department: str
    outlet: str
    number: str
    opened_at: datetime
    ends_at: datetime
    standing: str
    level: Worded | None
    rectification: Worded | None


class InvitationsOut(Page):
    """A page of invitations."""

    invitations: list[InvitationOut]


class CountsOut(Schema):
    """Counts only: who did not rate is neither good nor bad."""

    invited: int
    rated: int
    unrated: int
    bad: int
    closed: int


class RectificationOut(Schema):
    """A bad rating with its state, the nearest limit, and the acts that the caller can take."""

    id: UUID
    number: str
    item: str
    name: Said
    department: str
    level: int
    tags: list[str]
    state: Worded
    due_at: datetime | None
    actions: list[str]


class RectificationsOut(Page):
    """A page of bad ratings."""

    rectifications: list[RectificationOut]


class RectificationFilters(Paged):
    """What the list is filtered by."""

    state: str = ""
    department: str = ""
    late: bool = False
    words: str = ""


class Visit(Input):
    item: str = asked("办了什么事", "What was done", default="", max_length=120)


@router.get("/tags", auth=None, response={200: list[TagOut], **READING}, summary="评价标签 · tags", operation_id="list_rating_tags")
def tags(request: HttpRequest) -> list[TagOut]:
    """The city's dictionary, by levels from 5 (very satisfied) to 1."""
    return [TagOut(code=each.code, level=each.level, words=_said(each.words)) for each in rating_rules().tags]


@router.get("/counts", auth=None, response={200: CountsOut, **READING}, summary="评价件数 · counts", operation_id="count_ratings")
def counts(request: HttpRequest) -> CountsOut:
    """How many were asked, how many rated, how many badly."""
    found = counts_of()
    return CountsOut(invited=found.invited, rated=found.rated, unrated=found.unrated, bad=found.bad, closed=found.closed)


@router.get("/mine", auth=known, response={200: InvitationsOut, **READING}, summary="我可以评的 · what I may rate", operation_id="list_my_ratings")
def mine(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> InvitationsOut:
    """The caller's invitations, the latest first."""
    found = my_invitations(caller(request), key=key_of(request, paged), size=paged.limit)
    return InvitationsOut(invitations=[_invitation(each) for each in found.rows], **neighbours(request, response, found.previous, found.next))


@router.post(
    "/visits", auth=staff, response={201: InvitationOut, **CHANGING}, summary="打开一次到窗口的评价 · open a visit", operation_id="open_rating_visit",
    openapi_extra={"requestBody": schema_of(Visit)},
)  # fmt: skip
def visit(request: HttpRequest) -> Status[InvitationOut]:
    """A visit at the counter where the caller serves now; its code goes into the QR."""
    now, given = timezone.now(), Visit.read(body_of(request))
    item = item_meant(given.item, at=now)
    handling = Handling(item.slug or item.code, item.name, "", item.version) if item else Handling("", Words("到窗口办事", "A visit to the counter"), "")
    return Status(201, _invitation(open_visit(handling, by=caller(request), at=now)))


@router.get("/rectifications", auth=staff, response={200: RectificationsOut, **READING}, summary="差评整改清单 · bad ratings", operation_id="list_rectifications")
def rectifications(request: HttpRequest, response: HttpResponse, filters: Query[RectificationFilters]) -> RectificationsOut:
    """The bad ratings that the caller may see, opened last first."""
    by = caller(request)
    sought = SoughtRatings(filters.state[:20], filters.department[:40], filters.late, filters.words[:60])
    found = list_rectifications(by, sought, at=timezone.now(), key=key_of(request, filters), size=filters.limit)
    return RectificationsOut(rectifications=[_rectification(each, by) for each in found.rows], **neighbours(request, response, found.previous, found.next))


@router.get("/rectifications/{rectification}", auth=known, response={200: RectificationOut, **READING}, summary="一件差评整改 · one bad rating", operation_id="read_rectification")
def one(request: HttpRequest, rectification: UUID) -> RectificationOut:
    """One bad rating, for its office, supervision, or who rated."""
    by = caller(request)
    return _rectification(rectification_of(rectification, by=by), by)


@router.get("/{code}", auth=None, response={200: InvitationOut, **READING}, summary="一次评价 · one invitation", operation_id="read_rating")
def read(request: HttpRequest, code: Code) -> InvitationOut:
    """What a code opens."""
    found, _by = _opened(request, code)
    return _invitation(found)


@router.post(
    "/{code}", auth=None, response={201: InvitationOut, **CHANGING}, summary="评价 · rate", operation_id="rate_service",
    openapi_extra={"requestBody": schema_of(Rating)},
)  # fmt: skip
def rate_it(request: HttpRequest, code: Code) -> Status[InvitationOut]:
    """Rate once: a level, tags of that level, words."""
    spend_here(request, "api.rating", most=RATED_PER_QUARTER, within=QUARTER)
    found, by = _opened(request, code)
    rate(found.pk, body_of(request), by=by, at=timezone.now())
    again = invitation_by(code)
    assert again
    return Status(201, _invitation(again))


def _opened(request: HttpRequest, code: str) -> tuple[Invitation, Actor]:
    """The invitation of a code, and as whom the caller answers it: a part belongs to its account, a visit to who holds the code."""
    found, by = invitation_by(code), caller(request)
    if found is None or (found.kind == Subject.PART and found.account_id and by.account != str(found.account_id)):
        raise NotFound("rating.not_found", Words("没有找到这次评价，二维码或链接可能不完整。", "There is no such rating. The code or link may be incomplete."))
    if by.is_staff:
        raise Forbidden("rating.staff", Words("评价由办事的人来打，请用办事人自己的手机扫码。", "The person served rates: let them scan the code with their own phone."))
    return found, by if found.account_id and by.account == str(found.account_id) else ANONYMOUS.as_party(str(found.pk)).over("qr")


def _operation(act: Act) -> Callable[..., RectificationOut]:
    def operation(request: HttpRequest, rectification: UUID) -> RectificationOut:
        by = caller(request)
        PROCESS.act(rectification, act.name, body_of(request), by=by, at=timezone.now())
        return _rectification(rectification_of(rectification, by=by), by)

    operation.__name__, operation.__doc__ = f"{act.name}_rectification", next(RECTIFICATION.rows(act.name)).reason
    return operation


def _register() -> None:
    for name, act in PROCESS.acts.items():
        words = next(RECTIFICATION.rows(name)).label
        router.post(
            f"/rectifications/{{rectification}}/{name}", auth=known, response={200: RectificationOut, **CHANGING}, summary=f"{words.zh} · {words.en}",
            operation_id=f"{name}_rectification", openapi_extra={"requestBody": schema_of(act.given)},
        )(_operation(act))  # fmt: skip


_register()


def _invitation(row: Invitation) -> InvitationOut:
    rating = getattr(row, "rating", None)
    matter = rating.rectification.matter if rating and rating.is_bad else None
    return InvitationOut(
        code=code_of(row.pk), subject=row.kind, item=row.item, name=_said(row.item_name), department=row.department_id, outlet=row.outlet, number=row.number,
        opened_at=row.opened_at, ends_at=row.ends_at, standing=row.standing(timezone.now()).value,
        level=Worded(code=str(rating.level), words=_said(SATISFACTION[rating.level])) if rating else None, rectification=_state(matter.state) if matter else None,
    )  # fmt: skip


def _rectification(row: Rectification, by: Any) -> RectificationOut:
    asked_, matter = row.invitation, row.matter
    return RectificationOut(
        id=row.pk, number=matter.number, item=asked_.item, name=_said(asked_.item_name), department=matter.holder_id or "", level=row.rating.level,
        tags=row.rating.tags, state=_state(matter.state), due_at=matter.due_at, actions=[each.action for each in PROCESS.offered(row, by)],
    )  # fmt: skip


def _state(code: str) -> Worded:
    return Worded(code=code, words=_said(RECTIFICATION.state(code).words))


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
