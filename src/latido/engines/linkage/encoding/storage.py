"""An encoded file on disk: one line of JSON, the columns one after the other, a BLAKE2b hash of it all."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.scheme import FILTER_BYTES, HMAC_BYTES, OPAQUE_ID_BYTES, VERSION
from latido.engines.linkage.errors import LinkageError

FORMAT = "latido encoded file"
_COLUMNS: dict[str, tuple[str, int]] = {
    "ids": ("<u1", OPAQUE_ID_BYTES),
    "known": ("<u2", 1),
    "filters": ("<u1", FILTER_BYTES),
    "token_starts": ("<i8", 1),
    "tokens": ("<u8", 1),
    "identifier_starts": ("<i8", 1),
    "identifier_kinds": ("<u1", 1),
    "identifier_roles": ("<u1", 1),
    "identifier_hashes": ("<u1", HMAC_BYTES),
}


def write_encoded(file: EncodedFile, path: Path) -> None:
    """Write the file; it stands at `path` whole or not at all."""
    counts = {name: len(getattr(file, name)) for name in _COLUMNS}
    head = {"format": FORMAT, "version": VERSION, "epoch": file.epoch, "counts": counts,
            "key_check": base64.b64encode(file.key_check).decode()}  # fmt: skip
    digest = hashlib.blake2b()
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as stream:
        line = json.dumps(head).encode() + b"\n"
        parts: list[bytes | memoryview] = [line]
        parts += [_raw(getattr(file, name), kind) for name, (kind, _) in _COLUMNS.items()]
        for part in parts:
            digest.update(part)
            stream.write(part)
        stream.write(digest.digest())
    unfinished.replace(path)


def read_encoded(path: Path) -> EncodedFile:
    """The file that `write_encoded` wrote. Raises LinkageError: `no_encoded_file`, `unknown_version`,
    `truncated_file` (also for a changed byte), and what `EncodedFile` refuses."""
    with path.open("rb") as stream:
        line = stream.readline(10_000)
        head = _head(line)
        digest = hashlib.blake2b(line)
        columns: dict[str, npt.NDArray[Any]] = {}
        for name, (kind, width) in _COLUMNS.items():
            column = np.fromfile(stream, dtype=kind, count=head["counts"][name] * width)
            digest.update(_raw(column, kind))
            columns[name] = column.reshape(-1, width) if width > 1 and len(column) % width == 0 else column
        if stream.read() != digest.digest():
            raise LinkageError(
                "truncated_file", "This encoded file is cut short or was changed: send it again."
            )
    return EncodedFile(head["epoch"], base64.b64decode(head["key_check"]), **columns)


def _raw(column: npt.NDArray[Any], kind: str) -> memoryview:
    return np.ascontiguousarray(column, dtype=kind).reshape(-1).view(np.uint8).data


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise LinkageError("no_encoded_file", "This is no encoded file.")
    if head.get("version") != VERSION:
        raise LinkageError("unknown_version", f"This hub reads version {VERSION} of encoded files.")
    counts = head.get("counts")
    whole = isinstance(counts, dict) and all(type(counts.get(name)) is int for name in _COLUMNS)
    if not whole or not isinstance(head.get("key_check"), str) or not isinstance(head.get("epoch"), str):
        raise LinkageError("no_encoded_file", "The first line of this encoded file is not whole.")
    return head
