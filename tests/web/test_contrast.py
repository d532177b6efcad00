"""Are the colours of the design language readable, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src/gongban/web/site/assets/css/tokens.css"
TEXT, SHAPE = 4.5, 3.0
SURFACES = ("paper", "surface", "sunken")
TONES = ("good", "warn", "bad", "info", "brand", "accent")

PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "link", "bad") for ground in SURFACES),
    *((tone, f"{tone}-soft", TEXT) for tone in TONES),
    *(("ink", f"{tone}-soft", TEXT) for tone in TONES),
    *((tone, ground, TEXT) for tone in ("brand", "accent") for ground in SURFACES),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-strong", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("surface", "bad", TEXT),
    ("paper", "ink", TEXT),
    *((ink, bar, TEXT) for ink in ("on-bar", "on-bar-2") for bar in ("bar", "bar-2")),
    *(("line-strong", ground, SHAPE) for ground in SURFACES),
    *(("focus-ring", ground, SHAPE) for ground in SURFACES),
    ("focus", "bar", SHAPE),
    *((f"chart-{number}", "surface", SHAPE) for number in range(1, 7)),
]


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", text))


def schemes() -> dict[str, dict[str, str]]:
    light, dark = CSS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    return {"light": colours(light), "dark": {**colours(light), **colours(dark)}}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read_on_its_ground(scheme: str, ink: str, ground: str, least: float) -> None:
    palette = schemes()[scheme]
    reached = contrast(palette[ink], palette[ground])
    assert reached >= least, f"{scheme}: {ink} on {ground} has {reached:.2f}, needs {least}"


def test_the_button_on_the_dark_bar_can_be_read_in_both_schemes() -> None:
    for palette in schemes().values():
        assert contrast("#0a3b45", palette["on-bar"]) >= TEXT
