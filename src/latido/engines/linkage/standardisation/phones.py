"""Phones as E.164: "+" and at most fifteen digits, calling code first (ITU-T E.164).

Calling codes, national lengths and prefixes no longer dialled (Mexico's 01, 044, 045 and the 1 after +52
went in August 2019) are data, one line a country, in `calling_codes.csv`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from latido.engines.linkage.errors import LinkageError

MIN_DIGITS, MAX_DIGITS = 8, 15
_E164 = re.compile(r"\+[0-9]+")
_DIALLED_ABROAD = "00"
_EXTENSION = re.compile(r"\s*(?:ext\.?|x|#)\s*\d+\s*$", re.IGNORECASE)
_WRITTEN = re.compile(r"\+?[\d\s().\-/]+")


@dataclass(frozen=True, slots=True)
class _Plan:
    calling_code: str
    length: int | None
    trunk_prefixes: tuple[str, ...]
    mobile_prefix: str


def standardise_phone(text: str, country: str = "MX") -> str:
    """The number as E.164; one without "+" or "00" is read as dialled inside `country`.

    Raises LinkageError: `bad_phone`, or `unknown_country` when a local number's country has no calling
    code here.
    """
    if _E164.fullmatch(text):
        return _checked(_without_mobile_prefix(text[1:]))
    written = _EXTENSION.sub("", text.strip())
    if not _WRITTEN.fullmatch(written):
        raise _bad_phone()
    digits = re.sub(r"\D", "", written)
    if written.startswith("+"):
        return _checked(_without_mobile_prefix(digits))
    if digits.startswith(_DIALLED_ABROAD) and not _has_local_length(digits, country):
        return _checked(_without_mobile_prefix(digits.removeprefix(_DIALLED_ABROAD)))
    return _checked(_from_local(digits, _plan(country)))


def _has_local_length(digits: str, country: str) -> bool:
    plan = _plans().get(country)
    return plan is not None and plan.length == len(digits)


def _from_local(digits: str, plan: _Plan) -> str:
    code, length = plan.calling_code, plan.length
    if length is None or len(digits) == length:
        return code + digits
    for prefix in plan.trunk_prefixes:
        if digits.startswith(prefix) and len(digits) == length + len(prefix):
            return code + digits[len(prefix) :]
    for prefix in (code, code + plan.mobile_prefix):
        if digits.startswith(prefix) and len(digits) == length + len(prefix):
            return code + digits[len(prefix) :]
    raise _bad_phone()


def _without_mobile_prefix(digits: str) -> str:
    for prefix, length, calling_code in _mobile_prefixes():
        if len(digits) == length and digits.startswith(prefix):
            return calling_code + digits[len(prefix) :]
    return digits


def _checked(digits: str) -> str:
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS:
        raise _bad_phone()
    return f"+{digits}"


def _plan(country: str) -> _Plan:
    try:
        return _plans()[country]
    except KeyError:
        raise LinkageError(
            "unknown_country", "Write the phone with + and its country's calling code."
        ) from None


@cache
def _mobile_prefixes() -> tuple[tuple[str, int, str], ...]:
    """(calling code and the prefix after it, length of the whole, calling code)."""
    return tuple(
        (plan.calling_code + plan.mobile_prefix, len(plan.calling_code + plan.mobile_prefix) + plan.length,
         plan.calling_code)
        for plan in _plans().values() if plan.mobile_prefix and plan.length
    )  # fmt: skip


@cache
def _plans() -> dict[str, _Plan]:
    text = resources.files(__package__).joinpath("calling_codes.csv").read_text(encoding="utf-8")
    return {
        row["country"]: _Plan(
            row["calling_code"],
            int(row["length"]) if row["length"] else None,
            tuple(row["trunk_prefixes"].split()),
            row["mobile_prefix"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def _bad_phone() -> LinkageError:
    return LinkageError("bad_phone", "Write the phone with all its digits, or with + and the calling code.")
