"""Builds a form from an Input class: its words, widgets and limits; what is given is checked by the Input, not here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from pydantic.fields import FieldInfo

from gongban.delivery.impasses.public import impasse_rules
from gongban.delivery.licences.public import licence_types
from gongban.design.knowledge.public import NOTICE_KINDS
from gongban.kernel.errors import Refusal
from gongban.kernel.input import Input, InvalidInput, title
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import SATISFACTION
from gongban.web.workbench.forms import choices, replies
from gongban.web.workbench.forms.about import About
from gongban.web.workbench.forms.choices import Pair, empty
from gongban.web.workbench.forms.widgets import Answer, Checklist, Photos

Maker = Callable[[FieldInfo, About], forms.Field]


class InputForm(forms.Form):
    """A form whose checks are those of the action; `given()` is what was filled in, `refuse()` shows what did not fit."""

    use_required_attribute = False
    asked: type[Input] = Input

    def full_clean(self) -> None:
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        for name in self.fields if self.is_bound else ():
            self._read(name)

    def _read(self, name: str) -> None:
        field, bound = self.fields[name], self[name]
        try:
            if bound.data not in ("", None, []):
                self.cleaned_data[name] = _plain(field, bound.data)
        except ValidationError as error:
            self.add_error(name, error)

    def given(self) -> dict[str, Any]:
        """What was filled in; what was left empty is absent, so that the action's own defaults and sentences apply."""
        if self._errors is None:
            self.full_clean()
        ticks = {name: bool(self[name].data) for name, field in self.fields.items() if isinstance(field, forms.BooleanField)}
        return {name: value for name, value in self.cleaned_data.items() if name not in ticks} | ticks

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        if self._errors is None:
            self.full_clean()
        for each in refusal.problems if isinstance(refusal, InvalidInput) else [refusal]:
            where = each.field if each.field in self.fields else None
            self.add_error(where, str(each.words))


def _plain(field: forms.Field, data: Any) -> Any:
    if isinstance(field, (forms.DateTimeField, forms.IntegerField)):
        return field.clean(data)
    return data


def form_for(asked: type[Input], about: About, data: Any = None, *, initial: Mapping[str, Any] | None = None,
             leave_out: frozenset[str] = frozenset(), auto_id: str = "id_%s") -> InputForm:  # fmt: skip
    """A form for an Input class. `data`: what was sent (a QueryDict), or None for an empty form with `initial` values."""
    made = {name: _field(asked, name, info, about) for name, info in asked.model_fields.items() if name not in leave_out}
    cls = type(f"{asked.__name__}Form", (InputForm,), {**made, "asked": asked})
    return cls(data, initial=dict(initial or {}), auto_id=auto_id)


def _field(asked: type[Input], name: str, info: FieldInfo, about: About) -> forms.Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    made = MAKERS.get(str(extra.get("widget", "text")), _text)(info, about)
    hint = extra.get("hint")
    made.label, made.required = str(title(asked, name)), info.is_required()
    made.help_text = str(Words(str(hint["zh"]), str(hint["en"]))) if isinstance(hint, dict) else made.help_text
    if not info.is_required() and made.initial is None and info.default not in ("", None, []):
        made.initial = info.default.value if isinstance(info.default, StrEnum) else info.default
    return made


def _bare(info: FieldInfo) -> Any:
    """The type of a field without its `| None`."""
    kind = info.annotation
    if get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _most(info: FieldInfo) -> int | None:
    return next((int(each.max_length) for each in info.metadata if hasattr(each, "max_length")), None)


def _text(info: FieldInfo, about: About) -> forms.Field:
    return forms.CharField(widget=forms.TextInput(attrs={"maxlength": _most(info) or 200}))


def _textarea(info: FieldInfo, about: About) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "maxlength": _most(info) or 4000}))


def _answer(info: FieldInfo, about: About) -> forms.Field:
    return forms.CharField(widget=Answer(replies.filled_in(about)))


