"""A file of a life event as provinces publish them (one JSON object: title, linked items, materials, figures) as a bundle; pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongban.design.bundles.public import BundleDrafting, Contents
from gongban.design.catalogue.public import Drafting
from gongban.kernel.errors import Refusal
from gongban.kernel.text import fold
from gongban.kernel.words import Words

PHASES = (
    ("出生", "birth"), ("入学", "school"), ("婚", "family"), ("购", "home"), ("公租房", "home"), ("报装", "home"), ("残疾", "help"), ("退役", "help"),
    ("退休", "old_age"), ("身后", "death"), ("开办", "start"), ("注销", "close"),
)  # fmt: skip
CHECKED = re.compile("核验|核查|共享|确认$")  # 部门之间自己查的，不由人选 · what departments check among themselves is not chosen by anybody
WAY = re.compile(r"[（(]([^（）()]*流程)[)）]")
MARKS = re.compile(r"[《》“”\"'、，,。；;：:\s（()）]|新办|办理$")
FORM = re.compile("申请表|申请书|申报表")


class Linked(BaseModel):
    """An item of the file."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    name: str = Field(min_length=2, max_length=200)
    promise_days: int | None = Field(default=None, ge=0, le=3_000)
    result: str | None = None


class Paper(BaseModel):
    """A material of the file."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=400)
    required: bool | None = True  # 没写明的当作视情形 · what is not said is taken for sometimes
    source: str = ""
    note: str = ""


class OneThing(BaseModel):
    """A file."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    theme_code: str = Field(pattern=r"^[0-9A-Za-z]{4,30}$")
    title: str = Field(min_length=2, max_length=200)
    linked_items: list[Linked] = Field(min_length=1, max_length=60)
    materials: list[Paper] = []
    conditions: list[str] = []
    promise_days_total: int | None = Field(default=None, ge=0, le=3_000)
    charge_note: str | None = None
    process: str | None = None
    online: str | None = None
    faq: list[tuple[str, str]] = []
    reform_before_after: dict[str, Any] | None = None
    lead_dept: str | None = None
    coop_depts: list[str] | None = None
    source_url: str = Field(default="", max_length=400)

    @property
    def audience(self) -> str:
        """For whom: the letter after the province says so, P for people, T for enterprises."""
        return "person" if self.theme_code[2:3].upper() == "P" else "company"


def read_one_thing(plain: Any) -> OneThing:
    """The file's object. Refusal says what is missing or wrong."""
    if not isinstance(plain, dict):
        raise Refusal("import.one_thing", Words("里面不是一个 JSON 对象，不是一件事的文件。", "It holds no JSON object: no file of a life event."))
    try:
        return OneThing.model_validate(plain)
    except ValidationError as error:
        detail: Any = error.errors()[0]
        place, missing = ".".join(map(str, detail["loc"])), detail["type"] == "missing"
        zh = f"缺少“{place}”，不是一件事的文件。" if missing else f"“{place}”写得不对：{str(detail.get('input'))[:40]}。"
        en = f"“{place}” is missing: no file of a life event." if missing else f"“{place}” is not as it should be: {detail['msg']}."
        raise Refusal("import.one_thing", Words(zh, en)) from None


def item_key(name: str) -> str:
    """The name of an item as it is compared with those of the catalogue.

    >>> item_key("《食品经营许可证》新办") == item_key("食品经营许可（新办）")
    True
    """
    return re.sub("证$", "", MARKS.sub("", fold(name)))


def item_code(name: str) -> str:
    """The local code of an item that comes with a life event; the same for the same name."""
    return f"one-thing-{hashlib.sha256(item_key(name).encode()).hexdigest()[:12]}"


def item_of(found: OneThing, linked: Linked) -> Drafting:
    """An item of which nothing is known but what the life event says."""
    summary = Words(f"随“{found.title}”导入；要什么、怎么办，看那件一件事。", f"It came with “{found.title}”; see there what is needed.")
    elements = {
        "name": linked.name, "type": "20", "summary": {"zh": summary.zh, "en": summary.en}, "objects": ["1" if found.audience == "person" else "2"],
        "handling": "2",
        "promised_limit": None if linked.promise_days is None else {"amount": linked.promise_days}, "outcomes": [{"name": linked.result}] if linked.result else [],
    }  # fmt: skip
    return Drafting.model_validate({"code": item_code(linked.name), "elements": elements})


