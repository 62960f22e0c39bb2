"""Sealed boxes, wrapped keys, receipts: standards only, specified in docs/envelope.md.

All keys, points and sealed values are `bytes`; identifiers are `uuid.UUID`. A private key is a raw 32-byte
scalar of P-256, a public key its uncompressed point of 65 bytes. Every error is a VaultError with a `code`.
"""

from latido.engines.vault.content import MAX_CONTENT_BYTES
from latido.engines.vault.envelopes import (
    MAX_ENVELOPE_BYTES,
    MAX_RECIPIENTS,
    Envelope,
    Kind,
    SharedPart,
    join_envelope,
    parse_envelope,
    parse_shared,
    split_envelope,
)
from latido.engines.vault.errors import (
    EnvelopeError,
    KeyMaterialError,
    OpeningError,
    ReceiptError,
    VaultError,
)
from latido.engines.vault.keys import KeyPair, key_id, new_key_pair, open_key, public_point, seal_key
from latido.engines.vault.parts import open_entry, seal_entry
from latido.engines.vault.passwords import (
    DEFAULT_PARAMETERS,
    PasswordParameters,
    needs_upgrade,
    unwrap_with_password,
    wrap_with_password,
)
from latido.engines.vault.posting import open_envelope, open_shared, seal_envelope
from latido.engines.vault.receipts import (
    new_receipt,
    read_receipt,
    receipt_lookup_id,
    receipt_wrap_key,
    unwrap_reporter_key,
    wrap_reporter_key,
    write_receipt,
)
from latido.engines.vault.sealing import (
    open_from_grant,
    open_rotation,
    open_team_key,
    seal_for_grant,
    seal_rotation,
    seal_team_key,
)
from latido.engines.vault.transport import from_base64url, to_base64url
from latido.engines.vault.wrapping import new_content_key, unwrap, wrap

__all__ = [
    "DEFAULT_PARAMETERS",
    "MAX_CONTENT_BYTES",
    "MAX_ENVELOPE_BYTES",
    "MAX_RECIPIENTS",
    "Envelope",
    "EnvelopeError",
    "KeyMaterialError",
    "KeyPair",
    "Kind",
    "OpeningError",
    "PasswordParameters",
    "ReceiptError",
    "SharedPart",
    "VaultError",
    "from_base64url",
    "join_envelope",
    "key_id",
    "needs_upgrade",
    "new_content_key",
    "new_key_pair",
    "new_receipt",
    "open_entry",
    "open_envelope",
    "open_from_grant",
    "open_key",
    "open_rotation",
    "open_shared",
    "open_team_key",
    "parse_envelope",
    "parse_shared",
    "public_point",
    "read_receipt",
    "receipt_lookup_id",
    "receipt_wrap_key",
    "seal_entry",
    "seal_envelope",
    "seal_for_grant",
    "seal_key",
    "seal_rotation",
    "seal_team_key",
    "split_envelope",
    "to_base64url",
    "unwrap",
    "unwrap_reporter_key",
    "unwrap_with_password",
    "wrap",
    "wrap_reporter_key",
    "wrap_with_password",
    "write_receipt",
]
