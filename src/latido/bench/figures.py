"""One measured figure, its target and whether it holds; tables of figures."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

TARGET = re.compile(r"(?P<what>value|ratio) (?P<sign><=|>=) (?P<bound>\d+(?:\.\d+)?)")
SIGNS = {"<=": operator.le, ">=": operator.ge}
HEADINGS = ("figure", "value", "rival", "ratio", "target", "holds")


class FigureError(ValueError):
    """A figure that says too little or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a bench.

    ``rival`` is what the rival took in the same run and unit (the name says who it is), ``ratio`` is our
    value divided by it.
    ``target`` reads ``"ratio <= 1.3"`` or ``"value <= 20"``; ``holds`` is its verdict. Without a target
    both are None. Build it with ``measured``, which computes ratio and verdict.
    """

    name: str
    value: float
    unit: str
    rival: float | None = None
    ratio: float | None = None
    target: str | None = None
    holds: bool | None = None

    def __post_init__(self) -> None:
        if not self.name or not self.unit:
            raise FigureError("A figure has a name and a unit")
        if not all(math.isfinite(number) for number in (self.value, self.rival or 0.0)):
            raise FigureError(f"{self.name}: a figure is a finite number")
        if self.ratio != _ratio(self.value, self.rival):
            raise FigureError(f"{self.name}: ratio={self.ratio} is not the value over the rival's")
        if self.holds != _verdict(self):
            raise FigureError(f"{self.name}: holds={self.holds} contradicts the target {self.target!r}")

    @classmethod
    def measured(
        cls,
        name: str,
        value: float,
        unit: str,
        *,
        rival: float | None = None,
        target: str | None = None,
    ) -> Figure:
        """A figure with its ratio to the rival's value (same unit, same run) and its verdict."""
        ratio = _ratio(value, rival)
        holds = None if target is None else judge(target, value=value, ratio=ratio)
        return cls(name, value, unit, rival, ratio, target, holds)


def judge(target: str, *, value: float, ratio: float | None) -> bool:
    """Whether a target such as ``"ratio <= 1.3"`` holds."""
    match = TARGET.fullmatch(target)
    if match is None:
        raise FigureError(f"A target reads like 'ratio <= 1.3' or 'value >= 200', not {target!r}")
    number = value if match["what"] == "value" else ratio
    if number is None:
        raise FigureError(f"The target {target!r} needs a rival")
    return bool(SIGNS[match["sign"]](number, float(match["bound"])))


def _ratio(value: float, rival: float | None) -> float | None:
    if rival is None:
        return None
    if rival <= 0:
        raise FigureError(f"A rival's value is above 0, not {rival}")
    return value / rival


def _verdict(figure: Figure) -> bool | None:
    if figure.target is None:
        return None
    return judge(figure.target, value=figure.value, ratio=figure.ratio)


def from_mapping(figure: Figure | dict[str, Any]) -> Figure:
    """A figure as a bench returned it, whether as a value or as a plain dict of the same names."""
    return figure if isinstance(figure, Figure) else Figure(**figure)


def as_mapping(figure: Figure) -> dict[str, Any]:
    """The figure's fields, as they stand in the JSON file."""
    return asdict(figure)


def number(value: float) -> str:
    """A number as a person reads it: three significant digits, whole above a thousand."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """The cells of a table, one row a figure, in the order of ``HEADINGS``."""
    words: dict[bool | None, str] = {True: "yes", False: "NO", None: ""}
    return [
        (
            figure.name,
            f"{number(figure.value)} {figure.unit}",
            "" if figure.rival is None else f"{number(figure.rival)} {figure.unit}",
            "" if figure.ratio is None else number(figure.ratio),
            figure.target or "",
            words[figure.holds],
        )
        for figure in figures
    ]


def plain_table(figures: Sequence[Figure]) -> str:
    """The table for a terminal."""
    table = [HEADINGS, *rows(figures)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join(lines)


def markdown_table(figures: Sequence[Figure]) -> str:
    """The table for the documentation."""
    table = [HEADINGS, ("---",) * len(HEADINGS), *rows(figures)]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)
