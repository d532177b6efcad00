"""Forms of what an office does with a part: drawn from what each action asks for; a correction and a decision have more to show than their fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongban.delivery.applications.public import (
    ACTIONS,
    CREDIT_CODE,
    Opinion,
    Part,
    details_of,
    fields_for,
    founding_type,
    materials_of,
    open_actions,
    type_of,
)
from gongban.foundation.facts.public import declarations
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.forms.choices import empty
from gongban.web.workbench.licences.forms import BEFORE, LicenceForm

READY = {
    "material": (
        Words("看不清，请重新拍照或扫描后上传。", "It cannot be read; please photograph or scan it again."), Words("缺页，请补全。", "Pages are missing; please add them."),
        Words("不是要的这份材料，请按名称上传。", "This is another paper; please upload the one that is named."), Words("已过有效期，请换成有效的。", "It is out of date; please give one in force."),
        Words("没有签名或盖章，请签名、盖章后上传。", "It is not signed or sealed; please sign or seal it."), Words("与填写的内容不一致，请核对。", "It does not agree with what was filled in; please check."),
    ),
    "field": (
        Words("与证照上的不一致，请核对后改正。", "It does not agree with the licence; please correct it."), Words("填写不完整，请补充。", "It is incomplete; please add what is missing."),
        Words("与材料里的不一致，请核对后改正。", "It does not agree with the papers; please correct it."),
    ),
    "other": (),
}  # fmt: skip
PLAIN = ("agreed", "refused")
TICK, READY_TEXT, OWN_TEXT = "tick", "ready", "how"


class CorrectionForm(InputForm):
    """Everything that is to be mended, told at once: one row for each material and field, with a ready sentence and words of one's own."""

    def __init__(self, part: Part, data: Any, *, initial: Mapping[str, Any], auto_id: str = "id_%s") -> None:
        super().__init__(data, initial=dict(initial), auto_id=auto_id)
        self.asked_points = points_of(part)
        for place, (what, _key, words) in enumerate(self.asked_points):
            self.fields[f"{TICK}_{place}"] = forms.BooleanField(label=str(words), required=False)
            ready = [(str(each), str(each)) for each in READY[what]]
            if ready:
                self.fields[f"{READY_TEXT}_{place}"] = forms.ChoiceField(label=_("怎样改"), choices=[empty(_("现成的话")), *ready], required=False)
            self.fields[f"{OWN_TEXT}_{place}"] = forms.CharField(label=_("补充说明"), required=False, max_length=400)

    def rows(self) -> list[dict[str, Any]]:
        """As the page draws them: the tick, the sentence to choose, the words to add."""
        return [
            {"what": what, "tick": self[f"{TICK}_{place}"], "ready": self[f"{READY_TEXT}_{place}"] if READY[what] else None, "how": self[f"{OWN_TEXT}_{place}"]}
            for place, (what, _key, _words) in enumerate(self.asked_points)
        ]  # fmt: skip

    def given(self) -> dict[str, Any]:
        """The points that are ticked, or for which something was written."""
        points = [self._point(place, what, key) for place, (what, key, _words) in enumerate(self.asked_points)]
        return {"points": [each for each in points if each]}

    def _point(self, place: int, what: str, key: str) -> dict[str, str] | None:
        ready, own = (str(self.data.get(f"{name}_{place}", "")).strip() for name in (READY_TEXT, OWN_TEXT))
        if not (self.data.get(f"{TICK}_{place}") or ready or own):
            return None
        return {"what": what, "key": key, "how": f"{ready}{own}" or _("请重新提交这一项。")}

    def refuse(self, refusal: Refusal) -> None:
        """Shown above the form; that nothing was ticked is said in words of this form."""
        self.full_clean() if self._errors is None else None
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            self.add_error(None, _("请勾选要补正的内容。") if each.field == "points" else str(each.words))


def points_of(part: Part) -> list[tuple[str, str, Words]]:
    """What may be asked for: materials that somebody brought, fields, anything else; a second time only what was asked for before."""
    found = [("material", row.key, row.name) for row in materials_of(part) if not row.replaced_at]
    known = declarations()
    found += [("field", name, known[name].fact.words) for name in details_of(part) if name in known]
    found.append(("other", "", Words("其他", "Something else")))
    former = part.corrections.order_by("-told_at").first()
    if former is None:
        return found
    before = {(point["what"], point["key"]) for point in former.points}
    return [each for each in found if each[:2] in before]


