"""Forms of licences: their fields come from the type, as the city declares it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from gongban.delivery.licences.public import Field, Holder, Licence, LicenceType, fact_of, opened
from gongban.kernel.conditions import Kind
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput

BEFORE = "field_"
BOOLEAN = [("", _("请选择")), ("true", _("是")), ("false", _("否"))]


class LicenceForm(forms.Form):
    """Base of the forms; the fields of the type stand in it as `field_CODE`."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Nothing is checked here: the action does, and its sentences are shown by `refuse`."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def add_fields_of(self, kind: LicenceType, texts: dict[str, str] | None = None) -> None:
        """Add the type's fields, filled in with what a licence says now."""
        for field in kind.fields:
            self.fields[BEFORE + field.code] = _form_field(field, (texts or {}).get(field.code, ""))

    def texts(self) -> dict[str, str]:
        """What was filled into the type's fields."""
        return {name.removeprefix(BEFORE): str(self.data.get(name, "")) for name in self.fields if name.startswith(BEFORE)}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        self.is_valid()
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            where = next((name for name in (each.field, f"{BEFORE}{each.field}") if name in self.fields), None)
            self.add_error(where, str(each.words))


class IssueForm(LicenceForm):
    """A licence to be issued by hand."""

    holder_name = forms.CharField(label=_("持证人"), max_length=120)
    holder_number = forms.CharField(label=_("身份证号"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    until = forms.CharField(label=_("有效到哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=_("不填就按这种证照的最长期限。"))
    once = forms.CharField(widget=forms.HiddenInput(), max_length=60, required=False)

    def __init__(self, kind: LicenceType, *args: Any, inside: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.kind = kind
        if kind.holder == Holder.ENTERPRISE:
            self.fields["holder_name"].label, self.fields["holder_number"].label = _("企业名称"), _("统一社会信用代码")
        if kind.months is None:
            del self.fields["until"]
        if kind.comprehensive:
            self.fields["trade_zh"] = forms.CharField(label=_("行业"), max_length=60)
            self.fields["trade_en"] = forms.CharField(label=_("行业英文名称"), max_length=80, required=False)
            self.fields["inside"] = forms.MultipleChoiceField(label=_("里面的证照"), choices=inside, widget=forms.CheckboxSelectMultiple,
                                                              help_text=_("填好信用代码后按“预览”，这里会列出这家企业有效的证照。"))  # fmt: skip
        self.add_fields_of(kind)

    def given(self) -> dict[str, Any]:
        """What `issue` is asked for."""
        plain = ("holder_name", "holder_number", "until", "trade_zh", "trade_en")
        found: dict[str, Any] = {name: self.data.get(name, "") for name in plain if name in self.fields and self.data.get(name)}
        if "inside" in self.fields and hasattr(self.data, "getlist"):
            found["inside"] = self.data.getlist("inside")
        return {"holder_name": "", "holder_number": "", **found, "type": self.kind.pk, "fields": self.texts()}


class ChangeForm(LicenceForm):
    """A licence that is to say something else."""

    text = forms.CharField(label=_("变更理由"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}), help_text=_("持证人会看到。"))

    def __init__(self, licence: Licence, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.add_fields_of(licence.type, opened(licence.details))

    def given(self) -> dict[str, Any]:
        """What the act is asked for."""
        return {"fields": self.texts(), "text": self.data.get("text", "")}


def _form_field(field: Field, first: str) -> forms.Field:
    fact = fact_of(field) if field.fact else None
    made: forms.Field
    if fact is not None and fact.kind is Kind.CHOICE:
        made = forms.ChoiceField(choices=[("", _("请选择")), *[(option.code, option.words) for option in fact.options]], required=field.must)
    elif fact is not None and fact.kind is Kind.BOOLEAN:
        made = forms.ChoiceField(choices=BOOLEAN, required=field.must)
    elif fact is not None and fact.kind is Kind.DATE:
        made = forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), required=field.must)
    else:
        made = forms.CharField(max_length=200, required=field.must)
    if fact is not None and fact.kind is Kind.MONEY:
        made.help_text = _("以分为单位的整数，如 50000000 是 50 万元。")
    made.label, made.initial = str(field.words), first
    return made
