"""The linkage key of an epoch, in a file beside the other secrets (mode 0600), never in the database."""

from __future__ import annotations

import base64
import binascii
import json
import os

from latido import secret_files
from latido.engines.linkage import EpochKey, LinkageError

FORMAT = 1


class EpochKeyError(ValueError):
    """The epoch's key file is missing, damaged, or would be overwritten; the message says what to do."""


def load(epoch: str) -> EpochKey | None:
    """The key of this epoch; None when it is not installed. Raises ``EpochKeyError`` for a damaged file."""
    try:
        return parse(secret_files.read(secret_files.epoch_file(epoch)).decode(), epoch)
    except secret_files.MissingSecretError:
        return None


def parse(text: str, epoch: str) -> EpochKey:
    """A key file's text as a key of ``epoch``. Raises ``EpochKeyError``."""
    try:
        values = json.loads(text)
        key = EpochKey(base64.b64decode(values["key"], validate=True), values["epoch"])
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise EpochKeyError(
            "This is no epoch key file. Ask the node that made it for a fresh copy."
        ) from error
    if key.epoch != epoch:
        raise EpochKeyError(f"This file holds the key of epoch {key.epoch}, not of {epoch}.")
    return key


def new(epoch: str) -> EpochKey:
    """A fresh key from the system's random source. Raises ``EpochKeyError`` for an impossible name."""
    try:
        return EpochKey(os.urandom(32), epoch)
    except LinkageError as error:
        raise EpochKeyError(str(error)) from error


def install(key: EpochKey) -> None:
    """Write the key file; the same key again changes nothing, another one is refused."""
    existing = load(key.epoch)
    if existing == key:
        return
    if existing is not None:
        raise EpochKeyError(
            f"Epoch {key.epoch} already has another key here. Remove its file first if it was a mistake."
        )
    values = {"format": FORMAT, "epoch": key.epoch, "key": base64.b64encode(key.secret).decode()}
    folder = secret_files.directory()
    secret_files.write(folder, secret_files.epoch_file(key.epoch), json.dumps(values).encode())


def check_value(key: EpochKey) -> str:
    """What two holders compare by telephone: it tells the right key and opens nothing."""
    return key.check_value().hex()
