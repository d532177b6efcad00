"""How what cases tell is put for the page's components: rows, threads, photos, options of a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongban.delivery.cases.public import CASE, STAGES, Board, Category, Happening, Kind, open_areas, rulebook
from gongban.foundation.territory.public import named, remembered
from gongban.kernel.words import Words

TONES = {"received": "info", "closed": "good", "filed": "good", "refused": "bad", "withdrawn": "", "joined": "", "handed_over": "warn"}
DAYS = (7, 30, 90, 365)
# Where a person stands on the way: one step for several states of the table.
STEPS = (("received",), ("accepted", "under_study", "return_asked"), ("dispatched", "in_progress"), ("answered",), ("closed",))


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_words(given: Mapping[str, str] | None) -> str:
    """A text of the city's files, {zh, en}, in the reader's language."""
    return str(Words(given.get("zh", ""), given.get("en") or given.get("zh", ""))) if given else ""


def tone(state: str) -> str:
    """The colour of a state's tag."""
    return TONES.get(state, "info")


def photo_list(ids: Iterable[UUID], note: str = "") -> list[dict[str, Any]]:
    """Photos for the photo grid: small, and large on a click."""
    found = list(ids)
    return [
        {"src": f"/photos/{photo}/320/", "href": f"/photos/{photo}/1280/", "alt": _("照片 %(n)s，共 %(all)s 张") % {"n": n, "all": len(found)}, "note": note}
        for n, photo in enumerate(found, 1)
    ]


def thread(happenings: Iterable[Happening], said_above: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The timeline's entries; texts that stand above it on the page are not repeated."""
    above = set(said_above)
    return [
        {"at": one.at, "who": str(one.who), "what": str(one.what), "by": one.by,
         "text": "" if one.text in above else one.text, "photos": photo_list(() if one.text in above and one.by == "resident" else one.photos)}
        for one in happenings
    ]  # fmt: skip


def step_of(state: str) -> int:
    """The number of the step at which a case stands; one more than the last when all is done."""
    return next((n for n, states in enumerate(STEPS, 1) if state in states), len(STEPS) + 1)


def step_names() -> list[str]:
    """The five steps that everybody can follow."""
    return [_("已收到"), _("受理"), _("办理"), _("答复"), _("评价")]


def goes_straight_on(state: str) -> bool:
    """Whether the five steps fit this state; a refused or withdrawn case took another way."""
    return state in {code for states in STEPS for code in states} | {"filed"}


def kinds() -> list[tuple[str, str]]:
    """Kinds for a filter, without those that are never public."""
    return [(kind.value, str(kind.words)) for kind in Kind if kind != Kind.REPORT]


def stages() -> list[tuple[str, str]]:
    """Stages for a filter."""
    return [(code, str(words)) for code, (words, _states) in STAGES.items()]


@remembered
def districts() -> list[tuple[str, str]]:
    """Districts for a filter."""
    return [(area.code, named(area)) for area in open_areas()]


@remembered
def categories() -> list[tuple[str, str]]:
    """The main categories for a filter."""
    rows = Category.objects.filter(level=1, ended_at__isnull=True).order_by("code")
    return [(row.code, (row.name_en or row.name_zh) if english() else row.name_zh) for row in rows]


def board_name(board: Board) -> str:
    """A board's name in the reader's language."""
    return (board.name_en or board.name_zh) if english() else board.name_zh


def board_intro(board: Board) -> str:
    """A board's introduction in the reader's language."""
    return (board.intro_en or board.intro_zh) if english() else board.intro_zh


def board_extras(code: str) -> dict[str, Any]:
    """What the city's file says of a board beyond the table: description, icon, default kind."""
    rows = rulebook("boards")
    listed = rows.get("boards", []) if isinstance(rows, dict) else rows
    return next((row for row in listed or [] if row.get("code") == code), {})


@remembered
def boards() -> list[dict[str, Any]]:
    """The boards in the city's order."""
    rows = Board.objects.filter(ended_at__isnull=True).order_by("order", "code")
    return [_board(row) for row in rows]


ICONS = {"flower": "heart", "camera": "camera", "question": "chat", "traffic": "flag", "leaf": "eye-off", "building": "building", "mail": "send"}


def _board(row: Board) -> dict[str, Any]:
    extras = board_extras(row.code)
    described = in_words(extras.get("description")) or board_intro(row)
    return {"code": row.code, "name": board_name(row), "description": described, "icon": ICONS.get(extras.get("icon", ""), "chat"), "enterprise": bool(extras.get("enterprise"))}


def state_words(code: str) -> str:
    """The word for a state."""
    return str(CASE.state(code).words)
