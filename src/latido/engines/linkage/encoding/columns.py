"""Many people in clear as columns: what a node's file looks like before it is encoded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.scheme import OPAQUE_ID_BYTES
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.records import KINDS, MAX_NAME_LENGTH, ROLES, SEXES, PersonRecord
from latido.engines.linkage.standardisation.dates import PartialDate
from latido.engines.linkage.standardisation.identifiers import standardise_identifier

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
_TEXTS = ("given_names", "surnames", "birth_countries", "birth_states", "municipalities")


@dataclass(frozen=True, slots=True, eq=False)
class IdentifierColumns:
    """m identifiers: whose they are (row of the file), kind, role and standardised value."""

    rows: Integers
    kinds: Sequence[str]
    roles: Sequence[str]
    values: Sequence[str]

    def __post_init__(self) -> None:
        lengths = {len(self.rows), len(self.kinds), len(self.roles), len(self.values)}
        if len(lengths) > 1:
            raise LinkageError("ragged_columns", "The columns of the identifiers have different lengths.")
        if not set(self.kinds) <= set(KINDS):
            raise LinkageError("unknown_kind", f"An identifier's kind is one of {', '.join(KINDS)}.")
        if not set(self.roles) <= set(ROLES):
            raise LinkageError("unknown_role", f"An identifier's role is one of {', '.join(ROLES)}.")

    @classmethod
    def written(
        cls, rows: Integers, kinds: Sequence[str], roles: Sequence[str], values: Sequence[str], country: str
    ) -> IdentifierColumns:
        """From values as people wrote them; one that cannot be read raises LinkageError (`bad_<kind>`)."""
        known: dict[tuple[str, str], str] = {}
        standard = []
        for one in zip(kinds, values, strict=True):
            value = known.get(one)
            if value is None:
                value = known[one] = standardise_identifier(*one, country)
            standard.append(value)
        return cls(rows, kinds, roles, standard)


NO_IDENTIFIERS = IdentifierColumns(np.zeros(0, dtype=np.int64), (), (), ())


@dataclass(frozen=True, slots=True, eq=False)
class PersonColumns:
    """n people, the fields of `PersonRecord` as columns.

    ids: (n, 16) uint8, random UUIDs. birth_years, birth_months, birth_days: whole numbers, 0 for unknown.
    Raises LinkageError for columns of different lengths (`ragged_columns`) and for what `PersonRecord` and
    `PartialDate` refuse.
    """

    ids: Bytes
    given_names: Sequence[str]
    surnames: Sequence[str]
    sexes: Sequence[str]
    birth_years: Integers
    birth_months: Integers
    birth_days: Integers
    birth_countries: Sequence[str]
    birth_states: Sequence[str]
    municipalities: Sequence[str]
    identifiers: IdentifierColumns = NO_IDENTIFIERS

    def __post_init__(self) -> None:
        own = [getattr(self, one.name) for one in fields(self) if one.name != "identifiers"]
        if {len(column) for column in own} != {len(self)} or self.ids.shape != (len(self), OPAQUE_ID_BYTES):
            raise LinkageError("ragged_columns", "The columns of these people have different lengths.")
        rows = self.identifiers.rows
        if len(rows) and not (int(rows.min()) >= 0 and int(rows.max()) < len(self)):
            raise LinkageError("ragged_columns", "An identifier belongs to no record of the file.")
        if not set(self.sexes) <= set(SEXES):
            raise LinkageError("unknown_sex", f"The sex is one of {', '.join(SEXES)}.")
        self._check_texts()
        self._check_dates()

    def _check_texts(self) -> None:
        if any(max(map(len, getattr(self, name)), default=0) > MAX_NAME_LENGTH for name in _TEXTS):
            raise LinkageError("too_long", f"A name or place has at most {MAX_NAME_LENGTH} characters.")
        has_identifier = np.zeros(len(self), dtype=np.bool_)
        has_identifier[self.identifiers.rows] = True
        for row in np.flatnonzero(~has_identifier).tolist():
            if not (self.given_names[row] or self.surnames[row]):
                raise LinkageError("empty_record", "A record needs a name or an identifier to be linked by.")

    def _check_dates(self) -> None:
        packed = (self.birth_years * 10_000 + self.birth_months * 100 + self.birth_days).astype(np.int64)
        parts = np.stack([self.birth_years, self.birth_months, self.birth_days])
        for at in np.unique(packed, return_index=True)[1]:
            PartialDate(*(part or None for part in parts[:, at].tolist()))

    def __len__(self) -> int:
        return len(self.given_names)

    @classmethod
    def from_records(cls, records: Sequence[PersonRecord]) -> PersonColumns:
        """The same people as columns, in their order."""
        dates = [record.birth_date for record in records]
        found = [(row, one) for row, record in enumerate(records) for one in record.identifiers]
        ids = b"".join(record.opaque_id.bytes for record in records)
        return cls(
            ids=np.frombuffer(ids, dtype=np.uint8).reshape(-1, OPAQUE_ID_BYTES),
            given_names=[record.given_names.strip() for record in records],
            surnames=[record.surnames.strip() for record in records],
            sexes=[record.sex for record in records],
            birth_years=_numbers(date.year for date in dates),
            birth_months=_numbers(date.month for date in dates),
            birth_days=_numbers(date.day for date in dates),
            birth_countries=[record.birth_country for record in records],
            birth_states=[record.birth_state for record in records],
            municipalities=[record.municipality for record in records],
            identifiers=IdentifierColumns(
                np.array([row for row, _ in found], dtype=np.int64),
                [one.kind for _, one in found],
                [one.role for _, one in found],
                [one.value for _, one in found],
            ),
        )


def _numbers(values: Iterable[int | None]) -> Integers:
    return np.array([value or 0 for value in values], dtype=np.int64)
