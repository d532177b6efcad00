"""The editors' page of everyday words: what people looked for in vain, proposals that wait, words in use and their use."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.foundation.search.public import (
    EDITING,
    Deciding,
    Proposing,
    Use,
    approve_term,
    deal_with,
    end_term,
    missed,
    propose_term,
    reject_term,
    terms_in_use,
    use_of,
    waiting_terms,
)
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page

SHOWN = 60
DECISIONS = {"approve": approve_term, "reject": reject_term, "end": end_term}
HERE = "/desk/words/"


@never_cache
@require_safe
@staff_only(*EDITING)
def listing(request: HttpRequest) -> HttpResponse:
    """What was missed, what waits, and words in use that hold what was typed."""
    by, now = actor(request), timezone.now()
    words = request.GET.get("q", "").strip()[:40]
    found = list(terms_in_use(by, words)[:SHOWN]) if words else []
    used = use_of([row.say for row in found], at=now)
    facts = {
        "missed": missed(by, at=now), "waiting": waiting_terms(by)[:SHOWN], "words": words, "total": terms_in_use(by).count(),
        "found": [(row, used.get(row.say, Use())) for row in found],
    }  # fmt: skip
    return page(request, "desk/words.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only()
def write(request: HttpRequest) -> HttpResponse:
    """Propose a word."""
    by, now = actor(request), timezone.now()
    first = {"say": request.GET.get("say", "")[:12]}
    form = form_for(Proposing, About(by, now), request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        try:
            propose_term(Proposing.read(form.given()), by=by, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk/word.html", {"form": form}, status=refusal.status)
        messages.success(request, _("已提出，等编辑审定。"))
        return HttpResponseRedirect(HERE if any(by.holds(role) for role in EDITING) else "/desk/words/new/")
    return page(request, "desk/word.html", {"form": form})


@require_POST
@staff_only(*EDITING)
def decide(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Approve, reject or end a word."""
    if what not in DECISIONS:
        raise NotFound()
    given = {"reason": request.POST.get("reason", ""), "means": request.POST.get("means", "")}
    try:
        DECISIONS[what](pk, Deciding.read(given), by=actor(request), at=timezone.now())
    except Refusal as refusal:
        if refusal.field is None:
            raise
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("已记下。"))
    return HttpResponseRedirect(HERE)


@require_POST
@staff_only(*EDITING)
def done(request: HttpRequest) -> HttpResponse:
    """Take what people looked for off the list."""
    deal_with(request.POST.get("text", ""), by=actor(request), at=timezone.now())
    messages.success(request, _("已从清单里拿掉。"))
    return HttpResponseRedirect(HERE)
