"""What residents fill in to let somebody act for them, or to ask for help; the actions check it, and their sentences are shown here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongban.delivery.assistance.public import Kind, Place, assistants, excluded_items
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words
from gongban.web.site.item_choices import bundle_choices, item_choices

DAY = forms.DateInput(attrs={"type": "date"})


class Unchecked(forms.Form):
    """A form that checks nothing itself."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """The action checks."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def given(self) -> dict[str, Any]:
        """What was filled in; what was left empty is absent."""
        found = {name: self[name].data for name in self.fields}
        return {name: value for name, value in found.items() if value not in ("", None)}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        self.is_valid()
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            self.add_error(each.field if each.field in self.fields else None, str(each.words))


def kind_choices() -> list[tuple[str, str]]:
    """Help, or act, each with what it means."""
    return [(kind.value, f"{kind.words}：{kind.explained}") for kind in Kind]


def assistant_choices() -> list[tuple[str, str]]:
    """The city's assistants with their units."""
    return [(row.account.login, f"{Words(row.account.name_zh, row.account.name_en)} · {Words(row.department.short_zh, row.department.short_en)}") for row in assistants(timezone.now())]


class MandateForm(Unchecked):
    """Whom somebody lets act for them, for what, until when."""

    kind = forms.ChoiceField(label=_("委托做什么"), widget=forms.RadioSelect)
    assistant = forms.ChoiceField(label=_("委托给帮代办员"), required=False)
    name = forms.CharField(label=_("或者委托给别人：姓名"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(label=_("对方的手机号"), required=False, max_length=30, help_text=_("对方要先用这个手机号登录并实名。"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
    items = forms.MultipleChoiceField(label=_("只办这些事项"), widget=forms.CheckboxSelectMultiple)
    until = forms.CharField(label=_("到哪天为止"), widget=DAY)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        barred = excluded_items()
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["assistant"].choices = [("", _("不委托帮代办员")), *assistant_choices()]  # type: ignore[attr-defined]
        self.fields["items"].choices = [*bundle_choices(), *[pair for pair in item_choices() if pair[0] not in barred]]  # type: ignore[attr-defined]


class AskForm(Unchecked):
    """What somebody asks help with; the fields of the mandate count only where they want somebody to act."""

    kind = forms.ChoiceField(label=_("要怎样帮"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("在哪里办"), widget=forms.RadioSelect)
    phone = forms.CharField(label=_("联系电话"), max_length=30, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    address = forms.CharField(label=_("上门地址"), required=False, max_length=200, help_text=_("要上门才填，只有承办的帮代办员看得到。"))
    wish = forms.CharField(label=_("还想说的"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    assistant = forms.ChoiceField(label=_("代办的话，委托给哪位帮代办员"), required=False)
    until = forms.CharField(label=_("代办的话，委托到哪天为止"), required=False, widget=DAY, help_text=_("提交就是给出委托，只包括这个事项，随时可以收回。"))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["place"].choices = [(place.value, str(place.words)) for place in Place]  # type: ignore[attr-defined]
        self.fields["assistant"].choices = [("", _("不用代办")), *assistant_choices()]  # type: ignore[attr-defined]
