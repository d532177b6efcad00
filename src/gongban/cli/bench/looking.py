"""Who looks at which pages, in which ways: filters, later pages, words rare and frequent, windows of the map from street to city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from gongban.foundation.people.public import Account

FREQUENT, RARE = ("施工", "漏水", "安全隐患", "老人", "路灯"), ("鼓楼东路 道闸", "沿江中路 井盖 安全隐患", "文庙西路 扰民", "青松东路 电梯")
Look = tuple[str, Any, Sequence[str]]  # name, client, addresses


def looks() -> Iterator[Look]:
    """Every page with the client of whoever looks at it."""
    from django.test import Client

    dice, everybody = Random(7), Client()
    yield "queue", _staff("dispatcher"), _queue(dice, "all")
    yield "queue_mine", _staff("dispatcher"), ["/desk/"]
    yield "queue_unit", _staff("handler"), _queue(dice, "department")
    yield "queue_search", _staff("supervisor"), _searched("/desk/", dice, scope="all")
    yield "public_list", everybody, _list(dice)
    yield "search", everybody, _searched("/cases/", dice)
    yield "map", everybody, _map(dice)
    yield "case", everybody, [f"/cases/{number}/" for number in _numbers(dice, public=True)]
    yield "case_desk", _staff("dispatcher"), [f"/desk/cases/{number}/" for number in _numbers(dice, public=False)]
    yield "statistics", everybody, ["/statistics/", "/statistics/?months=3", "/statistics/?months=36"]
    yield "home", everybody, ["/"]


def _staff(role: str) -> Any:
    """A signed-in member of staff; of those who handle, one of the department that has had most."""
    from django.db.models import Count

    from gongban.delivery.cases.public import Case
    from gongban.foundation.people.public import Membership

    rows = Membership.objects.filter(role=role, until__isnull=True)
    if role == "handler":
        busiest = Case.objects.values("matter__holder").exclude(matter__holder=None).annotate(n=Count("pk")).order_by("-n").values_list("matter__holder", flat=True)
        held = [code for code in busiest[:10] if rows.filter(department=code).exists()]
        rows = rows.filter(department=held[0])
    return signed_in(rows.order_by("pk").select_related("account")[0].account)


def signed_in(account: Account) -> Any:
    """A client signed in as an account."""
    from django.test import Client

    client = Client()
    account.start_password_until = None  # 首次登录要改口令，这里不测它 · the change of the first password is no list
    account.save(update_fields=["start_password_until"])
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _queue(dice: Random, scope: str) -> list[str]:
    kinds, districts, categories = _facts()
    filters: list[dict[str, str]] = [{}, {"state": "filed"}, {"state": "in_progress"}, {"colour": "red"}, {"mark": "urged"}]
    filters += [{"kind": kind} for kind in kinds] + [{"district": code} for code in districts] + [{"category": code} for code in categories[:6]]
    filters += [{"kind": dice.choice(kinds), "district": dice.choice(districts), "state": state} for state in ("filed", "closed", "in_progress", "refused")]
    return [f"/desk/?{urlencode({'scope': scope, **each})}" for each in filters]


def _list(dice: Random) -> list[str]:
    """First pages with filters, and later pages as their keys lead there."""
    kinds, districts, categories = _facts()
    filters: list[dict[str, str]] = [{}, {"stage": "open"}, {"stage": "closed"}, {"stage": "refused"}, {"days": "30"}, {"board": "traffic"}]
    filters += [{"kind": kind} for kind in kinds if kind != "report"] + [{"district": code} for code in districts] + [{"category": code} for code in categories]
    filters += [{"kind": dice.choice(kinds[:3]), "district": dice.choice(districts), "category": dice.choice(categories)} for _ in range(10)]
    return [f"/cases/?{urlencode(each)}" for each in filters] + [f"/cases/?from={key}" for key in _later_keys(dice)]


def _later_keys(dice: Random) -> list[str]:
    """Keys of pages far from the first."""
    from gongban.delivery.cases.public import browse_key, public_cases

    rows, many = public_cases().order_by("-pk"), public_cases().count()
    places = [dice.randrange(many) for _ in range(8)]
    return [browse_key(rows[place]) for place in places]


def _searched(path: str, dice: Random, **more: str) -> list[str]:
    words = [*FREQUENT, *RARE, "狗", "没有这样的词", *_numbers(dice, public=True)[:4]]
    return [f"{path}?{urlencode({**more, 'q': each})}" for each in words] + [f"{path}?{urlencode({**more, 'q': each, 'kind': 'complaint'})}" for each in (*FREQUENT, *RARE)]


def _map(dice: Random) -> list[str]:
    """The whole city, a district, a street: as somebody zooms in; with and without a filter."""
    from gongban.foundation.territory.public import city

    here, found = city(), []
    for width, zoom in ((0.5, 10), (0.2, 12), (0.06, 14), (0.015, 16)):
        for _ in range(8):
            lon, lat = dice.gauss((here.west + here.east) / 2, 0.06), dice.gauss((here.south + here.north) / 2, 0.04)
            window = f"{lon - width / 2:.5f},{lat - width / 3:.5f},{lon + width / 2:.5f},{lat + width / 3:.5f}"
            found.append(f"/map/cases.geojson?{urlencode({'window': window, 'zoom': str(zoom), **dice.choice([{}, {'kind': 'complaint'}, {'stage': 'open'}, {'days': '30'}])})}")
    return found


def _numbers(dice: Random, *, public: bool) -> list[str]:
    from gongban.delivery.cases.public import Case, public_cases

    rows = (public_cases() if public else Case.objects.all()).order_by("-pk")
    ids = list(rows.values_list("matter__number", flat=True)[: 50_000 : 997])
    return list(islice(cycle(dice.sample(ids, len(ids))), 40))


def _facts() -> tuple[list[str], list[str], list[str]]:
    """Kinds, districts, categories of the first two levels."""
    from gongban.delivery.cases.public import Category, Kind
    from gongban.foundation.territory.public import Area

    districts = list(Area.objects.filter(level="district").order_by("code").values_list("code", flat=True))
    return [kind.value for kind in Kind], districts, list(Category.objects.filter(level__lte=2).order_by("level", "code").values_list("code", flat=True)[:30])
