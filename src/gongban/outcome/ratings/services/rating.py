"""Rating once: level, tags of that level, words. A bad one opens its rectification in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, Matter, say
from gongban.foundation.territory.public import calendar, city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.words import Words
from gongban.outcome.ratings.events import RectificationOpened, ServiceRated
from gongban.outcome.ratings.services.acts import PROCESS
from gongban.outcome.ratings.services.lifecycle import FIRST_CLOCKS, RECTIFICATION
from gongban.outcome.ratings.services.models import Invitation, RatingSeries, Rectification, ServiceRating
from gongban.outcome.ratings.services.rights import own, unknown_invitation
from gongban.outcome.ratings.services.rules import rating_rules
from gongban.outcome.ratings.services.terms import Rating, Standing

TITLE = Words("差评整改：{name}", "Bad rating: {name}")


def rate(invitation: UUID, given: Mapping[str, Any], *, by: Actor, at: datetime) -> ServiceRating:
    """Rate what one was invited to. NotFound for anybody else, Conflict when it was rated or its days are over, InvalidInput for no level."""
    said = Rating.read(given)
    with transaction.atomic():
        asked = own(by).select_for_update(of=("self",)).filter(pk=invitation).first()
        if asked is None:
            raise unknown_invitation()
        _check_open(asked, at)
        made = ServiceRating.objects.create(
            invitation=asked, level=said.level, tags=_tags(said), text=said.text, channel=by.channel, rated_at=at,
        )  # fmt: skip
        what = ServiceRated(asked.pk, said.level, made.tags, asked.item, asked.department_id, asked.version, asked.outlet, by.channel)
        record(Entry(what, by, at, organisation=asked.department_id, place=asked.outlet))
        if made.is_bad:
            _open_rectification(asked, made, by, at)
    return made


def _check_open(asked: Invitation, at: datetime) -> None:
    match asked.standing(at):
        case Standing.RATED:
            raise Conflict("rating.rated", Words("这次已经评价过了，一次只评一回。", "This was rated already; once is all."))
        case Standing.LAPSED:
            raise Conflict("rating.over", Words("评价时间已过；有意见请打热线或在网上反映。", "The time to rate is over. Call the hotline or report online."))


def _tags(said: Rating) -> list[str]:
    known = {each.code for each in rating_rules().tags_of(said.level)}
    if unfit := [code for code in said.tags if code not in known]:
        raise Refusal("rating.tag", Words(f"标签“{unfit[0][:20]}”不属于这一档，请重新选。", f"The tag “{unfit[0][:20]}” does not belong to this level. Choose again."), field="tags", status=422)
    return list(dict.fromkeys(said.tags))


def _open_rectification(asked: Invitation, made: ServiceRating, by: Actor, at: datetime) -> Rectification:
    matter = Matter.objects.create(
        kind="rectification", number=_number(at), title=TITLE.zh.format(name=asked.item_zh)[:200], state=RECTIFICATION.start, holder_id=asked.department_id,
        handler_id=asked.handler_id, opened_at=at, changed_at=at,
    )  # fmt: skip
    row = Rectification.objects.create(matter=matter, rating=made)
    say(matter, Line("rated", made.text, "parties", "rater", None, fields={"level": made.level, "tags": made.tags}), by=by, at=at)
    PROCESS.begin(row, at=at, clocks=FIRST_CLOCKS)
    record(Entry(RectificationOpened(asked.pk, made.level, asked.department_id), by, at, matter.pk, matter.next_seq(), "rater", asked.department_id))
    matter.save(update_fields=["last_seq"])
    return row


def _number(at: datetime) -> str:
    year = calendar().local_day(at).year
    RatingSeries.objects.get_or_create(year=year)
    row = RatingSeries.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{city().number_prefix}CP{year}-{row.last:06d}"
