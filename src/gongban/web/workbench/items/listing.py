"""The items that somebody writes: the list with its filters in the address, and a new one."""

from __future__ import annotations

from secrets import token_hex
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongban.design.catalogue.public import (
    Drafting,
    Setting,
    Sought,
    code_list,
    desk_items,
    draft,
    draft_item,
    may_edit,
)
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.choices import departments, names_of_districts
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING

STATES = {
    "": gettext_lazy("全部"), "in_force": gettext_lazy("在用"), "drafted": gettext_lazy("草稿里有改动"), "piloted": gettext_lazy("试点中"), "off": gettext_lazy("已关停"), "ended": gettext_lazy("已取消"),
}  # fmt: skip


@never_cache
@require_safe
@staff_only(*EDITING)
def listing(request: HttpRequest) -> HttpResponse:
    """The items that fit the filter in the address, and how the draft stands."""
    by, now = actor(request), timezone.now()
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:80] for name in ("q", "state", "department")}
    sought = Sought(asked["q"], asked["state"], asked["department"])
    found = desk_items(sought, by=by, at=now, after=request.GET.get("from", "")[:80])
    facts = {
        "rows": [(row, *_standing(row)) for row in found.rows], "next": found.next, "sought": sought, "states": STATES.items(), "draft": draft(by), "writes": by.holds(Role.CATALOGUE_EDITOR),
        "departments": departments(_writable(by)), "clear": request.path if any(asked.values()) else "",
    }  # fmt: skip
    return page(request, "desk/items/list.html", facts)


def _standing(row: Any) -> tuple[str, str]:
    """How an item stands, and the tone of its tag."""
    if row.number is None:
        return _("还没发布过"), ""
    if row.ended:
        return _("已取消"), ""
    if row.setting == Setting.OFF:
        return _("已关停"), "bad"
    if row.setting == Setting.PILOTED:
        return _("试点：%(districts)s") % {"districts": districts_words(row.districts)}, "warn"
    return _("在用"), "good"


def districts_words(codes: Any) -> str:
    """Districts by their names."""
    names = names_of_districts()
    return _("、").join(str(names[code]) for code in codes if code in names)


def _writable(by: Actor) -> list[Department]:
    """Departments whose items the person writes; all for who publishes."""
    rows = Department.objects.filter(ended_at__isnull=True).order_by("code")
    return [each for each in rows if may_edit(by, each.pk) or by.holds(Role.CATALOGUE_PUBLISHER)]


class NewItem(forms.Form):
    """What one has to say to begin an item."""

    use_required_attribute = False
    name_zh = forms.CharField(label=gettext_lazy("事项名称"), max_length=200)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=300, required=False)
    department = forms.ChoiceField(label=gettext_lazy("责任单位"))
    type = forms.ChoiceField(label=gettext_lazy("事项类型"), initial="20")
    code = forms.CharField(label=gettext_lazy("事项编码"), max_length=80, required=False, help_text=gettext_lazy("31 位或 33 位的国家编码。还没有的，留空，先给一个本地编码。"))
    slug = forms.RegexField(r"^[a-z][a-z0-9-]*$", label=gettext_lazy("网址里的短名"), max_length=60, required=False, help_text=gettext_lazy("小写英文，例如 food-truck。可以不填。"))

    def __init__(self, by: Actor, data: Any = None) -> None:
        super().__init__(data)
        self.fields["department"].choices = departments(each for each in _writable(by) if may_edit(by, each.pk))  # type: ignore[attr-defined]
        self.fields["type"].choices = [(code, str(words)) for code, words in code_list("types").codes.items()]  # type: ignore[attr-defined]

    def begin(self, by: Actor) -> UUID:
        """Write the item into the draft; its id. Refusal where the code is in use, or the draft is submitted."""
        given = self.cleaned_data
        elements = {"name": {"zh": given["name_zh"], "en": given["name_en"]}, "type": given["type"]}
        code = given["code"] or f"L{token_hex(5).upper()}"
        row = draft_item(Drafting.read({"code": code, "slug": given["slug"], "department": given["department"], "elements": elements}), by=by, at=timezone.now())
        return row.item_id


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CATALOGUE_EDITOR)
def new(request: HttpRequest) -> HttpResponse:
    """Begin an item."""
    by = actor(request)
    form = NewItem(by, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            pk = form.begin(by)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        else:
            messages.success(request, _("已放进草稿。接着把下面几部分写全。"))
            return HttpResponseRedirect(f"/desk/items/{pk}/")
    return page(request, "desk/items/new.html", {"form": form}, status=422 if form.errors else 200)
