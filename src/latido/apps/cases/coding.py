"""The coded facts of a case as one value, checked against the code lists before it is built."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass, fields

from latido import secret_files
from latido.apps.cases import code_lists
from latido.apps.cases.choices import CLOSED_STATUSES, CaseStatus


class UnknownCodeError(ValueError):
    """A value that its code list does not have."""


@dataclass(frozen=True, kw_only=True)
class CodedFacts:
    """What is known of a case in codes. Empty means "not recorded". Raises ``UnknownCodeError``.

    ``exploitation`` is the main form, ``other_exploitation`` further ones. A status needs the name of the
    kind of body that decided it (HTCDS: victim status and who decided), for help and for the law apart.
    """

    status: str = CaseStatus.ACTIVE.value
    closure_reason: str = ""
    state_code: str = ""
    age_band: str = ""
    gender: str = ""
    exploitation: str = ""
    other_exploitation: tuple[str, ...] = ()
    means_of_control: tuple[str, ...] = ()
    recruitment: str = ""
    relation: str = ""
    assistance_status: str = ""
    assistance_decided_by: str = ""
    legal_status: str = ""
    legal_decided_by: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            _check(field.name, getattr(self, field.name))
        if self.exploitation and self.exploitation in self.other_exploitation:
            raise UnknownCodeError("The main form of exploitation is not repeated among the others.")
        for name in ("assistance", "legal"):
            if getattr(self, f"{name}_status") and not getattr(self, f"{name}_decided_by"):
                raise UnknownCodeError(f"A status needs who decided it: {name}_decided_by.")
        if self.closure_reason and self.status not in CLOSED_STATUSES:
            raise UnknownCodeError("Only a closed case has a reason for closing.")


def _check(name: str, value: str | tuple[str, ...]) -> None:
    known = code_lists.words(name)
    codes = value if isinstance(value, tuple) else filter(None, [value])
    for code in codes:
        if code not in known:
            raise UnknownCodeError(f"{code!r} is not in the list of {name}.")


CODED_FIELDS = tuple(field.name for field in fields(CodedFacts))
ON_THE_CASE = (
    "status",
    "closure_reason",
    "assistance_status",
    "assistance_decided_by",
    "legal_status",
    "legal_decided_by",
)
"""Coded facts of the work on a case; the others stand in the table that statistics reads."""
ON_THE_FACTS = (*(name for name in CODED_FIELDS if name not in ON_THE_CASE), "assistance_status")


def person_code(case_id: uuid.UUID) -> str:
    """HMAC-SHA-256 of the case's identifier under the installation's secret file, 64 hexadecimal digits."""
    key = secret_files.read(secret_files.PERSON_CODE_KEY)
    return hmac.new(key, case_id.bytes, hashlib.sha256).hexdigest()
