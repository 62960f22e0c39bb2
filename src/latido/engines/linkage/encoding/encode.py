"""From clear records to encoded ones, at the node that holds the epoch key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from latido.engines.linkage.encoding.columns import Integers, PersonColumns
from latido.engines.linkage.encoding.features import features
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.identifiers import hashed_identifiers
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.sketches import record_filters
from latido.engines.linkage.encoding.tokens import block_tokens
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.records import Identifier, PersonRecord


def encode(
    records: Sequence[PersonRecord] | PersonColumns, key: EpochKey, *, harmless: Collection[Identifier] = ()
) -> EncodedFile:
    """Encode at least one record; all or nothing. The rows keep the order of the records.

    Columns are many times faster than records when there are a hundred thousand. Identifiers of role
    `help` and those in `harmless` (shelters, hotlines, consulates, terminals; any role) are left out. A
    record that says too little about a person gets no filter and no tokens, only its identifiers. Keeps no
    key, name or bigram after it returns. Raises LinkageError: `empty_file`, `duplicate_id`.
    """
    if not len(records):
        raise LinkageError("empty_file", "An encoded file has at least one record.")
    people = records if isinstance(records, PersonColumns) else PersonColumns.from_records(records)
    of_people = features(people)
    token_rows, tokens = block_tokens(of_people, key)
    identifier_rows, kinds, roles, hashes = hashed_identifiers(people.identifiers, key, harmless)
    return EncodedFile(
        epoch=key.epoch,
        key_check=key.check_value(),
        ids=people.ids,
        known=of_people.known,
        filters=record_filters(of_people, people.ids, key),
        token_starts=_starts(token_rows, len(people)),
        tokens=tokens,
        identifier_starts=_starts(identifier_rows, len(people)),
        identifier_kinds=kinds,
        identifier_roles=roles,
        identifier_hashes=hashes,
    )


def _starts(rows: Integers, n: int) -> Integers:
    return np.searchsorted(rows, np.arange(n + 1)).astype(np.int64)
