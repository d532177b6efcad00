"""Questions and answers of the city, found in everyday words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.design.knowledge.public import Article, article_named, search_answers
from gongban.kernel.words import Words

SHOWN = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answers in force that fit what was typed."""
    words = request.GET.get("q", "").strip()[:200]
    found = [_shown(each.article) for each in search_answers(words, at=timezone.now(), limit=SHOWN)]
    return render(request, "portal/answers.html", {"words": words, "found": found})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One answer with its owner and validity."""
    return render(request, "portal/answers.html", {"words": "", "found": [_shown(article_named(code, at=timezone.now()))], "single": True})


def _shown(row: Article) -> dict[str, Any]:
    owner = Words(row.department.name_zh, row.department.name_en or row.department.name_zh)
    return {"question": row.question, "answer": row.answer, "owner": owner, "source": row.source, "valid_until": row.valid_until, "code": row.code}
