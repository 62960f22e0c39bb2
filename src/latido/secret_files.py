"""The files of ``LATIDO_SECRETS_DIR``: keys that never stand in the database or its backup.

Every file has mode 0600. ``create_missing`` makes what a fresh installation needs and leaves
existing files alone, so that running it twice changes nothing.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

DJANGO_SECRET = "django-secret-key"  # noqa: S105 - a file's name
RECEIPT_PEPPER = "receipt-pepper"
PERSON_CODE_KEY = "person-code-key"
SECOND_FACTOR_KEY = "second-factor-key"
NODE_SIGNING_KEY = "node-signing-key.json"

RANDOM_FILES = (DJANGO_SECRET, RECEIPT_PEPPER, PERSON_CODE_KEY, SECOND_FACTOR_KEY)
SECRET_LENGTH = 32
"""Bytes; the strength of the keys they are used as (AES-256, HMAC-SHA-256)."""


class MissingSecretError(RuntimeError):
    """A secret file is not there; the message says which and how to make it."""


def directory() -> Path:
    from django.conf import settings

    return Path(settings.LATIDO_SECRETS_DIR)


def write(folder: Path, name: str, data: bytes) -> None:
    """Write ``data`` to a new file of mode 0600; an existing file is never overwritten."""
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def create_missing(folder: Path) -> list[str]:
    """Make the random secrets and the node's signing key that ``folder`` lacks; return their names."""
    from joserfc.jwk import OKPKey

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for name in RANDOM_FILES:
        if not (folder / name).exists():
            write(folder, name, secrets.token_hex(SECRET_LENGTH).encode())
            made.append(name)
    if not (folder / NODE_SIGNING_KEY).exists():
        key = OKPKey.generate_key("Ed25519")
        write(folder, NODE_SIGNING_KEY, json.dumps(key.as_dict(private=True)).encode())
        made.append(NODE_SIGNING_KEY)
    return made


def read_from(folder: Path, name: str) -> bytes:
    """The bytes of a secret: random secrets decoded from hexadecimal, others as they are."""
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        raise MissingSecretError(
            f"The secret file {name} is missing from {folder}. Run: latido setup secrets"
        ) from None
    return bytes.fromhex(data.decode()) if name in RANDOM_FILES else data


def read(name: str) -> bytes:
    """The bytes of a secret of this installation; raises ``MissingSecretError``."""
    return read_from(directory(), name)


def epoch_file(epoch: str) -> str:
    """Name of the file with the linkage key that the nodes share in ``epoch``."""
    return f"epoch-{epoch}.json"
