"""Compile every django.po below src/ to .mo with Babel, so that no gettext programs are needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_words(root: Path) -> int:
    """Compile all translation files below `root`; return how many were written."""
    files = sorted(root.rglob("locale/*/LC_MESSAGES/django.po"))
    for source in files:
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(files)


if __name__ == "__main__":
    compile_words(Path(__file__).parent.parent / "src")
