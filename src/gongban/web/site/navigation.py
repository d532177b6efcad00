"""Which places do the menus lead to, and which of them is the reader in?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gongban.kernel.words import Words


@dataclass(frozen=True)
class Place:
    """One entry of a menu: `key` names its count and right, `path` its address, `main` the one thing to do, `others` what belongs to it besides."""

    key: str
    words: Words
    icon: str
    path: str
    main: bool = False
    current: bool = False
    count: int | None = None
    late: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Entries of the desk's menu that belong together."""

    words: Words
    places: tuple[Place, ...]


PORTAL = (
    Place("home", Words("首页", "Home"), "home", "/"),
    Place("services", Words("办事", "Services"), "list", "/services/", others=("/bundles/", "/trades/", "/outlets/")),
    Place("report", Words("我要反映", "Report"), "camera", "/report/", main=True),
    Place("cases", Words("公开", "Open cases"), "open", "/cases/"),
    Place("map", Words("地图", "Map"), "map", "/map/"),
    Place("me", Words("我的", "Mine"), "person", "/my/", others=("/me/",)),
)

DESK = (
    Group(Words("办理", "Work"), (
        Place("queue", Words("待办队列", "My queue"), "inbox", "/desk/"),
        Place("hotline", Words("热线受理", "Hotline"), "phone", "/desk/hotline/"),
        Place("dispatch", Words("派单", "Dispatch"), "branch", "/desk/dispatch/"),
        Place("moderation", Words("公开审核", "Moderation"), "eye-off", "/desk/moderation/"),
        Place("counter", Words("窗口", "Counter"), "building", "/desk/outlets/"),
        Place("applications", Words("办件", "Applications"), "list", "/desk/applications/", others=("/desk/commitments/",)),
        Place("take_in", Words("窗口收件", "Taking in"), "plus", "/desk/counter/"),
        Place("licences", Words("证照", "Licences"), "shield", "/desk/licences/"),
        Place("impasses", Words("办不成事", "Could not be done"), "flag", "/desk/impasses/"),
        Place("ratings", Words("差评整改", "Bad ratings"), "star", "/desk/ratings/"),
        Place("identity", Words("核实身份", "Identity"), "person", "/desk/identity/"),
        Place("assistance", Words("帮办代办", "Assistance"), "people", "/desk/assistance/"),
        Place("callback", Words("回访", "Callback"), "chat", "/desk/callbacks/"),
    )),
    Group(Words("督办与研判", "Supervision"), (
        Place("supervision", Words("督办台", "Supervision"), "flag", "/desk/supervision/"),
        Place("leading", Words("专报与批示", "Briefs and instructions"), "megaphone", "/desk/leading/"),
        Place("study", Words("联席研判", "Joint study"), "people", "/desk/study/"),
        Place("statistics", Words("统计", "Statistics"), "chart", "/desk/statistics/"),
        Place("exports", Words("导出", "Exports"), "download", "/desk/exports/"),
    )),
    Group(Words("知识与设置", "Knowledge and settings"), (
        Place("items", Words("事项编制", "Service items"), "edit", "/desk/items/"),
        Place("knowledge", Words("知识库", "Knowledge"), "book", "/desk/knowledge/"),
        Place("words", Words("群众语言", "Everyday words"), "chat", "/desk/words/"),
        Place("people", Words("人员与岗位", "People and roles"), "people", "/desk/people/"),
        Place("programs", Words("程序接入", "Programs"), "shield", "/desk/programs/"),
        Place("settings", Words("城市设置", "City settings"), "gear", "/desk/settings/"),
    )),
)


def portal_menu(path: str) -> tuple[Place, ...]:
    """The places of the public pages, with the one that holds `path` marked; the bar at the bottom of a phone leaves out the map."""
    return _marked(PORTAL, path)


def desk_menu(
    path: str, counts: Mapping[str, int] | None = None, may: Iterable[str] | None = None, late: Iterable[str] = ()
) -> tuple[Group, ...]:
    """The desk's menu: only the keys in `may` (None: all), with to-do `counts`; keys in `late` hold overdue work."""
    allowed, overdue = (None if may is None else set(may)), set(late)
    here = _here([place for group in DESK for place in group.places], path)
    groups = []
    for group in DESK:
        places = tuple(
            replace(p, current=p.key == here, count=(counts or {}).get(p.key), late=p.key in overdue)
            for p in group.places
            if allowed is None or p.key in allowed
        )
        if places:
            groups.append(Group(group.words, places))
    return tuple(groups)


def _marked(places: Iterable[Place], path: str) -> tuple[Place, ...]:
    places = tuple(places)
    here = _here(places, path)
    return tuple(replace(place, current=place.key == here) for place in places)


def _here(places: Iterable[Place], path: str) -> str | None:
    """The key of the place with the longest address that begins `path`; the front page only for itself."""
    holding = [p for p in places if path == p.path or (p.path != "/" and path.startswith((p.path, *p.others)))]
    return max(holding, key=lambda place: len(place.path)).key if holding else None
