"""From what a file's identities say to the linkage engine's record of a person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

from latido import countries
from latido.engines.linkage import (
    KINDS,
    ROLES,
    Identifier,
    LinkageError,
    PartialDate,
    PersonRecord,
    parse_date,
)
from latido.engines.linkage.records import Sex

SEXES: dict[str, Sex] = {"Feminine": "female", "Masculine": "male"}
"""HTCDS gender codes that offices write alike; any other counts as unknown, never as a difference."""


def person_record(content: Mapping[str, Any], opaque_id: uuid.UUID) -> tuple[PersonRecord, list[str]]:
    """The record of an ``identities`` part, and codes of what could not be read and was left out.

    Raises ``LinkageError`` when nothing is left to link by.
    """
    left_out: list[str] = []
    record = PersonRecord(
        opaque_id=opaque_id,
        given_names=_text(content, "given_names"),
        surnames=_text(content, "surnames"),
        sex=SEXES.get(_text(content, "gender"), "unknown"),
        birth_date=_birth_date(content, left_out),
        birth_country=country() if _text(content, "birth_state") else "",
        birth_state=_text(content, "birth_state"),
        municipality=_text(content, "municipality"),
        identifiers=tuple(_identifiers(content, left_out)),
    )
    return record, sorted(set(left_out))


def country() -> str:
    """The node's country (ISO 3166 alpha-2, capitals)."""
    return str(settings.LATIDO_COUNTRY).upper()[:2]


@cache
def harmless_identifiers() -> tuple[Identifier, ...]:
    """Telephones of the country's help lines: whoever has them in the file shares nothing with anybody."""
    numbers = [line.number for line in countries.load(settings.LATIDO_COUNTRY).hotlines]
    return tuple(filter(None, (_read("phone", number, "help") for number in numbers)))


def _text(content: Mapping[str, Any], name: str) -> str:
    return str(content.get(name) or "").strip()


def _birth_date(content: Mapping[str, Any], left_out: list[str]) -> PartialDate:
    try:
        return parse_date(_text(content, "birth_date"))
    except LinkageError:
        left_out.append("birth_date")
        return PartialDate()


def _identifiers(content: Mapping[str, Any], left_out: list[str]) -> list[Identifier]:
    found = []
    for one in content.get("identifiers") or []:
        kind, role = str(one.get("kind")), str(one.get("role") or "unknown")
        read = _read(kind, str(one.get("value") or ""), role)
        if read is None:
            left_out.append(kind if kind in KINDS else "identifier")
        else:
            found.append(read)
    return found


def _read(kind: str, value: str, role: str) -> Identifier | None:
    if kind not in KINDS:
        return None
    known_role = role if role in ROLES else "unknown"
    try:
        return Identifier(kind, value, known_role, country())
    except LinkageError:
        return None
