"""The form in which somebody says what could not be done: people on the portal, clerks at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongban.delivery.impasses.public import impasse_rules
from gongban.delivery.outlets.public import Sought, find_outlets
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.site.item_choice import item_meant


class TellingForm(forms.Form):
    """What happened; checked by the action, not here."""

    use_required_attribute = False
    item = forms.CharField(label=gettext_lazy("什么事项"), required=False, max_length=120, help_text=gettext_lazy("事项名称或平常的说法。"))
    outlet = forms.ChoiceField(label=gettext_lazy("在哪个网点"), required=False)
    cause = forms.ChoiceField(label=gettext_lazy("因为什么办不成"), widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("经过"), widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}), help_text=gettext_lazy("什么时候、去了几次、怎么说的；不用写身份证号。"))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        outlets = find_outlets(Sought(), at=timezone.now())
        self.fields["outlet"].choices = [("", _("网上办的，或不记得")), *[(each.outlet.code, str(each.outlet.name)) for each in outlets]]  # type: ignore[attr-defined]
        self.fields["cause"].choices = [(each.code, str(each.words)) for each in impasse_rules().causes]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was filled in, the item by its name in the catalogue. Refusal for words that name no item."""
        said = {name: str(self.data.get(name, "")) for name in ("outlet", "cause", "text") if self.data.get(name)}
        item = item_meant(str(self.data.get("item", "")), at=timezone.now())
        return {**said, **({"item": item.slug or item.code} if item else {})}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            self.add_error(each.field if each.field in self.fields else None, str(each.words))
