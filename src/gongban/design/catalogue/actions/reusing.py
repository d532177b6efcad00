"""Giving an item to other cities, and taking one of theirs as a draft to adapt (B9); where it comes from is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import yaml
from django.db import transaction
from pydantic import ValidationError

from gongban.design.catalogue import events
from gongban.design.catalogue.actions.drafting import draft_item
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.inputs import Drafting, Taking
from gongban.design.catalogue.models import ItemVersion
from gongban.design.catalogue.packages import package_of
from gongban.design.catalogue.queries.reading import guide
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LARGEST = 400_000  # characters of a package


def give_package(name: str, *, by: Actor, at: datetime, district: str = "") -> str:
    """The package of an item in force, for another city; that it was given is recorded."""
    found = guide(name, at=at, district=district)
    with transaction.atomic():
        record(Entry(events.AssetPublished(found.item, found.version), by, at, None, None, "", found.owner.code))
    return package_of(found)


def take_package(given: Taking, *, by: Actor, at: datetime) -> ItemVersion:
    """Draft an item from another city's package, under an own code and department. Refusal where the package cannot be read.

    Nothing is published: the editor adapts it, and the draft goes the ordinary way.
    """
    said = _read(given.package)
    origin: dict[str, Any] = said.get("origin") or {}
    elements = _elements(said)
    with transaction.atomic():
        slug = given.slug or str(said.get("slug") or "")
        drafting = Drafting(code=given.code, slug=slug, district=given.district, department=given.department, elements=elements, note=_note(origin))
        row = draft_item(drafting, by=by, at=at)
        row.item.origin = {**{name: str(origin.get(name, ""))[:200] for name in ("city", "name", "code")}, "version": _number(origin), "taken_at": at.isoformat()}
        row.item.save(update_fields=["origin"])
        record(Entry(events.AssetReused(row.item_id, row.pk, _number(origin)), by, at, None, None, "", given.department))
    return row


def _read(text: str) -> dict[str, Any]:
    try:
        found = yaml.safe_load(text) if len(text) <= LARGEST else None
    except (yaml.YAMLError, RecursionError, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("elements"), dict) or not isinstance(found.get("origin") or {}, dict):
        raise Refusal("package.unreadable", Words("这不是事项的设计包。", "This is no package of a service item."), field="package", status=422)
    return found


def _elements(said: dict[str, Any]) -> Elements:
    try:
        return Elements.model_validate(said["elements"])
    except ValidationError as error:
        detail: Any = error.errors()[0]
        place = ".".join(map(str, detail["loc"]))
        words = Words(f"设计包里的“{place}”读不懂：{detail['msg']}", f"“{place}” in the package cannot be read: {detail['msg']}")
        raise Refusal("package.elements", words, field="package", status=422) from None


def _note(origin: dict[str, Any]) -> str:
    return f"取自{str(origin.get('name', ''))[:60]}的事项 {str(origin.get('code', ''))[:80]} 第 {_number(origin)} 版" if origin else ""


def _number(origin: dict[str, Any]) -> int:
    number = origin.get("version")
    return number if isinstance(number, int) and 0 < number < 1_000_000 else 0
