"""Switching an item or one of its versions on, off, or on for some districts, from a day on (B8)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongban.design.catalogue import events
from gongban.design.catalogue.actions.drafting import account_of
from gongban.design.catalogue.inputs import Turning
from gongban.design.catalogue.models import ItemVersion, Switch
from gongban.design.catalogue.queries.reading import ABSENT, item_named
from gongban.design.catalogue.rights import check_publishing
from gongban.design.catalogue.telling import tell_search
from gongban.design.catalogue.terms import Setting, Stage
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.territory.public import Area, calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words


def turn(name: str, given: Turning, *, by: Actor, at: datetime, district: str = "") -> Switch:
    """Switch an item, or a version of it, from a day on (today where none is given). The switch stays on record with its reason."""
    check_publishing(by)
    item, today = item_named(name, district), calendar().local_day(at)
    since = given.since or today
    if since < today:
        raise Refusal("item.since", Words("开关不能早于今天。", "A switch cannot begin before today."), field="since", status=422)
    _check_districts(given)
    with transaction.atomic():
        version = None if given.number is None else ItemVersion.objects.filter(item=item, number=given.number, edition__stage=Stage.PUBLISHED).first()
        if item.current_id is None or (given.number is not None and version is None):
            raise NotFound("item.not_found", ABSENT)
        row = Switch.objects.create(
            item=item, version=version, setting=given.setting, districts=given.districts, since=since, reason=given.reason, made_by=account_of(by), made_at=at
        )
        what = events.PilotSwitched(item.pk, given.setting, tuple(given.districts), since, version.pk if version else None)
        tell_search([item.pk], at)
        record(Entry(what, by, at, None, None, "", (item.current.department_id if item.current else "") or ""))
    return row


def _check_districts(given: Turning) -> None:
    if (given.setting == Setting.PILOTED) != bool(given.districts):
        raise Refusal("item.pilot", Words("试点要选区，开和关不选区。", "A pilot names districts; on and off name none."), field="districts", status=422)
    if Area.objects.filter(pk__in=given.districts, level="district").count() != len(set(given.districts)):
        raise Refusal("item.district", Words("没有这个区，请重新选择。", "There is no such district."), field="districts", status=422)
