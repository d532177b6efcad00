"""Forms for the sections of an item: drawn from the table of sections, read back as elements; checked by the elements themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from gongban.design.catalogue.public import Unit, code_list
from gongban.kernel.words import Words
from gongban.web.workbench.items.clauses import fillable
from gongban.web.workbench.items.sections import Asked

Pairs = list[tuple[str, str]]


class ElementsForm(forms.Form):
    """The fields of some things asked; `groups` for the page, `values()` as elements take them."""

    use_required_attribute = False
    asked: tuple[Asked, ...] = ()

    def groups(self) -> list[tuple[Asked, list[forms.BoundField]]]:
        """Each thing that is usually asked with its fields, in order."""
        return [(each, [self[name] for name in _names(each)]) for each in self.asked if not each.rare]

    def rare(self) -> list[tuple[Asked, list[forms.BoundField]]]:
        """Those that are folded away."""
        return [(each, [self[name] for name in _names(each)]) for each in self.asked if each.rare]

    def rare_is_open(self) -> bool:
        """Whether something stands in what is folded away that one should see."""
        return any(one.errors for _asked, fields in self.rare() for one in fields)

    def values(self) -> dict[str, Any]:
        """What was filled in, by element; a part of parts is nested."""
        found: dict[str, Any] = {}
        for each in self.asked:
            value = READ[each.kind]([self.cleaned_data.get(name) for name in _names(each)])
            top, _dot, inner = each.name.partition(".")
            if inner:
                found.setdefault(top, {})[inner] = value
            else:
                found[top] = value
        return found

    def refuse(self, place: str, sentence: str) -> None:
        """Show a sentence at the field of an element, or above the form."""
        name = next((_names(each)[0] for each in self.asked if place in (each.name, each.name.partition(".")[0])), None)
        self.add_error(name if name in self.fields else None, sentence)

    def check(self, model: type[BaseModel], whole: Mapping[str, Any]) -> BaseModel | None:
        """The value that the elements make of it; None with the sentences at their fields where it does not fit."""
        try:
            return model.model_validate(whole)
        except ValidationError as error:
            for detail in error.errors():
                place = ".".join(str(each) for each in detail["loc"] if isinstance(each, str))
                self.refuse(place if any(each.name == place for each in self.asked) else str(detail["loc"][0]) if detail["loc"] else "", _sentence(detail))
            return None


@dataclass(frozen=True)
class Choices:
    """What a form chooses from besides code lists: the situations of the item, and the fields of its form."""

    situations: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def form_of(asked: tuple[Asked, ...], stored: Mapping[str, Any], choices: Choices, data: Any = None) -> ElementsForm:
    """A form for some things asked. `stored`: the values as elements hold them; `data`: what was sent, or None."""
    made = {name: field for each in asked for name, field in zip(_names(each), MADE[each.kind](each, choices), strict=True)}
    for each in asked:
        _keep_own_codes(made, each, stored)
    initial = {name: value for each in asked for name, value in zip(_names(each), SHOWN[each.kind](_stored(stored, each.name)), strict=True)}
    return type("SectionForm", (ElementsForm,), {**made, "asked": asked})(data, initial=initial)


def _keep_own_codes(made: Mapping[str, forms.Field], asked: Asked, stored: Mapping[str, Any]) -> None:
    """A code that a province added stands on no list of ours and stays chosen all the same."""
    if asked.kind in ("code", "codes", "facts"):
        field, value = made[_names(asked)[0]], _stored(stored, asked.name)
        held = {value} if isinstance(value, str) else set(value or ())
        field.choices = [*field.choices, *((code, code) for code in sorted(held - {""} - {code for code, _words in field.choices}))]  # type: ignore[attr-defined]


def _names(asked: Asked) -> list[str]:
    plain = asked.name.replace(".", "__")
    return {"words": [f"{plain}_zh", f"{plain}_en"], "prose": [f"{plain}_zh", f"{plain}_en"], "limit": [f"{plain}_amount", f"{plain}_unit", f"{plain}_note"]}.get(asked.kind, [plain])


def _stored(stored: Mapping[str, Any], name: str) -> Any:
    top, _dot, inner = name.partition(".")
    value = stored.get(top)
    return getattr(value, inner) if inner and value is not None else value


def _sentence(detail: Any) -> str:
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(limits.get("error", detail["msg"]))
        case "string_too_long":
            return _("最多 %(n)s 个字，请缩短。") % {"n": limits.get("max_length")}
        case "greater_than_equal" | "less_than_equal":
            return _("数字太大或太小，请检查。")
        case "missing":
            return _("请填写。")
        case _:
            return _("填写得不对，请检查。")


# ---- 画 · drawing


def _hint(asked: Asked) -> str:
    return str(asked.hint) if asked.hint else ""


def _texts(asked: Asked, _choices: Choices) -> list[forms.Field]:
    widget: Callable[[], forms.Widget] = (lambda: forms.Textarea(attrs={"rows": 3})) if asked.kind == "prose" else (lambda: forms.TextInput(attrs={"maxlength": 400}))
    chinese = forms.CharField(label=str(asked.words), required=asked.must, help_text=_hint(asked), widget=widget(), max_length=8_000)
    return [chinese, forms.CharField(label=_("英文"), required=False, widget=widget(), max_length=8_000)]


def _plain(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.CharField(label=str(asked.words), required=asked.must, help_text=_hint(asked), max_length=400)]


def _lines(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.CharField(label=str(asked.words), required=False, help_text=_hint(asked), widget=forms.Textarea(attrs={"rows": 3}))]


def _code(asked: Asked, _choices: Choices) -> list[forms.Field]:
    pairs = _pairs(asked.codes)
    return [forms.ChoiceField(label=str(asked.words), required=asked.must, help_text=_hint(asked), choices=pairs if asked.must else [("", _("不写")), *pairs])]


def _codes(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.MultipleChoiceField(label=str(asked.words), required=False, help_text=_hint(asked), choices=_pairs(asked.codes), widget=forms.CheckboxSelectMultiple)]


def _pairs(name: str) -> Pairs:
    return [(code, str(words)) for code, words in code_list(name).codes.items()]


def _flag(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.BooleanField(label=str(asked.words), required=False, help_text=_hint(asked))]


def _number(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.IntegerField(label=str(asked.words), required=asked.must, help_text=_hint(asked), min_value=0, max_value=99, widget=forms.NumberInput(attrs={"class": "is-short"}))]


def _money(asked: Asked, _choices: Choices) -> list[forms.Field]:
    widget = forms.NumberInput(attrs={"class": "is-short", "step": "0.01"})
    return [forms.DecimalField(label=str(asked.words), required=False, help_text=_hint(asked), min_value=0, max_digits=14, decimal_places=2, widget=widget)]


def _limit(asked: Asked, _choices: Choices) -> list[forms.Field]:
    amount = forms.IntegerField(label=str(asked.words), required=False, help_text=_hint(asked), min_value=0, max_value=100_000, widget=forms.NumberInput(attrs={"class": "is-short"}))
    return [amount, forms.ChoiceField(label=_("单位"), choices=[(unit.value, str(unit.words)) for unit in Unit], required=False), forms.CharField(label=_("附注"), required=False, max_length=400)]


def _condition(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.CharField(label=str(asked.words), required=asked.must, help_text=_hint(asked), widget=forms.Textarea(attrs={"rows": 2}))]


def _situations(asked: Asked, choices: Choices) -> list[forms.Field]:
    return [forms.MultipleChoiceField(label=str(asked.words), required=False, help_text=_hint(asked), choices=choices.situations, widget=forms.CheckboxSelectMultiple)]


def _facts(asked: Asked, choices: Choices) -> list[forms.Field]:
    return [forms.MultipleChoiceField(label=str(asked.words), required=False, help_text=_hint(asked), choices=choices.fields, widget=forms.CheckboxSelectMultiple)]


def _fact(asked: Asked, _choices: Choices) -> list[forms.Field]:
    return [forms.ChoiceField(label=str(asked.words), required=asked.must, help_text=_hint(asked), choices=[("", _("请选择")), *fillable()])]


MADE: dict[str, Callable[[Asked, Choices], list[forms.Field]]] = {
    "words": _texts, "prose": _texts, "plain": _plain, "lines": _lines, "words_lines": _lines, "code": _code, "codes": _codes, "flag": _flag, "number": _number,
    "money": _money, "limit": _limit, "condition": _condition, "situations": _situations, "fact": _fact, "facts": _facts,
}  # fmt: skip


# ---- 写在纸上的样子 · as it stands in the fields


def _both(words: Words | None) -> list[Any]:
    return [words.zh, words.en if words.en != words.zh else ""] if words else ["", ""]


def _joined(lines: Iterable[Any] | None) -> list[Any]:
    return ["\n".join(f"{each.zh} | {each.en}" if isinstance(each, Words) and each.en != each.zh else getattr(each, "zh", each) for each in lines or ())]


SHOWN: dict[str, Callable[[Any], list[Any]]] = {
    **dict.fromkeys(("words", "prose"), _both), **dict.fromkeys(("lines", "words_lines"), _joined), **dict.fromkeys(("plain", "code", "flag", "number", "condition", "fact"), lambda value: [value]),
    **dict.fromkeys(("codes", "situations", "facts"), lambda value: [list(value or ())]), "money": lambda fen: [None if fen is None else Decimal(fen) / 100],
    "limit": lambda limit: [limit.amount, limit.unit.value, limit.note.zh] if limit else [None, Unit.WORKING_DAYS.value, ""],
}  # fmt: skip


# ---- 读回来 · read back


def _words_read(given: list[Any]) -> dict[str, str]:
    return {"zh": given[0] or "", "en": given[1] or ""}


def _lines_read(given: list[Any]) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in (given[0] or "").splitlines() if line.strip()))


def _words_lines_read(given: list[Any]) -> list[dict[str, str]]:
    parts = [line.partition("|") for line in _lines_read(given)]
    return [{"zh": zh.strip(), "en": en.strip()} for zh, _bar, en in parts]


def _limit_read(given: list[Any]) -> dict[str, Any] | None:
    amount, unit, note = given
    return None if amount is None else {"amount": amount, "unit": unit or Unit.WORKING_DAYS.value, "note": note or ""}


READ: dict[str, Callable[[list[Any]], Any]] = {
    **dict.fromkeys(("words", "prose"), _words_read), "lines": _lines_read, "words_lines": _words_lines_read, "limit": _limit_read,
    **dict.fromkeys(("plain", "code", "condition", "fact"), lambda given: given[0] or ""), "flag": lambda given: bool(given[0]), "number": lambda given: given[0],
    **dict.fromkeys(("codes", "situations", "facts"), lambda given: list(given[0] or ())), "money": lambda given: None if given[0] is None else int(given[0] * 100),
}  # fmt: skip
