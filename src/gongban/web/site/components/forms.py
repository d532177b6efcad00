"""A form field with all that belongs to it, and the summary of errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, kind: str = "", optional: bool = True) -> dict[str, Any]:
    """`{% field form.title %}`: label, hint (help_text), widget and errors tied together for screen readers.

    kind: "short" | "medium" (width) | "tiles" (radio buttons as tiles) | "long" (a list to tick, scrolled and narrowed). `optional=False` leaves "（选填）" away.
    """
    errors = list(bound.errors)
    described = [f"{bound.auto_id}_{part}" for part, there in (("hint", bound.help_text), ("error", errors)) if there]
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if kind in {"short", "medium"}:
        attributes["class"] = f"is-{kind}"
    return {
        "bound": bound, "errors": errors, "kind": kind, "optional": optional and not bound.field.required,
        "widget": bound.as_widget(attrs=attributes), "group": bound.field.widget.use_fieldset,
        "alone": getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.field.widget.use_fieldset,
    }


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm | None = None, refusals: Iterable[Any] = ()) -> dict[str, Any]:
    """The summary above a form: each error a link to its field. `refusals`: sentences that belong to no field."""
    lines: list[tuple[str, str]] = [("", str(refusal)) for refusal in refusals]
    for name, sentences in (form.errors.items() if form is not None else ()):
        known = form is not None and name in form.fields
        address = f"#{form[name].id_for_label or form[name].auto_id}" if known and form is not None else ""
        lines += [(address, str(sentence)) for sentence in sentences]
    return {"lines": lines}
