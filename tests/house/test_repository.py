"""The repository speaks of itself alone, its pages are up to date, and its files stay short."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house.source import ROOT, SOURCE, python_files

LONGEST = 300
# A long file needs a reason; this list may only shrink.
LONG_FOR_A_REASON = {
    "delivery/cases/events.py": "the vocabulary of what happens, in one place",
}
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def tracked() -> list[Path]:
    """Files that git knows, or would take."""
    said = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in said.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_file_is_long_without_a_reason() -> None:
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    too_long = {name: length for name, length in lengths.items() if length > LONGEST and name not in LONG_FOR_A_REASON}
    assert too_long == {}


def test_no_lock_file_names_a_registry() -> None:
    for path in tracked():
        if "lock" in path.name or path.name == ".npmrc":
            text = path.read_text(encoding="utf-8")
            assert '"resolved": "http' not in text and "--index-url" not in text and not re.search(r"^ *registry *=", text, re.M), path


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def _ordinary() -> dict[str, str]:
    """The environment of an ordinary run, not of a test."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "gongban.web.site.settings"}


def test_the_reference_pages_say_what_the_code_says() -> None:
    said = subprocess.run([sys.executable, "tools/make_reference.py", "--check"], cwd=ROOT, env=_ordinary(), capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_module_says_which_question_it_answers() -> None:
    silent = [str(path.relative_to(SOURCE)) for path in python_files() if path.stat().st_size and not path.read_text(encoding="utf-8").lstrip().startswith('"""')]
    assert silent == []
