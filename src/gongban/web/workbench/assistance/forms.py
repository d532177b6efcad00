"""The form of a mandate on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongban.web.portal.assistance.forms import MandateForm


class PaperForm(MandateForm):
    """What stands on the paper, whose it is, and its photo."""

    principal_number = forms.CharField(label=_("委托人身份证号"), max_length=40, help_text=_("委托人要先实名。"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    photo = forms.Field(label=_("委托书照片"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}), required=False)
    paper = forms.CharField(widget=forms.HiddenInput(), required=False)
    field_order = ("principal_number", "kind", "assistant", "name", "phone", "items", "until", "photo", "paper")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.data = self.data.copy() if hasattr(self.data, "copy") else self.data

    def keep(self, paper: str) -> None:
        """Remember the photo that was sent."""
        self.data["paper"] = paper  # type: ignore[index] # a copy

    def given(self) -> dict[str, Any]:
        """What `enter_paper` is asked for."""
        return {name: value for name, value in super().given().items() if name != "photo"}
