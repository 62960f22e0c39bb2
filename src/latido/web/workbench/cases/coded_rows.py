"""Coded facts in words, for reading and for two versions side by side."""

from __future__ import annotations

from latido.apps.cases import code_lists
from latido.apps.cases.coding import CODED_FIELDS, CodedFacts
from latido.web.workbench.cases.forms import CodedForm
from latido.web.workbench.cases.part_rows import Compared, Row


def coded_rows(coded: CodedFacts) -> list[Row]:
    """Every coded fact with its words; empty ones too."""
    return [_row(name, getattr(coded, name)) for name in CODED_FIELDS]


def _row(name: str, value: str | tuple[str, ...]) -> Row:
    words = code_lists.words(name)
    codes = value if isinstance(value, tuple) else (value,) if value else ()
    label = CodedForm.base_fields[name].label or name
    return Row(name, label, tuple(words.get(code, code) for code in codes))


def compare_coded(theirs: CodedFacts, yours: CodedFacts) -> list[Compared]:
    """The two versions of the coded facts, field by field."""
    pairs = zip(coded_rows(theirs), coded_rows(yours), strict=True)
    return [Compared(left.label, left, right) for left, right in pairs]
