"""Identifiers of one role that two files share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import Integers, pair_numbers
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.blocking.shared_values import Words, shared_values
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.records import KINDS, ROLES, Kind, Role


@dataclass(frozen=True, slots=True, eq=False)
class IdentifierColumns:
    """The identifiers of one role and kind in one file: record numbers and (m, 2) words of hash."""

    rows: Integers
    keys: Words


def identifier_columns(file: EncodedFile, kind: Kind, role: Role) -> IdentifierColumns:
    """The identifiers of this kind and role."""
    chosen = (file.identifier_kinds == KINDS.index(kind)) & (file.identifier_roles == ROLES.index(role))
    hashes = np.ascontiguousarray(file.identifier_hashes[chosen])
    return IdentifierColumns(file.identifier_rows[chosen], hashes.view(np.uint64).reshape(-1, 2))


@dataclass(frozen=True, slots=True, eq=False)
class PersonAgreement:
    """For one kind of the persons' own identifiers: which pairs agree, which records have one at all."""

    kind: Kind
    pairs: Integers
    on_left: npt.NDArray[np.bool_]
    on_right: npt.NDArray[np.bool_]
    too_frequent: tuple[TooFrequent, ...]


def person_kinds(left: EncodedFile, right: EncodedFile) -> tuple[Kind, ...]:
    """The kinds of which somebody has one of their own."""
    return tuple(
        kind
        for kind in KINDS
        if any(len(identifier_columns(one, kind, "person").rows) for one in (left, right))
    )


def person_agreements(
    left: EncodedFile, right: EncodedFile, kinds: tuple[Kind, ...], cap: int
) -> tuple[PersonAgreement, ...]:
    """Agreement on identifiers of role `person`, one entry for each of these kinds."""
    found = []
    for kind in kinds:
        mine, theirs = identifier_columns(left, kind, "person"), identifier_columns(right, kind, "person")
        found.append(_agreement(kind, mine, theirs, (len(left), len(right)), cap))
    return tuple(found)


def _agreement(
    kind: Kind, mine: IdentifierColumns, theirs: IdentifierColumns, sizes: tuple[int, int], cap: int
) -> PersonAgreement:
    shared = shared_values(mine.keys, mine.rows, theirs.keys, theirs.rows, cap=cap, both=True)
    return PersonAgreement(
        kind=kind,
        pairs=pair_numbers(shared.left, shared.right, sizes[1]),
        on_left=_mask(mine.rows, sizes[0]),
        on_right=_mask(theirs.rows, sizes[1]),
        too_frequent=frequent_identifiers(kind, mine, shared.frequent),
    )


def frequent_identifiers(
    kind: Kind, columns: IdentifierColumns, found: tuple[tuple[int, int, int], ...]
) -> tuple[TooFrequent, ...]:
    """Reports of values over the cap, by value."""
    reports = (TooFrequent(kind, columns.keys[at].tobytes(), left, right) for at, left, right in found)
    return tuple(sorted(reports, key=lambda one: one.value))


def _mask(rows: Integers, size: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return mask
