"""The templates that the owners of messages declared, and how their words are filled in."""

from __future__ import annotations

from collections.abc import Mapping

from gongban.foundation.messages.terms import Template

TEMPLATES: dict[str, Template] = {}


def declare(*templates: Template) -> None:
    """Make templates known; ValueError for a name that stands already for other words."""
    for template in templates:
        if TEMPLATES.setdefault(template.name, template) != template:
            raise ValueError(f"template {template.name} is declared twice")


def template_of(name: str) -> Template:
    """The template of this name; KeyError for one that nobody declared."""
    return TEMPLATES[name]


def check_values(template: Template, values: Mapping[str, str]) -> None:
    """ValueError where a value that the words need is missing."""
    missing = template.asks_for - set(_choices(values))
    if missing:
        raise ValueError(f"template {template.name} needs {', '.join(sorted(missing))}")


def written(template: Template, values: Mapping[str, str], language: str) -> tuple[str, str, str]:
    """Subject, text and path in a language. A value `x_en` stands for `{x}` in English."""
    chosen = _choices(values, "en" if language.startswith("en") else "zh")
    subject, text = template.subject.in_language(language), template.text.in_language(language)
    return subject.format_map(chosen), text.format_map(chosen), template.path.format_map(chosen)


def _choices(values: Mapping[str, str], language: str = "zh") -> dict[str, str]:
    plain = {name.removesuffix("_zh"): value for name, value in values.items() if not name.endswith("_en")}
    if language == "en":
        plain |= {name.removesuffix("_en"): value for name, value in values.items() if name.endswith("_en") and value}
    return plain
