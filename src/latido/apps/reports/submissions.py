"""What a browser sends, read strictly before anything is looked up."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from latido.apps.keyring.reporters import (
    LOOKUP_BYTES,
    WRAPPED_KEY_BYTES,
    Envelope,
    Kind,
    VaultError,
    from_base64url,
    key_id,
    parse_envelope,
)
from latido.apps.reports.choices import MAX_CAMPAIGN, MAX_SIGNS
from latido.apps.reports.errors import SubmissionError

FORMAT = 1
CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_CAMPAIGN - 1}}}", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", re.ASCII)
UUID_VERSION = 4


@dataclass(frozen=True)
class Submission:
    """One sealed report as it arrived; the record id of the envelope is the report's id."""

    place_code: str
    sign_codes: tuple[str, ...]
    urgent: bool
    campaign_code: str
    language: str
    table_version: int
    lookup_id: bytes = field(repr=False)
    reporter_public: bytes
    wrapped_key: bytes = field(repr=False)
    envelope: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check(len(self.sign_codes) <= MAX_SIGNS, "signs", "Too many signs.")
        _check(len(set(self.sign_codes)) == len(self.sign_codes), "signs", "A sign is named twice.")
        campaign = not self.campaign_code or CODE.fullmatch(self.campaign_code)
        _check(bool(campaign), "campaign", "The campaign's code has a form we do not know.")
        _check(bool(LANGUAGE.fullmatch(self.language)), "language", "The language has no known code.")
        _check(len(self.lookup_id) == LOOKUP_BYTES, "receipt", "The lookup id is not of 16 bytes.")
        _check(len(self.wrapped_key) == WRAPPED_KEY_BYTES, "receipt", "The wrapped key is not of 61 bytes.")
        _key_id(self.reporter_public)
        _check(self.parsed.kind == Kind.REPORT, "kind", "The envelope does not carry a report.")
        version = self.parsed.record_id.version
        _check(version == UUID_VERSION, "envelope", "The report's identifier is not a random UUID.")

    @property
    def parsed(self) -> Envelope:
        return read_envelope(self.envelope)

    @property
    def digest(self) -> bytes:
        """SHA-256 of everything that was sent: the same bytes again are the same report."""
        words = [self.place_code, self.sign_codes, self.urgent, self.campaign_code, self.language]
        text = json.dumps([*words, self.table_version], sort_keys=True).encode()
        secret = (self.lookup_id, self.reporter_public, self.wrapped_key, self.envelope)
        return hashlib.sha256(b"".join((text, *secret))).digest()


def read_submission(data: object) -> Submission:
    """Read the JSON of a browser. Raises ``SubmissionError`` with a code."""
    if not isinstance(data, Mapping) or data.get("v") != FORMAT:
        raise SubmissionError("format", "This is not a report of version 1.")
    signs = _typed(data, "signs", list)
    _check(all(isinstance(code, str) for code in signs), "format", "Signs are codes.")
    version = _typed(data, "table", int)
    _check(not isinstance(version, bool), "format", "The table has a number.")
    return Submission(
        place_code=_typed(data, "place", str),
        sign_codes=tuple(signs),
        urgent=_typed(data, "urgent", bool),
        campaign_code=_typed(data, "campaign", str),
        language=_typed(data, "language", str),
        table_version=version,
        **{name: binary(data, key) for name, key in BINARY.items()},
    )


BINARY = {"lookup_id": "lookup", "reporter_public": "point", "wrapped_key": "key", "envelope": "envelope"}


def binary(data: Mapping[str, Any], name: str) -> bytes:
    """A base64url value. Raises ``SubmissionError``."""
    text = _typed(data, name, str)
    try:
        return from_base64url(text)
    except VaultError as error:
        raise SubmissionError("format", f"{name} is not base64url without padding.") from error


def read_envelope(raw: bytes) -> Envelope:
    """Raises ``SubmissionError`` "envelope"."""
    try:
        return parse_envelope(raw)
    except VaultError as error:
        raise SubmissionError("envelope", str(error)) from error


def read_identifier(text: object) -> uuid.UUID:
    """A random UUID that a browser chose. Raises ``SubmissionError`` "format"."""
    try:
        identifier = uuid.UUID(str(text))
    except ValueError as error:
        raise SubmissionError("format", "This is no identifier.") from error
    _check(identifier.version == UUID_VERSION, "format", "The identifier is not a random UUID.")
    return identifier


def _key_id(public: bytes) -> bytes:
    try:
        return key_id(public)
    except VaultError as error:
        raise SubmissionError("receipt", "The reporter's key is not a point on P-256.") from error


def _typed(data: Mapping[str, Any], name: str, kind: type) -> Any:
    value = data.get(name)
    _check(isinstance(value, kind), "format", f"{name} is missing or of another type.")
    return value


def _check(holds: bool, code: str, message: str) -> None:
    if not holds:
        raise SubmissionError(code, message)