def _choice(info: FieldInfo, about: About) -> forms.Field:
    pairs = choices.enumerated(_bare(info))
    return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect if len(pairs) <= 6 else forms.Select)


def _several(info: FieldInfo, about: About) -> forms.Field:
    return forms.MultipleChoiceField(choices=choices.enumerated(get_args(info.annotation)[0]), widget=Checklist())


def _select(pairs: list[Pair], info: FieldInfo, label: str | None = None) -> forms.Field:
    many = len(pairs) > 4 or any(isinstance(each[1], list) for each in pairs)
    attributes = {"data-picker": ""} if many else {}
    return forms.ChoiceField(choices=[empty(label), *pairs], widget=forms.Select(attrs=attributes))


def _radios(pairs: list[Pair]) -> forms.Field:
    return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect)


def _boolean(info: FieldInfo, about: About) -> forms.Field:
    if info.is_required() or info.default is None:
        pairs = [("true", str(Words("是", "Yes"))), ("false", str(Words("否", "No")))]
        return _radios(list(pairs))
    return forms.BooleanField()


def _task(info: FieldInfo, about: About) -> forms.Field:
    """The step that an opinion is about: asked only where several wait for the same person."""
    pairs = [(str(each.pk), f"{each.name} · {choices.called(each.department)}") for each in about.open_tasks]
    if len(pairs) > 1:
        return _radios(list(pairs))
    made = forms.CharField(widget=forms.HiddenInput())
    made.initial = pairs[0][0] if pairs else None
    return made


MAKERS: dict[str, Maker] = {
    "text": _text,
    "textarea": _textarea,
    "answer": _answer,
    "place": _text,
    "case_number": _text,
    "choice": _choice,
    "several": _several,
    "boolean": _boolean,
    "integer": lambda info, about: forms.IntegerField(widget=forms.NumberInput(attrs={"min": 1, "class": "is-short"})),
    "datetime": lambda info, about: forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")),
    "date": lambda info, about: forms.CharField(widget=forms.DateInput(attrs={"type": "date"})),
    "notice_kind": lambda info, about: _select([(code, str(words)) for code, words in NOTICE_KINDS.items()], info),
    "areas": lambda info, about: forms.MultipleChoiceField(choices=choices.areas(), widget=Checklist()),
    "licence_type": lambda info, about: _select([(each.code, str(each.name)) for each in licence_types()], info),
    "districts": lambda info, about: forms.MultipleChoiceField(choices=choices.districts(), widget=forms.CheckboxSelectMultiple),
    "impasse_cause": lambda info, about: _select([(each.code, str(each.words)) for each in impasse_rules().causes], info),
    "hidden": lambda info, about: forms.CharField(widget=forms.HiddenInput()),
    "photos": lambda info, about: forms.Field(widget=Photos()),
    "department": lambda info, about: _select(choices.departments(about.departments), info),
    "departments": lambda info, about: forms.MultipleChoiceField(choices=choices.departments(about.departments), widget=Checklist()),
    "own_unit": lambda info, about: _select(choices.departments(about.own_units), info),
    "task": _task,
    "colleague": lambda info, about: _select(choices.colleagues(about), info),
    "category": lambda info, about: _select(choices.categories(about.categories), info),
    "board": lambda info, about: _select([(each.pk, each.name_en if choices.english() else each.name_zh) for each in about.boards], info),
    "refusal_route": lambda info, about: _radios(choices.refusal_routes()),
    "principle": lambda info, about: _radios(choices.principles()),
    "answered_part": lambda info, about: _select([(part.department_id, choices.called(part.department)) for part in about.answered_parts], info),
    "knowledge": lambda info, about: _select([(each.article.code, str(each.article.question)) for each in about.answers], info, str(Words("没有依据条目", "No article"))),
    "satisfaction": lambda info, about: _radios([(str(level), str(words)) for level, words in SATISFACTION.items()]),
}  # fmt: skip
