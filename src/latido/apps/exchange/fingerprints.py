"""Public keys as people handle them: read from a file or text, compared by telephone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

SHOWN_BYTES = 10
"""80 bits of the thumbprint: out of reach for somebody who makes keys until one looks alike."""


class BadKeyError(ValueError):
    """This is not the public key of a node; the message says what to do."""


def read_public_jwk(text: str) -> dict[str, str]:
    """The public key in a file of this name or in the text itself. Raises ``BadKeyError``."""
    path = Path(text)
    raw = text if text.lstrip().startswith("{") else _contents(path)
    try:
        values = json.loads(raw)
        if "d" in values:
            raise BadKeyError("This file holds a private key. Ask for the output of: latido node key --json")
        public = OKPKey.import_key(values).as_dict(private=False)
    except (JoseError, ValueError, TypeError) as error:
        if isinstance(error, BadKeyError):
            raise
        raise BadKeyError("This is no public key. Ask for the output of: latido node key --json") from error
    if public.get("crv") != "Ed25519":
        raise BadKeyError("A node signs with Ed25519; this key is of another kind.")
    return {name: str(public[name]) for name in ("kty", "crv", "x")}


def _contents(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as error:
        raise BadKeyError(f"The key file {path} cannot be read.") from error


def fingerprint(public_jwk: Mapping[str, Any]) -> str:
    """Five groups of four signs: the first 80 bits of the JWK thumbprint (RFC 7638, SHA-256)."""
    members = {name: public_jwk[name] for name in ("crv", "kty", "x")}
    canonical = json.dumps(members, sort_keys=True, separators=(",", ":"))
    text = hashlib.sha256(canonical.encode()).hexdigest()[: 2 * SHOWN_BYTES]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
