"""Chinese first, English complete: every text of a page has its English; no page carries script or style of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gongban.delivery.cases.lifecycle import CASE
from tests.house.source import ROOT, SOURCE, python_files

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAG = re.compile(r"""\{%-?\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
FILTERED = re.compile(r"""_\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def english() -> dict[str, str]:
    """All Chinese texts with their English, over all applications."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as text:
            for message in read_po(text, locale="en"):
                key = message.id if isinstance(message.id, str) else message.id[0]
                said = message.string if isinstance(message.string, str) else message.string[0]
                found[key] = said or found.get(key, "")
    return found


def said_in(path: Path) -> Iterator[str]:
    """Every text that a template or module wants translated."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _said_in_python(ast.parse(text))
        return
    for pattern in (TAG, FILTERED):
        yield from (one or two for one, two in pattern.findall(text))
    for options, body in BLOCK.findall(text):
        for part in re.split(r"\{%\s*plural\s*%\}", body)[:1]:
            plain = re.sub(r"\{\{\s*(\w+)[^}]*\}\}", r"%(\1)s", part.replace("%", "%%") if "%(" not in part else part)
            yield " ".join(line.strip() for line in plain.strip().splitlines()) if "trimmed" in options else plain


def _said_in_python(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT and node.args:
            first = node.args[1 if node.func.id.startswith("pgettext") else 0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_text_has_its_english() -> None:
    known, missing = english(), []
    for path in [*TEMPLATES, *python_files(SOURCE / "web")]:
        missing += [f"{path.relative_to(ROOT)}: {text}" for text in said_in(path) if CHINESE.search(text) and not known.get(text)]
    assert missing == []


def test_no_english_is_chinese() -> None:
    assert {key: said for key, said in english().items() if CHINESE.search(said) and said not in ("中文",)} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_page_carries_no_script_style_or_untranslated_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", text), "inline script"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), "inline style or handler"
    bare = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", "", text, flags=re.S)
    bare = BLOCK.sub("", bare)
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", bare, flags=re.S)
    assert not CHINESE.search(bare), f"untranslated: {CHINESE.search(bare)}"


def test_every_template_is_used() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *python_files()])
    unused = [path for path in TEMPLATES if _name(path) not in used and _name(path).rsplit("/", 1)[-1] not in used]
    assert [str(path.relative_to(SOURCE)) for path in unused] == []


def _name(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


def test_every_reason_of_an_action_has_its_english() -> None:
    known = english()
    reasons = {re.sub(r"（A\d+）", "", row.reason) for row in CASE.transitions}
    assert sorted(reason for reason in reasons if not known.get(reason)) == []
