"""From clear records to encoded ones, at the node that holds the epoch key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from latido.engines.linkage.encoding.features import Integers, feature_columns
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.filters import record_filters
from latido.engines.linkage.encoding.identifiers import hashed_identifiers
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.scheme import OPAQUE_ID_BYTES
from latido.engines.linkage.encoding.tokens import block_tokens
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.records import Identifier, PersonRecord


def encode(
    records: Sequence[PersonRecord], key: EpochKey, *, harmless: Collection[Identifier] = ()
) -> EncodedFile:
    """Encode at least one record; all or nothing. The rows keep the order of the records.

    Identifiers of role `help` and those in `harmless` (shelters, hotlines, consulates, terminals; any
    role) are left out. A record that says too little about a person gets no filter and no tokens, only its
    identifiers. Keeps no key, name or bigram after it returns. Raises LinkageError: `empty_file`,
    `duplicate_id`.
    """
    if not records:
        raise LinkageError("empty_file", "An encoded file has at least one record.")
    columns = feature_columns(records)
    token_rows, tokens = block_tokens(columns, key)
    identifier_rows, kinds, roles, hashes = hashed_identifiers(records, key, harmless)
    ids = b"".join(record.opaque_id.bytes for record in records)
    return EncodedFile(
        epoch=key.epoch,
        key_check=key.check_value(),
        ids=np.frombuffer(ids, dtype=np.uint8).reshape(-1, OPAQUE_ID_BYTES),
        known=columns.known,
        filters=record_filters(columns, key),
        token_starts=_starts(token_rows, len(records)),
        tokens=tokens,
        identifier_starts=_starts(identifier_rows, len(records)),
        identifier_kinds=kinds,
        identifier_roles=roles,
        identifier_hashes=hashes,
    )


def _starts(rows: Integers, n: int) -> Integers:
    return np.searchsorted(rows, np.arange(n + 1)).astype(np.int64)
