"""The moderation desk: what was said and what the public would read, side by side; it never delays the work (A2)."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import ACTIONS, Case, as_public, dossier, photos_of, rulebook, unmoderated
from gongban.kernel.actors import Actor, Role
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import showing
from gongban.web.workbench.casepage import seen_of
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.forms.choices import in_words
from gongban.web.workbench.frame import page

LISTED = 40


@never_cache
@require_GET
@staff_only(Role.MODERATOR)
def moderation(request: HttpRequest) -> HttpResponse:
    """What waits on the left, the one in hand with text, public view, photos and norms on the right."""
    by = actor(request)
    waiting = list(unmoderated(by)[:LISTED])
    chosen = next((case for case in waiting if case.matter.number == request.GET.get("case")), waiting[0] if waiting else None)
    return page(request, "desk/moderation.html", {"waiting": waiting, **(_in_hand(chosen, by) if chosen else {})})


def _in_hand(chosen: Case, by: Actor) -> dict[str, Any]:
    found = dossier(chosen.matter.number, by=by)
    about, case = About(by, timezone.now(), found.case), as_public(found.case)
    may = [row for row in found.actions if row.action in ("publish", "ask_for_more", "keep_private")]
    forms = {row.action: form_for(ACTIONS[row.action].given, about, initial=showing.first_values(row.action, case), auto_id=f"{row.action}_%s") for row in may}
    norms = rulebook("content_norms").get("norms", [])
    return {
        **showing.facts(found, by), "forms": forms, "labels": {row.action: row.label for row in may}, "seen": seen_of(found), "next": "/desk/moderation/",
        "said": marked(case.text), "words": sensitive(f"{case.matter.title} {case.text}"), "photos_to_check": photos_to_check(case),
        "norms": [{"name": in_words(norm["name"]), "text": in_words(norm["text"]), "action": norm.get("action", "")} for norm in norms],
    }  # fmt: skip


def sensitive(text: str) -> list[dict[str, str]]:
    """The city's sensitive words that stand in a text, each with its norm."""
    norms = {norm["code"]: in_words(norm["name"]) for norm in rulebook("content_norms").get("norms", [])}
    rows = rulebook("content_norms").get("sensitive_words", [])
    return [{"word": row["word"], "norm": norms.get(row.get("norm", ""), "")} for row in rows if row["word"] in text]


def marked(text: str) -> SafeString:
    """A text as HTML with the sensitive words marked."""
    words = sorted((row["word"] for row in sensitive(text)), key=len, reverse=True)
    if not words:
        return escape(text)
    pieces = re.split("(" + "|".join(re.escape(word) for word in words) + ")", text)
    return mark_safe("".join(f"<mark>{escape(piece)}</mark>" if piece in words else escape(piece) for piece in pieces))


def photos_to_check(case: Case) -> list[dict[str, Any]]:
    """Every photo of the case that could become public, with whether somebody has looked for faces and plates."""
    rows = [each.photo for each in photos_of(case)]
    return [{**showing.photo(photo.pk), "pk": photo.pk, "checked": photo.blur_checked_at, "regions": photo.regions} for photo in rows]
