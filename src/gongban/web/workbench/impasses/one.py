"""One thing that could not be done: what was said, the clocks, and the acts of the table, each with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.impasses.public import (
    DESK,
    NAME,
    PHONE,
    PROCESS,
    Impasse,
    causes_of,
    code_of,
    impasse_of,
    of_office,
    thread_of,
)
from gongban.delivery.outlets.public import outlets_named
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers import mask_name
from gongban.kernel.words import Words
from gongban.web.site.acting import staff_only
from gongban.web.workbench.impasses.listing import line
from gongban.web.workbench.process_page import ProcessPage


@never_cache
@require_GET
@staff_only(*DESK)
def impasse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; `?do=coordinate` opens the form of an act."""
    return PAGE.show(request, pk)


@never_cache
@require_POST
@staff_only(*DESK)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an act."""
    return PAGE.take(request, pk, action)


def _facts(found: Impasse, by: Actor) -> dict[str, Any]:
    office, name = of_office(by), reveal(found.name, NAME)
    return {
        **line(found), "code": code_of(found.pk), "outlet": outlets_named([found.outlet]).get(found.outlet) if found.outlet else None,
        "person": name if office else mask_name(name), "phone": reveal(found.phone, PHONE) if office else "", "counted": causes_of(found.item) if found.item else [],
    }  # fmt: skip


PAGE = ProcessPage(
    PROCESS, impasse_of, thread_of, _facts, "/desk/impasses/", "desk_impasses/one.html",
    begun={"taken": Words("登记", "Taken")}, person=Words("办事人", "The person"), danger=("refuse",),
)  # fmt: skip
