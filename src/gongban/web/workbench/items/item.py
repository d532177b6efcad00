"""One item for its editor: how it stands, its sections, what is still missing, and each section with its form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.design.catalogue.public import (
    DeskItem,
    Elements,
    Framing,
    Reason,
    Speech,
    Writing,
    desk_item,
    drop_draft,
    end_item,
    frame_item,
    gaps,
    questions_of,
    said,
    sentence,
    undo_part,
    unfit,
    write_part,
)
from gongban.foundation.facts.public import declared
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING
from gongban.web.workbench.items.forms import Choices, form_of
from gongban.web.workbench.items.listing import districts_words
from gongban.web.workbench.items.places import faults_shown
from gongban.web.workbench.items.sections import BY_KEY, SECTIONS, Section, section_of


@never_cache
@require_safe
@staff_only(*EDITING)
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The item with all its sections in words."""
    now = timezone.now()
    found = desk_item(pk, by=actor(request), at=now)
    facts = {
        **about(found), "sections": list(_sections(found.guide.elements)), "faults": faults_shown(pk, unfit(found.guide.elements, calendar().local_day(now))) if found.drafted else [],
        "gaps": [(each.words, section_of(each.place).key) for each in gaps(found.guide.elements)], "questions": questions_of(found.guide.elements),
    }  # fmt: skip
    return page(request, "desk/items/item.html", facts)


def about(found: DeskItem) -> dict[str, Any]:
    """What every page of an item has at its head."""
    here, where = f"/desk/items/{found.guide.item}/", districts_words(found.guide.pilot) if found.guide.pilot else ""
    return {"found": found, "guide": found.guide, "said": found.guide.elements, "pk": found.guide.item, "pilot_words": where, "guide_preview": f"{here}preview/", "guide_changes": f"{here}changes/"}


def _sections(elements: Elements) -> Iterator[tuple[Section, list[tuple[Words, Words]], list[Words]]]:
    """Each section with what it says: names and values, or its rows."""
    speech = Speech.of(elements, declared())
    for section in SECTIONS:
        if section.part:
            yield section, [], [sentence(each, speech) for each in getattr(elements, section.key)]
        else:
            yield section, list(_lines(section, elements)), []


def _lines(section: Section, elements: Elements) -> Iterator[tuple[Words, Words]]:
    named = {each.name.partition(".")[0]: each.words for each in reversed(section.asked)}
    for name in section.elements:
        words = said(elements, name)
        if words.zh and getattr(elements, name) is not False:
            yield named[name], words


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*EDITING)
def section(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """One section: its form, or its rows with what can be done with them."""
    by, wanted = actor(request), BY_KEY.get(key)
    if wanted is None:
        raise NotFound()
    found = desk_item(pk, by=by, at=timezone.now())
    if wanted.part:
        rows = getattr(found.guide.elements, key)
        speech = Speech.of(found.guide.elements, declared())
        return page(request, "desk/items/rows.html", {**about(found), "section": wanted, "rows": [(place, sentence(each, speech)) for place, each in enumerate(rows, 1)]})
    stored = {name: getattr(found.guide.elements, name) for name in wanted.elements}
    form = form_of(wanted.asked, stored, Choices(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if form.check(Elements, {**found.guide.elements.stored(), **values}):
            try:
                save(request, found, values, Words(f"改了{wanted.words.zh}", f"Changed: {wanted.words.en}"))
            except Refusal as refusal:
                form.refuse(refusal.field or "", str(refusal.words))
            else:
                return HttpResponseRedirect(f"/desk/items/{pk}/#{key}")
    return page(request, "desk/items/section.html", {**about(found), "section": wanted, "form": form}, status=422 if form.errors else 200)


def save(request: HttpRequest, found: DeskItem, elements: dict[str, Any], what: Words) -> None:
    """Write elements into the draft as the page's person, and say so."""
    given = Writing(elements=elements, what=what, seen=_moment(request.POST.get("seen", "")))
    write_part(found.guide.code, given, by=actor(request), at=timezone.now(), district=found.guide.district)
    messages.success(request, _("已存进草稿：%(what)s。") % {"what": what})


def _moment(text: str) -> datetime | None:
    """When the page was opened, as it says; None where it says nothing that is a moment."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


@require_POST
@staff_only(Role.CATALOGUE_EDITOR)
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the last step back."""
    by, now = actor(request), timezone.now()
    found = desk_item(pk, by=by, at=now)
    what = undo_part(found.guide.code, by=by, at=now, district=found.guide.district)
    messages.success(request, _("已撤销：%(what)s。") % {"what": what})
    return _back(request, pk)


def _back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the section from which one came, if any."""
    key = request.POST.get("back", "")
    return HttpResponseRedirect(f"/desk/items/{pk}/parts/{key}/" if key in BY_KEY else f"/desk/items/{pk}/")


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CATALOGUE_EDITOR)
def frame(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who answers for it, why it changes, where it begins."""
    by, now = actor(request), timezone.now()
    found = desk_item(pk, by=by, at=now)
    first = {"department": found.guide.owner.code, "note": found.guide.note if found.drafted else "", "pilot": list(found.guide.pilot) if found.drafted else []}
    form = form_for(Framing, About(by, now), request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        try:
            frame_item(found.guide.code, Framing.read(form.given()), by=by, at=now, district=found.guide.district)
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk/items/frame.html", {**about(found), "form": form}, status=refusal.status)
        messages.success(request, _("已存进草稿。"))
        return HttpResponseRedirect(f"/desk/items/{pk}/")
    return page(request, "desk/items/frame.html", {**about(found), "form": form})


@require_POST
@staff_only(Role.CATALOGUE_EDITOR)
def leave(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Take the item out of the draft (drop), or let it end with the next edition (end)."""
    by, now = actor(request), timezone.now()
    found = desk_item(pk, by=by, at=now)
    if what == "drop":
        drop_draft(found.guide.code, by=by, at=now, district=found.guide.district)
        messages.success(request, _("草稿里的改动已放弃。"))
        return HttpResponseRedirect(f"/desk/items/{pk}/" if found.former else "/desk/items/")
    if what != "end":
        raise NotFound()
    try:
        end_item(found.guide.code, Reason.read({"text": request.POST.get("text", "")}), by=by, at=now, district=found.guide.district)
    except Refusal as refusal:
        if refusal.field is None:
            raise
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("发布以后，这个事项就取消了。"))
    return HttpResponseRedirect(f"/desk/items/{pk}/")
