"""A comprehensive licence (一业一证): one code that shows the licences inside, each as it stands today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from gongban.delivery.licences.contents import HOLDER
from gongban.delivery.licences.holders import Found
from gongban.delivery.licences.models import Inside, Licence, LicenceType
from gongban.delivery.licences.rights import issuable_types
from gongban.foundation.people.public import lookups
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

LEAST, MOST = 2, 50


def check_inside(kind: LicenceType, holder: Found, wanted: Sequence[UUID], trade: str, at: datetime) -> list[Licence]:
    """The licences that a comprehensive one is to contain, in the order given: in force, of the same holder, none comprehensive itself.

    Refusal "licence.inside" for a plain licence that is to contain others, too few, or one that does not fit.
    """
    chosen = list(dict.fromkeys(wanted))
    if not kind.comprehensive:
        if chosen:
            raise _refusal("这种证照里面不能再有证照。", "A licence of this type contains no others.")
        return []
    if not trade:
        raise Refusal("licence.trade", Words("综合许可证要写明行业。", "A comprehensive licence names its trade."), field="trade_zh", status=422)
    if len(chosen) < LEAST:
        raise _refusal(f"综合许可证至少含 {LEAST} 张证照。", f"A comprehensive licence contains at least {LEAST} licences.")
    found = Licence.objects.select_related("type", "issuer").in_bulk(chosen)
    today = calendar().local_day(at)
    own = {
        pk for pk, each in found.items()
        if each.holder_lookup in lookups(holder.number, HOLDER) and each.state_on(today) == "in_force" and not each.type.comprehensive
    }  # fmt: skip
    if len(own) < len(chosen):
        raise _refusal("里面的证照须是同一持证人的、有效的、不是综合许可证。", "Those inside must be of the same holder, in force, and not comprehensive themselves.")
    return [found[pk] for pk in chosen]


def that_fit(number: str, *, by: Actor, at: datetime) -> list[Licence]:
    """What may stand inside a comprehensive licence of an enterprise: its public ones in force, whoever issued them.

    For those who issue comprehensive licences; nothing for others.
    """
    if not issuable_types(by).filter(comprehensive=True).exists():
        return []
    rows = Licence.objects.filter(holder_lookup__in=lookups(plain(number), HOLDER), state="in_force", type__public=True, type__comprehensive=False)
    today = calendar().local_day(at)
    return [row for row in rows.select_related("type", "issuer").order_by("type__place", "-issued_at")[:MOST] if row.state_on(today) == "in_force"]


def put_inside(licence: Licence, inside: Sequence[Licence]) -> None:
    """Write down what it contains."""
    Inside.objects.bulk_create(Inside(comprehensive=licence, licence=each, place=place) for place, each in enumerate(inside))


def inside_of(licence: Licence) -> list[Licence]:
    """The licences inside, in order; none of a plain one."""
    if not licence.type.comprehensive:
        return []
    rows = licence.contents.select_related("licence__type", "licence__issuer").order_by("place")
    return [row.licence for row in rows]


def _refusal(zh: str, en: str) -> Refusal:
    return Refusal("licence.inside", Words(zh, en), field="inside", status=422)
