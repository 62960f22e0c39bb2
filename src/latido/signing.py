"""The node's signature: JSON statements as JWS (RFC 7515) under Ed25519 (RFC 8037, RFC 9864)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from latido import secret_files

ALGORITHM = "Ed25519"


class SignatureError(ValueError):
    """The statement was not signed by this key, or was changed since."""


def own_key() -> OKPKey:
    """This installation's signing key; raises ``MissingSecretError``."""
    return OKPKey.import_key(json.loads(secret_files.read(secret_files.NODE_SIGNING_KEY)))


def own_public_jwk() -> dict[str, Any]:
    """The public half, as others pin it."""
    return dict(own_key().as_dict(private=False))


def sign(statement: Mapping[str, Any]) -> str:
    """A compact JWS of the statement (sorted keys, UTF-8)."""
    payload = json.dumps(dict(statement), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return jws.serialize_compact({"alg": ALGORITHM}, payload, own_key(), algorithms=[ALGORITHM])


def verify(token: str | bytes, public_jwk: Mapping[str, Any]) -> dict[str, Any]:
    """The statement that the holder of ``public_jwk`` signed. Raises ``SignatureError``."""
    try:
        key = OKPKey.import_key(dict(public_jwk))
        payload = jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload
        statement = json.loads(payload)
    except (JoseError, ValueError, TypeError) as error:
        raise SignatureError("The signature does not belong to this statement and key.") from error
    if not isinstance(statement, dict):
        raise SignatureError("A signed statement is a JSON object.")
    return statement
