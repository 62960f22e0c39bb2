"""CURP, the Mexican population register code: shape and check digit.

Source of the check: docs/domain.md section on CURP (python-stdnum's reading of RENAPO's rule). A CURP
discloses birth date, sex and state, and many people have none: it is an optional identifier, never a key.
"""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_SHAPE = re.compile(r"[A-ZÑ]{4}\d{6}[HMX][A-Z]{2}[A-ZÑ]{3}[0-9A-Z]\d")


def curp_check_digit(first_seventeen: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(ALPHABET.index(letter) * (18 - place) for place, letter in enumerate(first_seventeen))
    return str(-total % 10)


def is_valid_curp(text: str) -> bool:
    """Shape (sex H, M or the newer X) and check digit; the date inside is not judged."""
    return bool(_SHAPE.fullmatch(text)) and curp_check_digit(text[:17]) == text[17]
