"""Links between the cases of nodes that may not pool them.

At the node: `encode(records, key)` turns `PersonRecord`s into an `EncodedFile` without names. At the hub,
which has no key: `link(left, right)` answers `CandidateLink`s with their evidence. A link is a question to
two officers, never a fact about a person; encoded records are not anonymous (docs/linkage.md has the
threat model).
"""

from latido.engines.linkage.answers import CandidateLink, Evidence, LinkResult
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.encoding import (
    EncodedFile,
    EncodedRecord,
    EpochKey,
    IdentifierColumns,
    Known,
    PersonColumns,
    encode,
)
from latido.engines.linkage.encoding.storage import read_encoded, write_encoded
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.evaluation import Quality, quality
from latido.engines.linkage.linking import link
from latido.engines.linkage.records import KINDS, ROLES, SEXES, Identifier, PersonRecord
from latido.engines.linkage.settings import LinkSettings
from latido.engines.linkage.standardisation import PartialDate, parse_date

__all__ = [
    "KINDS",
    "ROLES",
    "SEXES",
    "CandidateLink",
    "EncodedFile",
    "EncodedRecord",
    "EpochKey",
    "Evidence",
    "Identifier",
    "IdentifierColumns",
    "Known",
    "LinkResult",
    "LinkSettings",
    "LinkageError",
    "PartialDate",
    "PersonColumns",
    "PersonRecord",
    "Quality",
    "TooFrequent",
    "encode",
    "link",
    "parse_date",
    "quality",
    "read_encoded",
    "write_encoded",
]
