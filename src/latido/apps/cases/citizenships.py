"""Citizenships: ISO 3166-1 alpha-2 codes named by CLDR, and ICAO's codes for stateless and not known."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from django.conf import settings
from django.utils.translation import get_language

from latido import countries


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("latido.apps.cases") / "lists" / "citizenship.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), strict=True))


def citizenships() -> list[tuple[str, str]]:
    """Pairs of code and name in the reader's language: this country first, the others by name."""
    spanish = (get_language() or settings.LANGUAGE_CODE).startswith("es")
    named = [(row["code"], row["label_es" if spanish else "label_en"]) for row in _rows()]
    own = countries.load(settings.LATIDO_COUNTRY).iso_alpha_2
    return sorted(named, key=lambda pair: (pair[0] != own, pair[0] in {"XXA", "XXX"}, pair[1]))
