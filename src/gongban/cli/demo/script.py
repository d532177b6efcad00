"""demo/cases.yaml: what happens to each case of the demonstration, checked before anything is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongban.kernel.city import CityFolder, Entry, gather, once

FILE = "demo/cases.yaml"
NAMES = (
    "key", "days_ago", "hour", "reporter", "sender", "channel", "board", "kind", "urgency", "category", "department",
    "co_departments", "specialist", "title", "text", "place", "photo", "public", "moderation", "story", "answer", "second_answer",
    "callback", "second_callback", "joined_to", "same_as", "extension_reason", "refusal", "knowledge", "principle",
    "return_reason", "withdraw_reason", "urge", "exclusion", "returns", "language", "anonymous",
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """One case of the demonstration, as its author wrote it."""

    key: str
    days_ago: int
    hour: int
    reporter: str
    channel: str
    kind: str
    story: str
    department: str
    public: bool
    photo: str
    answer: str
    co_departments: tuple[str, ...]
    callback: Mapping[str, Any]
    second_callback: Mapping[str, Any]
    more: Mapping[str, Any] = field(repr=False)

    def get(self, name: str, default: str = "") -> str:
        """A further text of the case, such as `return_reason`."""
        return str(self.more.get(name) or default)

    @property
    def scene(self) -> str:
        """The key by which its photo is drawn: near-same cases show the same scene."""
        return self.get("joined_to") or self.get("same_as") or self.key


@dataclass(frozen=True)
class Play:
    """The whole demonstration: its cases, and the callers who stand in no other file."""

    scripts: list[Script]
    callers: dict[str, Entry]
    articles: dict[str, str]
    norms: dict[str, str]


def read_play(folder: CityFolder) -> Play:
    """Read the demonstration of a city folder. Raises BrokenCity."""
    document = folder.yaml(FILE).only("stories", "photos", "callers", "cases")
    members = list(document["cases"])
    once(folder, members, "key")
    stories, photos = document["stories"].names(), document.texts("photos")
    scripts = gather(folder, members, lambda entry: _script(entry, stories, photos))
    folder.check()
    callers = {entry.text("key"): entry for entry in document.each("callers")}
    return Play(scripts, callers, _answers(folder), _norms(folder))


def _script(entry: Entry, stories: list[str], photos: list[str]) -> Script:
    entry.only(*NAMES)
    plain = entry.plain()
    return Script(
        key=entry.text("key"), days_ago=entry.number("days_ago", least=0), hour=entry.number("hour", least=0),
        reporter=entry.text("reporter", ""), channel=entry.text("channel"), kind=entry.text("kind"),
        story=entry.choice("story", stories), department=entry.text("department"), public=entry.flag("public"),
        photo=entry.choice("photo", photos, ""), answer=entry.text("answer", ""),
        co_departments=tuple(entry.texts("co_departments")), callback=plain.get("callback") or {},
        second_callback=plain.get("second_callback") or {}, more=plain,
    )  # fmt: skip


def _answers(folder: CityFolder) -> dict[str, str]:
    articles = folder.yaml("knowledge.yaml").each("answers") if folder.has("knowledge.yaml") else []
    return {entry.text("code"): entry.words("answer").zh for entry in articles}


def _norms(folder: CityFolder) -> dict[str, str]:
    return {entry.text("code"): entry.words("text").zh for entry in folder.yaml("content_norms.yaml").each("norms")}
