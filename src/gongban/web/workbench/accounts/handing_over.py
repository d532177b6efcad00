"""The page of hand-over: what somebody who leaves holds, and who gets it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.cases.public import Piece, hand_over, receivers_in, work_of
from gongban.foundation.people.public import Account
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.accounts.forms import HandOverForm
from gongban.web.workbench.accounts.people import ADMINISTRATOR, HEAD, staff_named
from gongban.web.workbench.forms.choices import called, english
from gongban.web.workbench.frame import page as desk_page


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(ADMINISTRATOR, HEAD)
def hand_over_page(request: HttpRequest, login: str) -> HttpResponseBase:
    """Show the open work of somebody; then hand it over and close their account."""
    leaver = staff_named(request, login)
    pieces = work_of(leaver, seen_by=actor(request))
    form = HandOverForm(_receivers(pieces, leaver), english(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            moved = hand_over(leaver, form.takers(), by=actor(request), at=timezone.now())
        except Refusal as refusal:
            field = f"to-{refusal.field}"
            form.add_error(field if field in form.fields else None, str(refusal.words))
        else:
            said = ngettext("已移交 %(count)d 件，账号已停用。", "已移交 %(count)d 件，账号已停用。", moved)
            messages.success(request, said % {"count": moved})
            return HttpResponseRedirect(f"/desk/people/{login}/")
    facts = {"person": leaver, "pieces": pieces, "form": form}
    return desk_page(request, "desk_accounts/hand_over.html", facts, status=422 if form.errors else 200)


def _receivers(pieces: list[Piece], leaver: Account) -> dict[str, tuple[str, list[Account]]]:
    departments = {piece.department.code: piece.department for piece in pieces}
    now = timezone.now()
    return {code: (called(row), receivers_in(code, leaver, at=now)) for code, row in departments.items()}
