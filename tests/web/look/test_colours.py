"""Text and controls stand out enough in both modes (WCAG 2.2: 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[3] / "src" / "latido" / "web" / "static" / "latido"
TEXT, CONTROL = 4.5, 3.0

PAIRS = [
    *[("ink", ground, TEXT) for ground in ("paper", "wash", "tint", "warn-wash", "bad-wash", "good-wash")],
    *[("quiet", ground, TEXT) for ground in ("paper", "wash", "tint")],
    *[("link", ground, TEXT) for ground in ("paper", "wash", "tint", "bad-wash", "warn-wash", "good-wash")],
    *[
        (kind, ground, TEXT)
        for kind in ("good", "warn", "bad")
        for ground in ("paper", "wash", f"{kind}-wash")
    ],
    ("human", "human-wash", TEXT),
    ("ink", "human-wash", TEXT),
    ("ink", "line", TEXT),  # a button that cannot be pressed
    ("on-blue", "blue", TEXT),
    ("edge", "paper", CONTROL),
    ("edge", "wash", CONTROL),
    *[("focus", ground, CONTROL) for ground in ("paper", "wash", "tint")],
]


def tokens(dark: bool) -> dict[str, str]:
    """Colours by token, read from the style sheets; the dark ones stand in the dark media query."""
    found: dict[str, str] = {}
    for name in ("latido.css", "workbench.css"):
        before, after = (STYLES / name).read_text().split("@media (prefers-color-scheme: dark)", 1)
        body = after.split("}", 1)[0] if dark else before
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body))
    return {**tokens(dark=False), **found} if dark else found


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_pair_stands_out(dark):
    colours = tokens(dark)
    weak = {
        (front, ground): round(contrast(colours[front], colours[ground]), 2)
        for front, ground, least in PAIRS
        if contrast(colours[front], colours[ground]) < least
    }
    assert weak == {}


def test_the_measure_is_the_one_of_wcag():
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_dark_mode_changes_every_ground():
    light, dark = tokens(dark=False), tokens(dark=True)
    grounds = [name for name in light if name in ("paper", "wash", "tint") or name.endswith("-wash")]
    assert len(grounds) == 7
    assert [name for name in grounds if light[name] == dark[name]] == []
