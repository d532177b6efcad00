"""What staff fill in when they sign in and look after accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongban.foundation.people.public import ROLES, Account, Department
from gongban.web.workbench.forms.choices import called


def name_of(account: Account, english: bool = False) -> str:
    """How a member of staff is called, with the user name to tell namesakes apart."""
    name = account.name_en if english and account.name_en else account.name_zh
    return f"{name}（{account.login}）" if name else account.login


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("用户名"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("口令"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class PasswordForm(forms.Form):
    """The former and the new password, twice."""

    former = forms.CharField(
        label=_("原口令"), strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    fresh = forms.CharField(
        label=_("新口令"), strip=False, max_length=200, help_text=_("至少 10 位；用几个不相干的词最好记也最难猜。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("再输一遍新口令"), strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("fresh") and given.get("again") and given["fresh"] != given["again"]:
            self.add_error("again", _("两次输入的新口令不一样，请重新输入。"))
        return given


class DeputyForm(forms.Form):
    """Who stands in, from when until when."""

    deputy = forms.ChoiceField(label=_("代办人"))
    starts = forms.DateTimeField(label=_("从"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    ends = forms.DateTimeField(label=_("到"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))

    def __init__(self, colleagues: Any, english: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.login, name_of(one, english)) for one in colleagues]
        self.fields["deputy"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class NewStaffForm(forms.Form):
    """A new colleague."""

    login = forms.CharField(label=_("用户名"), max_length=40, help_text=_("小写字母开头，如 luo.lixing；启用后不能改。"))
    name_zh = forms.CharField(label=_("姓名"), max_length=60)
    name_en = forms.CharField(label=_("英文姓名"), max_length=60, required=False)


class RoleForm(forms.Form):
    """A role in a department, perhaps until a day."""

    department = forms.ChoiceField(label=_("部门"))
    role = forms.ChoiceField(label=_("岗位"))
    until = forms.DateField(label=_("到哪天为止"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(ended_at=None).order_by("kind", "code")
        self.fields["department"].choices = [("", _("请选择")), *((row.code, called(row)) for row in rows)]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("请选择")), *((code, str(words)) for code, words in ROLES.items())]  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """Who gets the open cases of each department."""

    sure = forms.BooleanField(label=_("移交并停用账号，不能恢复"), error_messages={"required": _("请勾选确认。")})

    def __init__(self, receivers: dict[str, tuple[str, list[Account]]], english: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, (label, people) in receivers.items():
            choices = [("", _("请选择")), *((one.login, name_of(one, english)) for one in people)]
            self.fields[f"to-{code}"] = forms.ChoiceField(label=label, choices=choices)
        self.order_fields([*(f"to-{code}" for code in receivers), "sure"])

    def takers(self) -> dict[str, str]:
        """Login of the receiver by code of the department."""
        return {name.removeprefix("to-"): value for name, value in self.cleaned_data.items() if name.startswith("to-")}
