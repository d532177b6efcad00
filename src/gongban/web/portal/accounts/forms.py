"""What residents fill in when they sign in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
