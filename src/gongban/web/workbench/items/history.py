"""The life of one item: its published versions, every switch and pilot with its reason; and turning a switch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.design.catalogue.public import (
    DeskItem,
    Guide,
    Setting,
    Turning,
    desk_item,
    may_publish,
    switches_of,
    turn,
    versions_of,
)
from gongban.foundation.people.public import Account
from gongban.kernel.actors import Role
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.choices import districts
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING
from gongban.web.workbench.items.item import about
from gongban.web.workbench.items.listing import districts_words


class TurnForm(forms.Form):
    """Which version (or the whole item) is to be on, off or piloted, where, from when, and why."""

    use_required_attribute = False
    number = forms.ChoiceField(label=gettext_lazy("开关哪一个"), required=False)
    setting = forms.ChoiceField(label=gettext_lazy("怎样"), choices=[(each.value, str(each.words)) for each in Setting], widget=forms.RadioSelect)
    districts = forms.MultipleChoiceField(label=gettext_lazy("试点的区"), required=False, widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("选“试点”的才选区。"))
    since = forms.DateField(label=gettext_lazy("从哪天起"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=gettext_lazy("不填就是今天。"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, versions: list[Guide], data: Any = None) -> None:
        super().__init__(data, auto_id="turn_%s")
        named = [(str(each.number), _("第 %(n)s 版") % {"n": each.number}) for each in versions]
        self.fields["number"].choices = [*named, ("", _("整个事项"))]  # type: ignore[attr-defined]
        self.fields["setting"].choices = [(each.value, str(each.words)) for each in Setting]  # type: ignore[attr-defined]
        self.fields["districts"].choices = districts()  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the action takes it; districts only with a pilot."""
        said = self.cleaned_data
        number = int(said["number"]) if said["number"] else None
        return {**said, "number": number, "districts": said["districts"] if said["setting"] == Setting.PILOTED else []}


@never_cache
@require_safe
@staff_only(*EDITING)
def history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Versions and switches of an item, with the form of a switch for who publishes."""
    return _page(request, desk_item(pk, by=actor(request), at=timezone.now()))


@require_POST
@staff_only(Role.CATALOGUE_PUBLISHER)
def switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Turn a switch, from a day on."""
    found = desk_item(pk, by=actor(request), at=timezone.now())
    form = TurnForm(_versions(found), request.POST)
    if form.is_valid() and _turned(request, found, form):
        return HttpResponseRedirect(f"/desk/items/{pk}/history/")
    return _page(request, found, form)


def _page(request: HttpRequest, found: DeskItem, form: TurnForm | None = None) -> HttpResponse:
    by, versions, turned = actor(request), _versions(found), switches_of(found.guide.item, by=actor(request))
    people = Account.objects.filter(pk__in=[each.made_by for each in turned if each.made_by])
    names: dict[UUID | None, str] = {account.pk: account.name_zh or account.login for account in people}
    facts = {
        **about(found), "versions": [(each, districts_words(each.pilot) if each.pilot else "") for each in versions],
        "form": form or (TurnForm(versions) if versions and may_publish(by) else None),
        "switches": [(each, districts_words(each.districts) if each.districts else "", names.get(each.made_by, "")) for each in turned],
    }  # fmt: skip
    return page(request, "desk/items/history.html", facts, status=422 if form else 200)


def _versions(found: DeskItem) -> list[Guide]:
    return versions_of(found.guide.code, at=timezone.now(), district=found.guide.district)


def _turned(request: HttpRequest, found: DeskItem, form: TurnForm) -> bool:
    try:
        turn(found.guide.code, Turning.read(form.given()), by=actor(request), at=timezone.now(), district=found.guide.district)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        return False
    messages.success(request, _("已记下，从那天起就这样。"))
    return True

