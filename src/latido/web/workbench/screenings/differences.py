"""Two versions of one form side by side: theirs as it was saved, yours as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True)
class Difference:
    """One field that the two versions answer differently, in the words that were on the page."""

    label: str
    theirs: str
    yours: str


def differences(form: forms.Form, theirs: Mapping[str, Any]) -> list[Difference]:
    """The fields in which a posted form differs from the saved values, in the form's order."""
    found = []
    for bound in form:
        if bound.is_hidden:
            continue
        label = f"{bound.label}"
        one, other = _in_words(bound.field, theirs.get(bound.name)), _in_words(bound.field, bound.value())
        if one != other:
            found.append(Difference(label, one, other))
    return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        words = dict(_flat(field.choices))
        values = value if isinstance(value, list | tuple) else [value]
        return "; ".join(str(words[each]) for each in values if each in words)
    if isinstance(field, forms.BooleanField):
        return "✓" if value and value != "False" else ""
    return str(value or "").replace("\r\n", "\n").strip()


def _flat(choices: Any) -> list[tuple[str, Any]]:
    flat = []
    for value, words in choices:
        flat += list(words) if isinstance(words, list | tuple) else [(str(value), words)]
    return flat
