"""Bundles for everybody: lists, one with the guides of its items, those in which an item is, versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from gongban.design.bundles.models import BundleVersion
from gongban.design.bundles.rights import ABSENT
from gongban.design.bundles.terms import Audience, Kind, Phase, Stage
from gongban.design.bundles.values import Bundled, Line
from gongban.design.catalogue.public import Guide, Owner, guides_named
from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

MECHANISM = {Kind.ONE_THING: "B4", Kind.TRADE: "B5"}


def list_bundles(*, at: datetime, kind: str = "", audience: str = "", phase: str = "", district: str = "", item: str = "") -> list[Line]:
    """What is in force and fits, in the order of phases and names; an empty value does not filter. `item`: those that have it as a part."""
    rows = _in_force(at, district).select_related("bundle", "department")
    fixed = {"kind": kind, "audience": audience, "phase": phase}
    rows = rows.filter(**{name: value for name, value in fixed.items() if value})
    rows = rows.filter(items__contains=[item]) if item else rows
    phases = list(Phase)
    return sorted(map(line_of, rows), key=lambda line: (phases.index(line.phase), line.slug))


def bundles_with(names: Sequence[str], *, at: datetime, district: str = "") -> list[Line]:
    """The bundles in which an item is, by any of its names (code, short name)."""
    rows = _in_force(at, district).filter(items__overlap=[name for name in names if name]).select_related("bundle", "department")
    return sorted(map(line_of, rows), key=lambda line: line.slug)


def bundle(slug: str, *, at: datetime, district: str = "", number: int | None = None, kind: str = "") -> Bundled:
    """A bundle as it is in force, or a former version by number, with the guides of its items in force in the district. NotFound."""
    rows = BundleVersion.objects.filter(bundle__slug=slug, stage=Stage.PUBLISHED)
    rows = rows.filter(number=number) if number is not None else _in_force(at, district).filter(bundle__slug=slug)
    row = (rows.filter(kind=kind) if kind else rows).select_related("bundle", "department").first()
    if row is None:
        raise NotFound("bundle.not_found", ABSENT)
    return bundled(row, at, district)


def bundle_of(version: UUID, *, at: datetime, district: str = "") -> Bundled:
    """A published version by its id, whether or not it is still in force: what an application began with."""
    row = BundleVersion.objects.filter(pk=version, stage=Stage.PUBLISHED).select_related("bundle", "department").first()
    if row is None:
        raise NotFound("bundle.not_found", ABSENT)
    return bundled(row, at, district)


def versions_made_of(items: Sequence[str]) -> QuerySet[BundleVersion]:
    """The published versions all of whose parts are among these items, by the names that they are called by in bundles; their ids, for a query."""
    return BundleVersion.objects.filter(stage=Stage.PUBLISHED, items__contained_by=list(items)).exclude(items=[]).values("pk")  # type: ignore[return-value]


def versions_of_bundle(slug: str) -> list[tuple[int, datetime, str]]:
    """Number, day of publication and note of every published version, the latest first."""
    rows = BundleVersion.objects.filter(bundle__slug=slug, stage=Stage.PUBLISHED).order_by("-number")
    return [(number, at, note) for number, at, note in rows.values_list("number", "published_at", "note") if number and at]


def bundled(row: BundleVersion, at: datetime, district: str) -> Bundled:
    """The value of a row read with its bundle and department."""
    contents = row.contents
    guides = guides_named({part.item for part in contents.parts}, at=at, district=district)
    items: Mapping[str, Guide] = {part.code: guides[part.item] for part in contents.parts if part.item in guides}
    return Bundled(
        row.bundle_id, row.pk, row.bundle.slug, row.number, owner_of(row), contents, items, district, row.ended, row.note, row.published_at, row.redesign,
    )  # fmt: skip


def line_of(row: BundleVersion) -> Line:
    """The line of a row read with its bundle and department."""
    summary = row.contents_json.get("summary", "")
    said = Words(summary, summary) if isinstance(summary, str) else Words(summary.get("zh", ""), summary.get("en", ""))
    return Line(
        row.bundle_id, row.bundle.slug, row.name, said, Kind(row.kind), Audience(row.audience), Phase(row.phase), owner_of(row),
        len(row.contents_json["parts"]), row.number,
    )  # fmt: skip


def owner_of(row: BundleVersion) -> Owner:
    """Who leads it."""
    department = row.department
    return Owner(department.pk, Words(department.name_zh, department.name_en)) if department else Owner("", row.contents.lead)


def _in_force(at: datetime, district: str) -> QuerySet[BundleVersion]:
    """The current versions of kinds whose mechanism is on."""
    day = calendar().local_day(at)
    kinds = [kind for kind, code in MECHANISM.items() if mechanism_is_on(code, day, district)]
    return BundleVersion.objects.filter(bundle__current=F("pk"), ended=False, kind__in=kinds)
