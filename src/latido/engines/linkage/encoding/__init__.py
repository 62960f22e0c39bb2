"""At the node: keyed filters, block tokens and identifier hashes instead of names."""

from latido.engines.linkage.encoding.columns import IdentifierColumns, PersonColumns
from latido.engines.linkage.encoding.encode import encode
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.scheme import Known
from latido.engines.linkage.encoding.wire import EncodedRecord

__all__ = [
    "EncodedFile",
    "EncodedRecord",
    "EpochKey",
    "IdentifierColumns",
    "Known",
    "PersonColumns",
    "encode",
]
