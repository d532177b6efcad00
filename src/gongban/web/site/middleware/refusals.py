"""A Refusal raised anywhere in a view becomes a page with its sentence, or problem JSON for programs."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase

from gongban.kernel.errors import Refusal
from gongban.web.site.errors import answer_refusal, method_problem, no_database, wants_problem
from gongban.web.site.middleware.intake import too_much


class Refusals:
    """Views may let a Refusal pass; a database that is down is said in one sentence."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answer(request)
        return method_problem(answer) if answer.status_code == 405 and wants_problem(request) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Django's seam: the answer for an exception of a view, None for those that are errors of ours."""
        if isinstance(error, Refusal):
            return answer_refusal(request, error)
        if isinstance(error, RequestDataTooBig):
            return answer_refusal(request, too_much())
        if isinstance(error, (OperationalError, InterfaceError)):
            return no_database(request, error)
        return None
