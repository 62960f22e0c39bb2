"""Many encoded records as columns: what the hub works on, and what `encode` returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.keys import CHECK_BYTES, check_epoch
from latido.engines.linkage.encoding.scheme import (
    ALL_KNOWN,
    FILTER_BYTES,
    HMAC_BYTES,
    OPAQUE_ID_BYTES,
    PASS_BITS,
    TOKEN_BYTES,
    Pass,
)
from latido.engines.linkage.encoding.wire import EncodedRecord
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.records import KINDS, ROLES

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class EncodedFile(Sequence[EncodedRecord]):
    """n encoded records of one epoch; a row reads as an EncodedRecord.

    ids (n, 16) uint8; known (n,) uint16; filters (n, 128) uint8, zeros where there is none; tokens uint64
    and identifier_* (kind and role numbers, (m, 16) hashes) hold all records' values, row i from starts[i]
    to starts[i + 1]. kept: what joins work out once. Raises LinkageError: `truncated_file` when columns do
    not fit together, `duplicate_id`, `bad_encoded_record`.
    """

    epoch: str
    key_check: bytes
    ids: Bytes
    known: npt.NDArray[np.uint16]
    filters: Bytes
    token_starts: Integers
    tokens: npt.NDArray[np.uint64]
    identifier_starts: Integers
    identifier_kinds: Bytes
    identifier_roles: Bytes
    identifier_hashes: Bytes
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        check_epoch(self.epoch)
        if len(self.key_check) != CHECK_BYTES or not self._fits():
            raise LinkageError("truncated_file", "The columns of this encoded file do not fit together.")
        if self._has_double_id():
            raise LinkageError("duplicate_id", "An opaque id stands twice in this file.")
        passes = self.tokens >> np.uint64(8 * TOKEN_BYTES - PASS_BITS)
        if (
            self.known.max(initial=0) > ALL_KNOWN
            or passes.max(initial=1) > max(Pass)
            or passes.min(initial=1) < 1
        ):
            raise LinkageError(
                "bad_encoded_record", "A record of this file has parts or passes unknown here."
            )

    def _fits(self) -> bool:
        n = len(self.known)
        return (
            self.ids.shape == (n, OPAQUE_ID_BYTES)
            and self.filters.shape == (n, FILTER_BYTES)
            and _are_starts(self.token_starts, n, len(self.tokens))
            and _are_starts(self.identifier_starts, n, len(self.identifier_kinds))
            and self.identifier_kinds.shape == self.identifier_roles.shape
            and self.identifier_hashes.shape == (len(self.identifier_kinds), HMAC_BYTES)
            and int(self.identifier_kinds.max(initial=0)) < len(KINDS)
            and int(self.identifier_roles.max(initial=0)) < len(ROLES)
        )

    def _has_double_id(self) -> bool:
        words = np.ascontiguousarray(self.ids).view(np.uint64)
        halves = np.sort(words[:, 0])
        if not (halves[1:] == halves[:-1]).any():  # random ids hardly ever share a half
            return False
        return len(np.unique(words, axis=0)) != len(self)

    @property
    def has_filter(self) -> npt.NDArray[np.bool_]:
        """(n,) whether enough is known of the person to compare them."""
        return np.asarray(self.filters.any(axis=1), dtype=np.bool_)

    @property
    def token_rows(self) -> Integers:
        """The record number of each token."""
        return np.repeat(np.arange(len(self)), np.diff(self.token_starts))

    @property
    def identifier_rows(self) -> Integers:
        """The record number of each identifier."""
        return np.repeat(np.arange(len(self)), np.diff(self.identifier_starts))

    def __len__(self) -> int:
        return len(self.known)

    def __iter__(self) -> Iterator[EncodedRecord]:
        return (self[row] for row in range(len(self)))

    @overload
    def __getitem__(self, row: int) -> EncodedRecord: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[EncodedRecord]: ...
    def __getitem__(self, row: int | slice) -> EncodedRecord | Sequence[EncodedRecord]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        at = range(len(self))[row]
        tokens = self.tokens[self.token_starts[at] : self.token_starts[at + 1]].tolist()
        found = range(int(self.identifier_starts[at]), int(self.identifier_starts[at + 1]))
        return EncodedRecord(
            opaque_id=self.ids[at].tobytes(),
            epoch=self.epoch,
            key_check=self.key_check,
            known=int(self.known[at]),
            filter=self.filters[at].tobytes() if self.filters[at].any() else b"",
            tokens=tuple(token.to_bytes(8, "big") for token in tokens),
            identifiers=tuple(self._identifier(one) for one in found),
        )

    def take(self, rows: Integers) -> EncodedFile:
        """These rows only, in this order; each at most once."""
        tokens, token_starts = _slices(self.token_starts, rows)
        found, identifier_starts = _slices(self.identifier_starts, rows)
        return EncodedFile(
            self.epoch, self.key_check, self.ids[rows], self.known[rows], self.filters[rows],
            token_starts, self.tokens[tokens], identifier_starts, self.identifier_kinds[found],
            self.identifier_roles[found], self.identifier_hashes[found],
        )  # fmt: skip

    def _identifier(self, at: int) -> tuple[str, str, bytes]:
        kind, role = KINDS[self.identifier_kinds[at]], ROLES[self.identifier_roles[at]]
        return kind, role, self.identifier_hashes[at].tobytes()

    @classmethod
    def from_records(cls, records: Sequence[EncodedRecord]) -> EncodedFile:
        """Columns of at least one record, all of the same epoch and key (`mixed_epochs`, `empty_file`)."""
        if isinstance(records, EncodedFile):
            return records
        if not records:
            raise LinkageError("empty_file", "An encoded file has at least one record.")
        if len({(record.epoch, record.key_check) for record in records}) > 1:
            raise LinkageError("mixed_epochs", "These records were made with different epoch keys.")
        identifiers = [one for record in records for one in record.identifiers]
        none = bytes(FILTER_BYTES)
        return cls(
            epoch=records[0].epoch,
            key_check=records[0].key_check,
            ids=_matrix([record.opaque_id for record in records], OPAQUE_ID_BYTES),
            known=np.array([record.known for record in records], dtype=np.uint16),
            filters=_matrix([record.filter or none for record in records], FILTER_BYTES),
            token_starts=_starts([len(record.tokens) for record in records]),
            tokens=_numbers([token for record in records for token in record.tokens]),
            identifier_starts=_starts([len(record.identifiers) for record in records]),
            identifier_kinds=np.array([KINDS.index(kind) for kind, _, _ in identifiers], dtype=np.uint8),
            identifier_roles=np.array([ROLES.index(role) for _, role, _ in identifiers], dtype=np.uint8),
            identifier_hashes=_matrix([value for _, _, value in identifiers], HMAC_BYTES),
        )


def by_id(file: EncodedFile) -> EncodedFile:
    """The same records in the order of their ids; the file itself when they are so already."""
    words = np.ascontiguousarray(file.ids).view(">u8").astype(np.uint64)
    if bool((words[1:, 0] > words[:-1, 0]).all()):
        return file
    return file.take(np.lexsort((words[:, 1], words[:, 0])))


def _slices(starts: Integers, rows: Integers) -> tuple[Integers, Integers]:
    """Positions of the values of these rows, and their new starts."""
    counts = starts[rows + 1] - starts[rows]
    ends = np.cumsum(counts)
    within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
    return np.repeat(starts[rows], counts) + within, np.concatenate([[0], ends]).astype(np.int64)


def _are_starts(starts: Integers, rows: int, values: int) -> bool:
    if starts.shape != (rows + 1,):
        return False
    return int(starts[0]) == 0 and int(starts[-1]) == values and bool((np.diff(starts) >= 0).all())


def _starts(counts: list[int]) -> Integers:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _matrix(values: list[bytes], width: int) -> Bytes:
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(-1, width)


def _numbers(values: list[bytes]) -> npt.NDArray[np.uint64]:
    return np.frombuffer(b"".join(values), dtype=">u8").astype(np.uint64)
