"""The content of sealed parts as labelled rows: for reading, for printing, for two versions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from latido.apps.keyring.choices import PartKind
from latido.web.workbench.cases.part_forms import (
    IDENTIFIER_KINDS,
    IDENTIFIER_ROLES,
    ContactForm,
    IdentitiesForm,
    NeedsForm,
    PartForm,
    TextForm,
)

Words = str | Promise

FORMS: dict[str, type[PartForm]] = {
    PartKind.IDENTITIES: IdentitiesForm,
    PartKind.CONTACT: ContactForm,
    PartKind.NEEDS: NeedsForm,
    PartKind.NARRATIVE: TextForm,
    PartKind.INTERVIEW: TextForm,
    PartKind.HEALTH: TextForm,
}
"""Kind of part -> its form; notes are added one by one and have none."""


@dataclass(frozen=True)
class Row:
    """One labelled value; ``values`` are several short ones, ``is_text`` says that lines matter."""

    name: str
    label: Words
    values: tuple[str, ...]
    is_text: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.values)


def rows_of(kind: str, content: Mapping[str, Any]) -> list[Row]:
    """Every field of a part with its value in the reader's words; empty ones too."""
    form = FORMS[kind](initial=FORMS[kind].initial_of(content))
    rows = [
        _row(name, field, form.initial.get(name)) for name, field in form.fields.items() if name != "version"
    ]
    if kind == PartKind.IDENTITIES:
        rows.append(_identifiers(content))
    return rows


def _row(name: str, field: forms.Field, value: Any) -> Row:
    if isinstance(field, forms.ChoiceField):
        words = {str(code): str(label) for code, label in cast(list[tuple[str, Words]], field.choices)}
        codes = value if isinstance(value, list | tuple) else [value] if value else []
        return Row(name, field.label or name, tuple(words.get(str(code), str(code)) for code in codes))
    is_text = isinstance(field.widget, forms.Textarea)
    return Row(name, field.label or name, (str(value),) if value else (), is_text)


def _identifiers(content: Mapping[str, Any]) -> Row:
    kinds, roles = dict(IDENTIFIER_KINDS), dict(IDENTIFIER_ROLES)
    values = tuple(
        f"{kinds.get(item['kind'], item['kind'])}: {item['value']} ({roles.get(item['role'], item['role'])})"
        for item in content.get("identifiers", [])
    )
    return Row("identifiers", _("Numbers and accounts"), values)


@dataclass(frozen=True)
class Compared:
    """One field in two versions."""

    label: Words
    theirs: Row
    yours: Row

    @property
    def differs(self) -> bool:
        return self.theirs.values != self.yours.values


def compare(kind: str, theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> list[Compared]:
    """The two versions of a part, field by field."""
    pairs = zip(rows_of(kind, theirs), rows_of(kind, yours), strict=True)
    return [Compared(left.label, left, right) for left, right in pairs]
