"""What the house rules look at: our modules and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gongban"
LAYERS = ("kernel", "foundation", "design", "delivery", "outcome", "exchange", "web", "cli")
MEMBERS = ("public", "models", "loading", "jobs", "listeners", "queries", "actions", "events", "terms")
DOMAINS = {
    f"{layer.name}.{folder.name}": folder
    for layer in (SOURCE / name for name in ("foundation", "design", "delivery", "outcome", "exchange"))
    for folder in layer.iterdir()
    if folder.is_dir() and (folder / "__init__.py").exists()
}


def python_files(folder: Path = SOURCE) -> list[Path]:
    """Every module of ours; migrations are made by Django."""
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every gongban module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("gongban."):
            # "from gongban.x import public" names the module in its list
            yield from ((node.lineno, f"{node.module}.{name.name}" if name.name in MEMBERS else node.module) for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names if name.name.startswith("gongban."))


def domain_of(module: str) -> str:
    """The domain of a module's dotted name ("foundation.people"), or empty."""
    parts = module.removeprefix("gongban.").split(".")
    return next((name for name in (".".join(parts[:2]),) if name in DOMAINS), "")


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
