"""A search for readable text in everything that installations leave on disk.

Every file is read as raw bytes (databases, write-ahead logs, logs, caches, temporary files), and every cell
of every SQLite database is read once more, because a text can lie across two pages of the file.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SQLITE_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True)
class Hit:
    """A text that somebody with the disk could read, where, and in which spelling."""

    text: str
    spelling: str
    where: str


def spellings(text: str) -> dict[str, list[bytes]]:
    """A text as it could stand on a disk: name of the spelling -> byte strings to look for."""
    raw = text.encode()
    return {
        "utf-8": [raw],
        "utf-8, JSON escapes": [text.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")],
        "utf-16": [text.encode("utf-16-le"), text.encode("utf-16-be")],
        "hex": [raw.hex().encode(), raw.hex().upper().encode()],
        "base64": _base64_cores(raw),
    }


def _base64_cores(raw: bytes) -> list[bytes]:
    """The middle of the text's base64 at each of the three alignments, in both alphabets."""
    cores = []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        core = encoded[(shift * 8 + 5) // 6 :].rstrip(b"=")
        core = core[:-1] if (shift + len(raw)) % 3 else core
        cores += [core, core.replace(b"+", b"-").replace(b"/", b"_")]
    return cores


def scan(folder: Path, texts: Iterable[str]) -> list[Hit]:
    """Every readable appearance of ``texts`` below ``folder``."""
    wanted = [
        (text, spelling, needle)
        for text in texts
        for spelling, needles in spellings(text).items()
        for needle in needles
    ]
    hits = set()
    for where, content in _contents(folder):
        for text, spelling, needle in wanted:
            if needle in content:
                hits.add(Hit(text, spelling, where))
    return sorted(hits, key=lambda hit: (hit.text, hit.spelling, hit.where))


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            yield str(path.relative_to(folder)), content
            if content.startswith(SQLITE_HEADER):
                yield from _cells(path, str(path.relative_to(folder)))


def _cells(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, str | bytes):
                        content = cell.encode("utf-8", "surrogatepass") if isinstance(cell, str) else cell
                        yield f"{name}, table {table}", content
