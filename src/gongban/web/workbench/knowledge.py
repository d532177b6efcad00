"""The knowledge pages of the desk: look an answer up, propose one, decide proposals, keep one's own true; notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.design.knowledge.public import (
    POSTING,
    Article,
    Deciding,
    Posting,
    Writing,
    approve,
    articles,
    change,
    current_notices,
    decline,
    end,
    end_notice,
    may_decide,
    post_notice,
    proposals,
    propose,
    search_answers,
)
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page

SHOWN = 40
DECISIONS = {"approve": approve, "decline": decline, "end": end}


@never_cache
@require_safe
@staff_only()
def listing(request: HttpRequest) -> HttpResponse:
    """What was looked for, else one's own department's answers; proposals that wait; notices."""
    by, now = actor(request), timezone.now()
    words = request.GET.get("q", "").strip()[:200]
    if words:
        found = [each.article for each in search_answers(words, at=now, limit=SHOWN)]
    else:
        found = list(articles(by).filter(department__in=by.departments())[:SHOWN])
    facts = {
        "words": words, "found": found, "proposals": proposals(by), "notices": current_notices(now),
        "may_post": bool(by.departments(*POSTING)), "posting_for": by.departments(*POSTING), "today": now.date(),
    }  # fmt: skip
    return page(request, "desk/knowledge.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only()
def write(request: HttpRequest) -> HttpResponse:
    """Propose an answer."""
    by = actor(request)
    first = {"department": min(by.departments(), default="")}
    return _filled_in(request, by, Writing, first, lambda given: propose(Writing.read(given), by=by, at=timezone.now()), _("提出一条知识"))


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only()
def article(request: HttpRequest, code: str) -> HttpResponse:
    """One answer; its owner changes it here."""
    by = actor(request)
    row = articles(by).filter(code=code).first()
    if row is None:
        raise NotFound()
    if not may_decide(row, by):
        return page(request, "desk/article.html", {"article": row})
    first = {**{name: getattr(row, name) for name in ("question_zh", "question_en", "answer_zh", "answer_en", "category", "source")},
             "also": "\n".join(row.also), "department": row.department_id, "valid_from": _day(row.valid_from), "valid_until": _day(row.valid_until)}  # fmt: skip
    return _filled_in(request, by, Writing, first, lambda given: change(code, Writing.read(given), by=by, at=timezone.now()), row.question_zh, row)


@require_POST
@staff_only()
def decide(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """Approve or decline a proposal, or end an answer."""
    if what not in DECISIONS:
        raise NotFound()
    try:
        DECISIONS[what](code, Deciding.read({"text": request.POST.get("text", "")}), by=actor(request), at=timezone.now())
    except Refusal as refusal:
        if refusal.field is None:
            raise
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect(f"/desk/knowledge/{code}/")
    messages.success(request, _("已记下。"))
    return HttpResponseRedirect("/desk/knowledge/")


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*POSTING)
def post(request: HttpRequest) -> HttpResponse:
    """Post a notice."""
    by = actor(request)
    return _filled_in(request, by, Posting, {}, lambda given: post_notice(Posting.read(given), by=by, at=timezone.now()), _("发布公告"))


@require_POST
@staff_only(*POSTING)
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take a notice back."""
    end_notice(code, by=actor(request), at=timezone.now())
    messages.success(request, _("公告已撤下。"))
    return HttpResponseRedirect("/desk/knowledge/")


def _filled_in(request: HttpRequest, by: Actor, asked: Any, first: dict[str, Any], perform: Callable[[Any], Any], title: str,
               row: Article | None = None) -> HttpResponse:  # fmt: skip
    form = form_for(asked, About(by, timezone.now()), request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        try:
            perform(form.given())
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk/article.html", {"form": form, "title": title, "article": row}, status=refusal.status)
        messages.success(request, _("已保存。"))
        return HttpResponseRedirect("/desk/knowledge/")
    return page(request, "desk/article.html", {"form": form, "title": title, "article": row})


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
