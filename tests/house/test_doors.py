"""Other domains come in by the door only; tables point back, never forward."""

from __future__ import annotations

import subprocess
import sys

from django.apps import apps

from tests.house.source import DOMAINS, LAYERS, ROOT, domain_of, imports, module_of, python_files

# A table's foreign key names a class, so models may read the models of domains before them.
READS_MODELS = ("models",)
# Processes without Django that measure what the database alone could take with the very same statement.
MEASURED = {("gongban.cli.bench.bare", "gongban.delivery.cases.statement")}


def test_layers_are_kept() -> None:
    said = subprocess.run([f"{sys.prefix}/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_domains_are_entered_by_their_door_only() -> None:
    trespassers = []
    for path in python_files():
        own = domain_of(module_of(path))
        for line, module in imports(path):
            other = domain_of(module)
            if not other or other == own or module == f"gongban.{other}.public":
                continue
            if module.endswith(".models") and _is_model(path.stem, own):
                continue
            if module.endswith((".loading", ".jobs", ".listeners")) and not own:  # the command line runs them
                continue
            if (module_of(path), module) in MEASURED:
                continue
            trespassers.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert trespassers == []


def _is_model(stem: str, own: str) -> bool:
    return bool(own) and stem in READS_MODELS


def test_no_table_points_to_a_higher_layer() -> None:
    rank = {name: place for place, name in enumerate(LAYERS)}
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("gongban."):
            continue
        here = rank[model.__module__.split(".")[1]]
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if isinstance(target, type) and target.__module__.startswith("gongban.") and rank[target.__module__.split(".")[1]] > here:
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


def test_every_domain_has_a_door() -> None:
    empty = [name for name, folder in DOMAINS.items() if any(folder.glob("models.py")) and not (folder / "public.py").exists()]
    assert empty == []
