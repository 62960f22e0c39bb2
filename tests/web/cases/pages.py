"""Addresses and texts of the pages of a case."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

CODED = {"version": "1", "status": "Active", "gender": "Feminine", "exploitation": "ForcedLabour"}


def url(name, *args, language="es"):
    with translation.override(language):
        return reverse(f"workbench:{name}", args=args)


def text_of(response):
    return response.content.decode()
