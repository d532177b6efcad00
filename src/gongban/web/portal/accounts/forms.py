"""What residents fill in when they sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from gongban.foundation.people.public import EVERY_ITEM
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput


class PhoneForm(forms.Form):
    """The phone to which a code is sent."""

    phone = forms.CharField(
        label=_("手机号"), max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code that came to the phone."""

    code = forms.CharField(
        label=_("验证码"), max_length=12, help_text=_("短信里的 6 位数字，5 分钟内有效。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip


class LeaveForm(forms.Form):
    """Leaving needs a deliberate tick."""

    sure = forms.BooleanField(
        label=_("我知道注销后不能恢复"), error_messages={"required": _("请勾选确认后再注销。")}
    )


class GrantForm(forms.Form):
    """Whom a legal representative authorises; what is given is checked by the action, whose sentences are shown here."""

    use_required_attribute = False
    name = forms.CharField(label=_("经办人姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(label=_("经办人手机号"), max_length=30, help_text=_("对方要先用这个手机号登录并实名。"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}))
    until = forms.CharField(label=_("授权到哪天"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("最长三年，随时可以收回。"))
    every = forms.BooleanField(label=_("可以办全部事项"), required=False)
    items = forms.MultipleChoiceField(label=_("或者只办这些事项"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["items"].choices = choices  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Nothing is checked here."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def given(self) -> dict[str, Any]:
        """What `grant_agent` is asked for."""
        items = [EVERY_ITEM] if self.data.get("every") else self["items"].data or []
        return {"items": items, **{name: self.data.get(name, "") for name in ("name", "phone", "until")}}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        self.is_valid()
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            self.add_error(each.field if each.field in self.fields else None, str(each.words))
