"""The page of one matter whose acts follow a table: what it is, what one may do, a form for each act that loses nothing.

Owners give what is theirs: how the matter is found, what the page shows of it, the address of their list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.foundation.matters.public import Process
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor
from gongban.web.site.matter_thread import lines
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page


@dataclass(frozen=True)
class ProcessPage:
    """`find` and `thread` as the owner reads them, `facts` what the template shows beside the thread, `begun` and `person` the words of
    the thread for how it began and for the person concerned, `danger` the acts that ask twice."""

    process: Process
    find: Callable[..., Any]
    thread: Callable[..., Any]
    facts: Callable[[Any, Actor], Mapping[str, Any]]
    address: str
    template: str
    begun: Mapping[str, Words]
    person: Words
    danger: tuple[str, ...] = ()

    def show(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The page; `?do=NAME` opens the form of an act that the actor may take. NotFound as `find` says."""
        by = actor(request)
        found, action = self.find(pk, by=by), request.GET.get("do", "")
        opened = (action, self._form(action, by)) if action in {row.action for row in self.process.offered(found, by)} else None
        return self._draw(request, found, by, opened)

    def take(self, request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
        """Take an act. What does not fit comes back in the form with nothing lost."""
        by = actor(request)
        found = self.find(pk, by=by)
        if action not in self.process.acts:
            raise NotFound("action.unknown")
        form = self._form(action, by, request.POST)
        try:
            self.process.act(pk, action, form.given(), by=by, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
            return self._draw(request, found, by, (action, form), status=refusal.status)
        messages.success(request, _("%(what)s：已完成。") % {"what": next(self.process.lifecycle.rows(action)).told})
        return HttpResponseRedirect(f"{self.address}{pk}/")

    def _form(self, action: str, by: Actor, data: Any = None) -> InputForm:
        return form_for(self.process.acts[action].given, About(by, timezone.now()), data)

    def _draw(self, request: HttpRequest, found: Any, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
        due, lifecycle = found.matter.due_at, self.process.lifecycle
        facts = {
            **self.facts(found, by), "offered": self.process.offered(found, by), "thread": lines(self.thread(found, by=by), lifecycle, self.begun, self.person),
            "late": due and due < timezone.now(), "opened": self._opened(*opened) if opened else None,
        }  # fmt: skip
        return page(request, self.template, facts, status=status)

    def _opened(self, action: str, form: InputForm) -> dict[str, Any]:
        row = next(self.process.lifecycle.rows(action))
        return {"action": action, "form": form, "label": row.label, "reason": _(row.reason), "danger": action in self.danger}
