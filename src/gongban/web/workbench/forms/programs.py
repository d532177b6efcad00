"""What is filled in for a program: a token with its scopes, a subscription to events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongban.delivery.cases.public import Channel
from gongban.foundation.people.public import EVERYTHING, SCOPES, Department
from gongban.foundation.programs.public import kinds_for
from gongban.kernel.actors import Actor
from gongban.web.workbench.forms.choices import called

PER_MINUTE = 600


class TokenForm(forms.Form):
    """A token: for whom, for what, how long, how often."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("哪个程序用，撤销时认得出来。"))
    login = forms.CharField(label=_("替哪个账号办事（用户名）"), max_length=80, help_text=_("程序能看能办的，不会超过这个账号。"))
    channel = forms.ChoiceField(label=_("渠道"), initial="web")
    scopes = forms.MultipleChoiceField(label=_("权限范围"), widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(
        label=_("只用在这些部门的岗位"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}), help_text=_("不选就是账号的全部岗位。")
    )
    days = forms.IntegerField(label=_("多少天后失效"), min_value=1, max_value=3660, initial=365)
    per_minute = forms.IntegerField(
        label=_("每分钟最多请求"), min_value=1, max_value=1_000_000, initial=PER_MINUTE, required=False, help_text=_("留空不限，给成批受理的渠道用。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(each.value, str(each.words)) for each in Channel]  # type: ignore[attr-defined]
        every = (EVERYTHING, _("账号能做的全部"))
        self.fields["scopes"].choices = [*((each.code, str(each.words)) for each in SCOPES), every]  # type: ignore[attr-defined]
        self.fields["departments"].choices = _departments()  # type: ignore[attr-defined]


class SubscriptionForm(forms.Form):
    """A subscription: which events go where."""

    name = forms.CharField(label=_("名称"), max_length=80)
    url = forms.CharField(label=_("网址"), max_length=500, help_text=_("公网的 https 地址，推送用 POST 发到这里。"), widget=forms.URLInput())
    kinds = forms.MultipleChoiceField(label=_("事件"), widget=forms.CheckboxSelectMultiple)
    departments = forms.MultipleChoiceField(label=_("部门"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("不选就是您的全部岗位。"))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(one.kind, str(one.words)) for one in kinds_for(by)]  # type: ignore[attr-defined]
        own = _departments(by.departments())
        self.fields["departments"].choices = own  # type: ignore[attr-defined]
        if len(own) < 2:
            del self.fields["departments"]


def _departments(codes: frozenset[str] | None = None) -> list[tuple[str, str]]:
    rows = Department.objects.filter(ended_at=None).order_by("kind", "code")
    return [(row.pk, called(row)) for row in (rows if codes is None else rows.filter(pk__in=codes))]
