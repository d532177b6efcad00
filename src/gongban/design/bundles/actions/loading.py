"""Bundles that come from a checked file, a city's folder or an import, and are in force at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongban.design.bundles.actions.writing import items_known, publish
from gongban.design.bundles.checking import check
from gongban.design.bundles.inputs import Drafting
from gongban.design.bundles.models import Bundle, BundleVersion
from gongban.design.bundles.terms import Origin
from gongban.foundation.facts.public import declared
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Put:
    """How many bundles were new, changed, said nothing new; `kept` names those that people published, which are left alone."""

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: tuple[str, ...] = ()


def publish_bundles_at_once(given: Sequence[Drafting], *, by: Actor, at: datetime, origin: str = Origin.IMPORT) -> Put:
    """Publish bundles beside the people's drafts; those that say what is in force already are left. Programs of ours only. Refusal."""
    _check_program(by)
    facts = declared()
    rows = Bundle.objects.filter(slug__in=[each.slug for each in given]).select_related("current")
    known, counts, kept = {row.slug: row for row in rows}, [0, 0, 0], []
    with transaction.atomic():
        for each in given:
            home = known.get(each.slug)
            current = home.current if home else None
            if current and current.origin == Origin.PEOPLE:
                kept.append(each.slug)
            elif current and says_the_same(current, each):
                counts[2] += 1
            else:
                check(each.contents, facts, items_known(each.contents))
                _publish_one(home or Bundle.objects.create(slug=each.slug, made_at=at), each, origin, by, at)
                counts[1 if current else 0] += 1
    return Put(counts[0], counts[1], counts[2], tuple(kept))


def end_bundles_at_once(keep: Collection[str], note: str, *, by: Actor, at: datetime, origin: str) -> int:
    """Let the bundles of an origin end that are no more among those to keep; how many. Programs of ours only."""
    _check_program(by)
    gone = Bundle.objects.filter(current__origin=origin, current__ended=False).exclude(slug__in=keep).select_related("current")
    with transaction.atomic():
        for home in gone:
            assert home.current is not None
            row = BundleVersion(bundle=home, origin=origin, ended=True, note=note, changed_at=at, based_on=home.current, department_id=home.current.department_id)
            row.take(home.current.contents)
            publish(row, by, at)
    return len(gone)


def says_the_same(current: BundleVersion, given: Drafting) -> bool:
    """Whether what is in force says just this already."""
    return not current.ended and current.contents_json == given.contents.stored() and current.department_id == (given.department or None)


def _publish_one(home: Bundle, given: Drafting, origin: str, by: Actor, at: datetime) -> None:
    row = BundleVersion(
        bundle=home, origin=origin, department_id=given.department or None, note=given.note, redesign=given.redesign, based_on=home.current, changed_at=at,
    )  # fmt: skip
    row.take(given.contents)
    publish(row, by, at)


def _check_program(by: Actor) -> None:
    if by.kind != "system":
        raise Forbidden("bundle.four_eyes", Words("发布要先提交，再由另一个人发布。", "To publish, submit it and let another person publish it."))
