"""boards.yaml: the boards (板块) of the snapshot page, set up as data (A6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gongban.delivery.cases.models import Board, Category
from gongban.delivery.cases.terms import Channel, Kind
from gongban.foundation.loading import bring_in_step
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.words import Words

FILE = "boards.yaml"
NAMES = (
    "code", "order", "name", "description", "intro", "kinds", "default_kind", "default_category", "photo", "publicity", "moderated",
    "enterprise", "channel", "icon",
)  # fmt: skip
FIELDS = ("name_zh", "name_en", "intro_zh", "intro_en", "kinds", "category", "photo_required", "channel", "order", "ended_at")
KINDS, CHANNELS = tuple(kind.value for kind in Kind), tuple(channel.value for channel in Channel)


def load_boards(folder: CityFolder, report: Report) -> Any:
    """Read the boards; return the table as it stands, for what the rows do not hold (descriptions, icons)."""
    document = folder.yaml(FILE).only("boards")
    members = list(document["boards"])
    once(folder, members)
    categories = set(Category.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    rows = gather(folder, members, lambda entry: _board(entry, categories))
    folder.check()
    bring_in_step(rows, among=Board.objects.all(), key="code", fields=FIELDS, report=report, words=Words("板块", "boards"), end=_end)
    return document.plain()


def _board(entry: Entry, categories: set[str]) -> Board:
    entry.only(*NAMES)
    name, intro, kinds = entry.words("name"), entry.words("intro", Words("", "")), entry.texts("kinds")
    for member in entry["kinds"]:
        if member.as_text() not in KINDS:
            member.refuse(f"没有诉求种类“{member.as_text()}”。", f"there is no kind “{member.as_text()}”.")
    if entry.has("default_kind") and entry.text("default_kind") not in kinds:
        entry["default_kind"].refuse("不在本板块的 kinds 里。", "it is not among the kinds of this board.")
    entry.choice("publicity", ("public", "private", "sender_choice"), "public")
    category = refer(entry, "default_category", categories, "分类", "category")
    return Board(
        code=entry.text("code"), name_zh=name.zh, name_en=name.en, intro_zh=intro.zh, intro_en=intro.en, kinds=kinds,
        category_id=category or None, photo_required=entry.choice("photo", ("required", "optional", "none"), "optional") == "required",
        channel=entry.choice("channel", CHANNELS, ""), order=entry.number("order", 0, least=0),
    )  # fmt: skip


def _end(row: Board) -> bool:
    if row.ended_at:
        return False
    row.ended_at = datetime.now(UTC)
    row.save(update_fields=["ended_at"])
    return True
