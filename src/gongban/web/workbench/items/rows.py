"""Rows of a section: add one, change it, move it, delete it; each is one step that can be taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongban.design.catalogue.public import DeskItem, Elements, desk_item
from gongban.foundation.facts.public import declared
from gongban.kernel.actors import Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import field_facts
from gongban.web.workbench.items.forms import Choices, ElementsForm, form_of
from gongban.web.workbench.items.item import about, save
from gongban.web.workbench.items.places import row_and_field
from gongban.web.workbench.items.sections import BY_KEY, Section

NEW = 0


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CATALOGUE_EDITOR)
def row(request: HttpRequest, pk: UUID, key: str, place: int = NEW) -> HttpResponse:
    """One row of a section, a new one where no place is given."""
    found, section = _found(request, pk, key)
    rows = list(getattr(found.guide.elements, key))
    if place > len(rows):
        raise NotFound()
    stored = {name: getattr(rows[place - 1], name) for name in type(rows[place - 1]).model_fields} if place else _defaults(section)
    form = form_of(section.asked, stored, _choices(found.guide.elements), request.POST if request.method == "POST" else None)
    building = bool(request.POST.get("c_do"))
    if request.method == "POST" and not building and form.is_valid() and _saved(request, found, section, form, rows, place):
        return HttpResponseRedirect(f"/desk/items/{pk}/parts/{key}/")
    given: Any = request.POST if request.method == "POST" else {"condition": stored.get("condition") or ""}
    facts = {
        **about(found), "section": section, "form": form, "place": place, "condition": field_facts(given) if "condition" in stored else None,
        "faulty": bool(form.errors) and not building,
    }  # fmt: skip
    return page(request, "desk/items/row.html", facts, status=422 if facts["faulty"] else 200)


def _saved(request: HttpRequest, found: DeskItem, section: Section, form: ElementsForm, rows: list[Any], place: int) -> bool:
    """Whether the row could be saved; else its form shows why not."""
    assert section.part is not None
    values = form.values()
    if section.numbered:
        values["code"] = rows[place - 1].code if place else _next_code(section, rows)
    made = form.check(section.part, values)
    if made is None:
        return False
    name, after = _called(values), [*rows[: place - 1], made, *rows[place:]] if place else [*rows, made]
    done = ("改了", "Changed") if place else ("添加了", "Added")
    return _kept(request, found, section, after, Words(f"{done[0]}{section.words.zh}“{name.zh}”", f"{done[1]} “{name.en}” ({section.words.en})"), form, place or len(after))


def _kept(request: HttpRequest, found: DeskItem, section: Section, rows: list[Any], what: Words, form: ElementsForm, place: int) -> bool:
    try:
        save(request, found, {section.key: [each.model_dump(mode="json", exclude_defaults=True) for each in rows]}, what)
    except Refusal as refusal:
        at, field = row_and_field(refusal.field or "")
        form.refuse(field if at == place else "", str(refusal.words))
        return False
    return True


@require_POST
@staff_only(Role.CATALOGUE_EDITOR)
def change(request: HttpRequest, pk: UUID, key: str, place: int, what: str) -> HttpResponse:
    """Move a row up or down, or delete it."""
    found, section = _found(request, pk, key)
    rows = list(getattr(found.guide.elements, key))
    if not 1 <= place <= len(rows) or what not in ("up", "down", "delete"):
        raise NotFound()
    name, at = _called(rows[place - 1].model_dump(mode="json")), place - 1
    if what == "delete":
        said = Words(f"删除了{section.words.zh}“{name.zh}”", f"Deleted “{name.en}” ({section.words.en})")
        after = [*rows[:at], *rows[at + 1 :]]
    else:
        said = Words(f"移动了{section.words.zh}“{name.zh}”", f"Moved “{name.en}” ({section.words.en})")
        other = min(max(at + (1 if what == "down" else -1), 0), len(rows) - 1)
        after = list(rows)
        after[at], after[other] = after[other], after[at]
    save(request, found, {key: [each.model_dump(mode="json", exclude_defaults=True) for each in after]}, said)
    return HttpResponseRedirect(f"/desk/items/{pk}/parts/{key}/")


def _found(request: HttpRequest, pk: UUID, key: str) -> tuple[DeskItem, Section]:
    section = BY_KEY.get(key)
    if section is None or section.part is None:
        raise NotFound()
    return desk_item(pk, by=actor(request), at=timezone.now()), section


def _defaults(section: Section) -> dict[str, Any]:
    fields = getattr(section.part, "model_fields", {})
    return {name: None if field.is_required() else field.default for name, field in fields.items()}


def _choices(elements: Elements) -> Choices:
    known = declared()
    fields = tuple((name, str(known[name].words)) for name in dict.fromkeys(each.fact for each in elements.fields) if name in known)
    return Choices(tuple((each.code, str(each.name)) for each in elements.situations), fields)


def _called(values: dict[str, Any]) -> Words:
    """What a row is called, by what it says first."""
    said = next((values[name] for name in ("name", "title", "text", "question", "says") if name in values), "") or _fact_words(values.get("fact", ""))
    both = said if isinstance(said, dict) else {"zh": said, "en": said}
    zh = both.get("zh") or both.get("en") or ""
    return Words(zh[:40], (both.get("en") or zh)[:60])


def _fact_words(name: str) -> dict[str, str]:
    words = declared()[name].words if name in declared() else Words(name, name)
    return {"zh": words.zh, "en": words.en}


def _next_code(section: Section, rows: list[Any]) -> str:
    used = {each.code for each in rows}
    return next(code for n in range(1, len(rows) + 2) if (code := f"{section.numbered}{n:02d}") not in used)
