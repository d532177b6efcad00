"""Which problem codes stand in the source, with status and sentence: read from the syntax tree, so that none is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATUS = {"Refusal": "400", "NotFound": "404", "Forbidden": "403", "Conflict": "409", "TooOften": "429"}
DEFAULTS = {"NotFound": "not_found"}
GAP = "…"


@dataclass(frozen=True, order=True)
class Problem:
    """One code with its HTTP status and sentence in both languages; empty where the sentence is put together elsewhere."""

    code: str
    status: str
    zh: str = ""
    en: str = ""


def found_in(folder: Path) -> list[Problem]:
    """All problems of the modules below a folder, by code; one with a sentence stands for those without."""
    found: dict[tuple[str, str], Problem] = {}
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # 同名变量在各函数里是不同的句子，先看自己的函数 · one name is another sentence in each function: look there first
        inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for scope in (*inside, tree):
            for problem in _problems(scope, dict(_texts(tree)) | dict(_texts(scope))):
                key = problem.code, problem.status
                if key not in found or not found[key].zh:
                    found[key] = problem
    return sorted(found.values())


def _problems(tree: ast.AST, texts: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    for node in ast.walk(tree):
        name = _called(node)
        if name not in STATUS or not isinstance(node, ast.Call):
            continue
        given = {each.arg: each.value for each in node.keywords if each.arg}
        code = _text(node.args[0] if node.args else given.get("code")) or DEFAULTS.get(name, "")
        if code and code != GAP:
            words = node.args[1] if len(node.args) > 1 else given.get("words")
            yield Problem(code, _status(name, node, given), *_sentence(words, texts))


def _status(name: str, node: ast.Call, given: dict[str, ast.expr]) -> str:
    value = given.get("status") or (node.args[3] if len(node.args) > 3 else None)
    return str(value.value) if isinstance(value, ast.Constant) else (GAP if value is not None else STATUS[name])


def _sentence(node: ast.expr | None, texts: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        node = node.func.value
    if isinstance(node, ast.Name):
        return texts.get(node.id, ("", ""))
    return _words(node) or ("", "")


def _texts(tree: ast.AST) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names to which a sentence is given, anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "format":
                value = value.func.value
            if words := _words(value):
                yield node.targets[0].id, words


def _words(node: ast.expr | None) -> tuple[str, str] | None:
    if not isinstance(node, ast.Call) or _called(node) != "Words" or len(node.args) != 2:
        return None
    zh, en = (_text(each).replace("|", "/").replace("\n", " ") for each in node.args)
    return zh, en


def _text(node: ast.expr | None) -> str:
    """A text as it stands; what is filled in becomes a gap."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
    return GAP if node is not None and not isinstance(node, ast.Constant) else ""


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else ""