class DecisionForm(InputForm):
    """A decision, with what the licence will say: filled in from the form, corrected by the official."""

    kind_words: Words | None = None

    def given(self) -> dict[str, Any]:
        """What `decide` is asked for; the licence's fields by their codes."""
        plain = super().given()
        texts = {name.removeprefix(BEFORE): str(plain.pop(name, "")) for name in self.fields if name.startswith(BEFORE)}
        return {**plain, "fields": {code: text for code, text in texts.items() if text}}

    def refuse(self, refusal: Refusal) -> None:
        """Beside the field that it names, one of the licence's too."""
        self.full_clean() if self._errors is None else None
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            where = next((name for name in (each.field, f"{BEFORE}{each.field}") if name in self.fields), None)
            self.add_error(where, str(each.words))

    def plain_fields(self) -> list[Any]:
        """The fields of the decision itself."""
        return [self[name] for name in self.fields if not name.startswith(BEFORE)]

    def licence_fields(self) -> list[Any]:
        """What the licence will say."""
        return [self[name] for name in self.fields if name.startswith(BEFORE)]


def decision_form(part: Part, about: About, data: Any, initial: Mapping[str, Any]) -> DecisionForm:
    """The form of a decision, with the fields of the licence that a grant issues."""
    plain = form_for(ACTIONS["decide"].given, about, data, initial=initial, leave_out=frozenset({"fields"}))
    made = DecisionForm(data, initial=dict(initial), auto_id="id_%s")
    made.fields = plain.fields
    made.fields["reason"].help_text = gettext_lazy("准予的可以不写；不予的写清事实和依据。")
    kind = type_of(part, about.at)
    if kind is not None:
        drawn = LicenceForm()
        drawn.add_fields_of(kind, fields_for(kind, part))
        made.fields.update(_code_given(part, about.at) | drawn.fields)
        made.kind_words = kind.name
    return made


def _code_given(part: Part, at: datetime) -> dict[str, forms.Field]:
    """The code that the office gives to an enterprise which comes into being with the licence."""
    if founding_type(part, at) is None:
        return {}
    widget, told = forms.TextInput(attrs={"autocomplete": "off", "class": "is-medium"}), _("准予时企业随之设立，申请人成为法定代表人，证照发给企业。")
    return {BEFORE + CREDIT_CODE: forms.CharField(label=_("给这家企业的统一社会信用代码"), max_length=18, help_text=told, widget=widget)}


def form_of(part: Part, action: str, by: Actor, now: datetime, data: Any = None, initial: Mapping[str, Any] | None = None) -> InputForm:
    """The form of an action on a part."""
    about, begun = About(by, now, part=part), dict(initial or {})
    if action == "ask_correction":
        return CorrectionForm(part, data, initial=begun)
    if action == "decide":
        return decision_form(part, about, data, begun)
    made = form_for(ACTIONS[action].given, about, data, initial=begun)
    if action == "give_opinion":
        _offer_outcomes(made, about)
    return made


def _offer_outcomes(made: InputForm, about: About) -> None:
    """The conclusions that the diagram gives to the steps that wait; yes and no where it gives none."""
    named = {name for each in about.open_tasks for name in (each.outcomes or PLAIN)}
    found = [each for each in Opinion if each.value in named] or [Opinion(each) for each in PLAIN]
    made.fields["opinion"] = forms.ChoiceField(label=made.fields["opinion"].label, choices=[(each.value, str(each.words)) for each in found], widget=forms.RadioSelect)
    made.fields["opinion"].initial = found[0].value if len(found) == 1 else None


def offered(part: Part, by: Actor, now: datetime) -> list[Transition]:
    """What this person may do now: an opinion only as long as a step waits for it."""
    waits = About(by, now, part=part).open_tasks
    return [row for row in open_actions(part, by) if row.action in ACTIONS and (row.action != "give_opinion" or waits)]
