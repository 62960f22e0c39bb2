"""Coded lists as data: the code of a standard, its words, its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MARKS = frozenset("V2RCD")
COLUMNS = ["code", "label_en", "label_es", "source", "mark"]


class UnknownCodeError(ValueError):
    """A list or a code that is not there."""


@dataclass(frozen=True)
class Code:
    """One code of a list.

    `mark` says how far the row is checked: V read in the source, 2 second-hand, R recalled, C computed, D a
    design choice of this project.
    """

    code: str
    label_en: str
    label_es: str
    source: str
    mark: str

    def __post_init__(self) -> None:
        if not all((self.code, self.label_en, self.label_es, self.source)) or self.mark not in MARKS:
            raise ValueError(
                f"a code needs code, both labels, source and a mark out of V, 2, R, C, D: {self}"
            )

    def label(self, language: str) -> str:
        """The words for a language tag such as `es-mx`; English where there is no translation."""
        return self.label_es if language.lower().startswith("es") else self.label_en

    @property
    def unverified(self) -> bool:
        """True when the row was recalled and nobody has compared it with its source yet."""
        return self.mark == "R"


@cache
def lists() -> dict[str, tuple[Code, ...]]:
    """Every list by name, its codes in the order in which they are offered."""
    folder = files("latido.apps.taxonomy") / "lists"
    found = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".csv")}
    return {name.removesuffix(".csv"): _read(name, found[name].read_text("utf-8")) for name in sorted(found)}


def _read(name: str, text: str) -> tuple[Code, ...]:
    header, *rows = csv.reader(text.splitlines(), strict=True)
    if header != COLUMNS:
        raise ValueError(f"{name}: the columns are {header}, they should be {COLUMNS}")
    codes = tuple(Code(*row) for row in rows)
    if len({code.code for code in codes}) != len(codes):
        raise ValueError(f"{name}: a code is used twice")
    return codes
