"""What a node knows in clear about one person, before anything is encoded."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal, get_args

from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.standardisation.dates import UNKNOWN_DATE, PartialDate
from latido.engines.linkage.standardisation.identifiers import standardise_identifier

Kind = Literal["phone", "plate", "document", "curp", "account", "handle", "url", "address", "employer"]
Role = Literal["person", "suspect", "help", "unknown"]
Sex = Literal["female", "male", "other", "unknown"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
SEXES: tuple[Sex, ...] = get_args(Sex)

MAX_NAME_LENGTH = 200
MAX_IDENTIFIERS = 200


@dataclass(frozen=True, slots=True)
class Identifier:
    """An exact identifier and whose it is.

    `value` is standardised when the identifier is made (a phone becomes E.164); a value that cannot be
    an identifier of its kind raises LinkageError with code `bad_<kind>`.
    `role` says whom it belongs to: the person of the record, a suspect, a place of help, or nobody knows.
    A local phone number is read as one of `country` (ISO 3166 alpha-2).
    """

    kind: Kind
    value: str
    role: Role = "unknown"
    country: str = "MX"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise LinkageError("unknown_kind", f"An identifier's kind is one of {', '.join(KINDS)}.")
        if self.role not in ROLES:
            raise LinkageError("unknown_role", f"An identifier's role is one of {', '.join(ROLES)}.")
        object.__setattr__(self, "value", standardise_identifier(self.kind, self.value, self.country))


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person as one node knows them. Everything may be missing but the opaque id.

    opaque_id: random (version 4) UUID made by the caller for this encoding, not the case's public id.
    given_names, surnames: as written; the order of surnames does not matter.
    birth_state, municipality: names or codes, as long as all nodes write the same ones.
    birth_country: ISO 3166 alpha-2.
    Raises LinkageError when a field is refused, or when there is neither a name nor an identifier.
    """

    opaque_id: uuid.UUID
    given_names: str = ""
    surnames: str = ""
    sex: Sex = "unknown"
    birth_date: PartialDate = UNKNOWN_DATE
    birth_country: str = ""
    birth_state: str = ""
    municipality: str = ""
    identifiers: tuple[Identifier, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.opaque_id, uuid.UUID) or self.opaque_id.version != 4:
            raise LinkageError("bad_opaque_id", "The opaque id is a random (version 4) UUID.")
        if self.sex not in SEXES:
            raise LinkageError("unknown_sex", f"The sex is one of {', '.join(SEXES)}.")
        if not (self.given_names.strip() or self.surnames.strip() or self.identifiers):
            raise LinkageError("empty_record", "A record needs a name or an identifier to be linked by.")
        if len(self.identifiers) > MAX_IDENTIFIERS:
            raise LinkageError("too_many", f"A record has at most {MAX_IDENTIFIERS} identifiers.")
        written = (self.given_names, self.surnames, self.birth_country, self.birth_state, self.municipality)
        if max(map(len, written)) > MAX_NAME_LENGTH:
            raise LinkageError("too_long", f"A name or place has at most {MAX_NAME_LENGTH} characters.")
