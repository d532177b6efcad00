"""Widgets that Django lacks: several photos with those already sent, a list to tick with a filter, an answer with templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict


class Photos(forms.FileInput):
    """Several photos at once; those that were sent with a refused form stay ticked."""

    template_name = "desk/widgets/photos.html"
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": "image/jpeg,image/png,image/webp"})

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[str]:  # type: ignore[override]
        """Ids of photos that are kept; the files themselves are stored by the view before the action runs."""
        return data.getlist(f"{name}_kept") if hasattr(data, "getlist") else list(data.get(name) or [])

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, dict(attrs or {}))
        return context | {"kept": value or []}


class Checklist(forms.CheckboxSelectMultiple):
    """Many things to tick, in groups, with a field that narrows the list where scripts run."""

    template_name = "desk/widgets/checklist.html"


class Answer(forms.Textarea):
    """The text of an answer with the city's templates beside it."""

    template_name = "desk/widgets/answer.html"

    def __init__(self, templates: list[tuple[str, str]]) -> None:
        super().__init__(attrs={"rows": 8})
        self.templates = templates

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, dict(attrs or {})) | {"templates": self.templates}