def bundle_of(found: OneThing, name_of: Callable[[str], str]) -> BundleDrafting:
    """The bundle; `name_of` gives the short name or code under which the catalogue has an item of this name."""
    ways = _ways(found)
    parts = [
        {
            "code": f"p{place:02d}", "item": name_of(each.name), "name": each.name, "limit": None if each.promise_days is None else {"amount": each.promise_days},
            "one_of": ways.get(place, ""), "optional": place not in ways and len(found.linked_items) > 1 and not CHECKED.search(each.name),
        }
        for place, each in enumerate(found.linked_items, 1)
    ]  # fmt: skip
    reform = found.reform_before_after or {}
    contents = Contents.read({
        "name": found.title, "audience": found.audience, "phase": _phase(found), "lead": found.lead_dept or "", "with_departments": found.coop_depts or [],
        "requirements": [{"text": each} for each in found.conditions], "choices": list(_choices(found, ways)), "parts": parts,
        "materials": [_material(place, each, found, ways) for place, each in enumerate(found.materials, 1)], "faqs": [{"question": q, "answer": a} for q, a in found.faq],
        "promised_limit": None if found.promise_days_total is None else {"amount": found.promise_days_total}, "fee_note": found.charge_note or "",
        "process": "\n".join(each for each in (found.process, found.online) if each), "source": found.source_url, "area": reform.get("area", ""),
        "before": _figures(reform, 0), "after": _figures(reform, 1),
    })  # fmt: skip
    return BundleDrafting(slug=f"theme-{found.theme_code.lower()}", department="", contents=contents)


def _phase(found: OneThing) -> str:
    default = "work" if found.audience == "person" else "grow"
    return next((phase for word, phase in PHASES if word in found.title and (phase in ("start", "grow", "close")) is (found.audience == "company")), default)


def _ways(found: OneThing) -> dict[int, str]:
    """The places of items that differ only in the way they are done (告知承诺制流程, 一般流程), with the code of their choice."""
    by_name: dict[str, list[int]] = {}
    for place, each in enumerate(found.linked_items, 1):
        if WAY.search(each.name):
            by_name.setdefault(WAY.sub("", each.name), []).append(place)
    groups = [places for places in by_name.values() if len(places) > 1]
    return {place: f"way{number}" for number, places in enumerate(groups, 1) for place in places}


def _choices(found: OneThing, ways: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for code in dict.fromkeys(ways.values()):
        name = WAY.sub("", next(found.linked_items[place - 1].name for place, way in ways.items() if way == code))
        yield {"code": code, "question": {"zh": f"{name}：走哪条路？", "en": f"{name}: which way?"}}


def _material(place: int, paper: Paper, found: OneThing, ways: Mapping[int, str]) -> dict[str, Any]:
    source = "form" if FORM.search(paper.name) and "一件事" in paper.name else "shared" if "免提交" in paper.source else "applicant"
    return {
        "code": f"m{place:02d}", "name": paper.name, "source": source, "issuer": "" if source != "applicant" else paper.source[:200], "note": paper.note,
        "need": "required" if paper.required else "optional", "parts": _parts_of(paper.name, found, ways),
    }  # fmt: skip


def _parts_of(name: str, found: OneThing, ways: Mapping[int, str]) -> list[str]:
    """The ways for which a material is, where its name says so: 场所平面布置图（告知承诺制流程/一般流程）."""
    said = WAY.search(name)
    named = [place for place in ways if said and (way := WAY.search(found.linked_items[place - 1].name)) and way[1] in said[1].split("/")]
    return [f"p{place:02d}" for place in named]


def _figures(reform: Mapping[str, Any], at: int) -> dict[str, int] | None:
    found = {name: reform[name][at] for name in ("days", "visits", "materials", "steps") if isinstance(reform.get(name), list) and len(reform[name]) == 2}
    return found or None
