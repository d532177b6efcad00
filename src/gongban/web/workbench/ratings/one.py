"""One bad rating: what was said, its thread and clocks, and the acts of the table, each with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.outlets.public import outlets_named
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    DESK,
    PROCESS,
    Rectification,
    rectification_of,
    tag_words,
    thread_of,
)
from gongban.web.site.acting import staff_only
from gongban.web.workbench.process_page import ProcessPage
from gongban.web.workbench.ratings.listing import line


@never_cache
@require_GET
@staff_only(*DESK)
def rectification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; `?do=verify` opens the form of an act."""
    return PAGE.show(request, pk)


@never_cache
@require_POST
@staff_only(*DESK)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an act."""
    return PAGE.take(request, pk, action)


def _facts(found: Rectification, by: Actor) -> dict[str, Any]:
    outlet = found.invitation.outlet
    return {**line(found), "rating": found.rating, "tags": tag_words(found.rating.tags), "outlet": outlets_named([outlet]).get(outlet)}


PAGE = ProcessPage(
    PROCESS, rectification_of, thread_of, _facts, "/desk/ratings/", "desk_ratings/one.html",
    begun={"rated": Words("评价", "Rated")}, person=Words("评价人", "The person"), danger=("appeal", "uphold_appeal"),
)  # fmt: skip
