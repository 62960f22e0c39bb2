"""Exact identifiers in one spelling, so that equal things have equal keyed hashes."""

from __future__ import annotations

import re
from collections.abc import Callable

from anyascii import anyascii

from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.standardisation.curp import is_valid_curp
from latido.engines.linkage.standardisation.names import fold
from latido.engines.linkage.standardisation.phones import standardise_phone

MAX_LENGTH = 500
_NOT_ALNUM = re.compile(r"[^A-Z0-9]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SITE_PREFIX = re.compile(r"^(?:www|m|mobile)\.")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|igsh|igshid|si|ref)(?:=|$)")
# A profile's address says the same as its handle on these sites.
_PROFILE = re.compile(
    r"^(?:facebook|fb|instagram|tiktok|twitter|x|t|telegram|youtube|snapchat)\.(?:com|me)/(?:add/)?@?([^/]+)$"
)
# Words that people write in several ways or leave out in Mexican, Central American and English addresses.
_STREET_WORDS = {
    "c": "", "calle": "", "num": "", "numero": "", "no": "", "nro": "", "st": "street", "rd": "road",
    "av": "avenida", "ave": "avenida", "blvd": "boulevard", "bulevar": "boulevard", "prol": "prolongacion",
    "priv": "privada", "pvda": "privada", "calz": "calzada", "carr": "carretera", "col": "colonia",
    "fracc": "fraccionamiento", "esq": "esquina", "mz": "manzana", "mza": "manzana", "lt": "lote",
    "int": "interior", "depto": "departamento", "dpto": "departamento", "edif": "edificio",
}  # fmt: skip
_LEGAL_FORM = re.compile(r" (?:s ?a(?: ?p ?i)?|s ?de ?r ?l|s ?c|a ?c|inc|llc|ltd|ltda)(?: de c ?v)? (?=$| ?)")


def standardise_identifier(kind: str, text: str, country: str = "MX") -> str:
    """The one spelling of an identifier of this kind.

    `country` (ISO 3166 alpha-2) reads local phone numbers. Raises LinkageError with code `bad_<kind>`.
    """
    if len(text) > MAX_LENGTH:
        raise _bad(kind, f"has at most {MAX_LENGTH} characters")
    if kind == "phone":
        return standardise_phone(text, country)
    return _STANDARDS[kind](text)


def _alphanumeric(kind: str, least: int) -> Callable[[str], str]:
    def standardise(text: str) -> str:
        kept = _NOT_ALNUM.sub("", anyascii(text).upper())
        if len(kept) < least:
            raise _bad(kind, f"needs at least {least} letters or digits")
        return kept

    return standardise


def _curp(text: str) -> str:
    kept = re.sub(r"[\s-]+", "", text.upper())
    if not is_valid_curp(kept):
        raise _bad("curp", "has 18 characters and a check digit that fits")
    return kept


def _handle(text: str) -> str:
    address = _address(text)
    profile = _PROFILE.match(address)
    kept = (profile.group(1) if profile else address).lstrip("@")
    if not kept or re.search(r"\s", kept):
        raise _bad("handle", "is one word, as @name")
    return kept


def _postal_address(text: str) -> str:
    words = [_STREET_WORDS.get(word, word) for word in fold(text).split()]
    kept = " ".join(word for word in words if word)
    if not re.search(r"[0-9]", kept) or not re.search(r"[a-z]{3}", kept):
        raise _bad("address", "has a street and a number")
    return kept


def _employer(text: str) -> str:
    kept = " ".join(word for word in _LEGAL_FORM.sub(" ", f" {fold(text)} ").split())
    if not re.search(r"[a-z]{3}", kept):
        raise _bad("employer", "is the name of a person or company")
    return kept


def _url(text: str) -> str:
    kept = _address(text)
    if "." not in kept or re.search(r"\s", kept):
        raise _bad("url", "is an address such as example.org/page")
    return kept


def _address(text: str) -> str:
    bare = _SCHEME.sub("", text.strip()).split("#")[0].lower()
    path, _, query = bare.partition("?")
    kept = sorted(part for part in query.split("&") if part and not _TRACKING.match(part))
    return _SITE_PREFIX.sub("", path.rstrip("/")) + ("?" + "&".join(kept) if kept else "")


def _bad(kind: str, rule: str) -> LinkageError:
    return LinkageError(f"bad_{kind}", f"This {kind} cannot be read: a {kind} {rule}.")


_STANDARDS: dict[str, Callable[[str], str]] = {
    "plate": _alphanumeric("plate", 4),
    "document": _alphanumeric("document", 4),
    "account": _alphanumeric("account", 6),
    "curp": _curp,
    "handle": _handle,
    "url": _url,
    "address": _postal_address,
    "employer": _employer,
}
