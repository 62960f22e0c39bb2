"""The scan finds what is there, in every spelling, before anybody trusts it to find nothing."""

from __future__ import annotations

import base64
import sqlite3

import pytest

from tests.journey.plaintext import scan

NAME = "Ejemplina Ficticia Ñandú"
WRITTEN = {
    "utf-8": NAME.encode(),
    "utf-8, JSON escapes": b"Ejemplina Ficticia \\u00d1and\\u00fa",
    "utf-16": NAME.encode("utf-16"),
    "hex": NAME.encode().hex().encode(),
}


@pytest.mark.parametrize(("spelling", "content"), WRITTEN.items())
def test_each_spelling_is_found_in_a_file(tmp_path, spelling, content):
    (tmp_path / "server.log").write_bytes(b"before " + content + b" after")
    assert spelling in {hit.spelling for hit in scan(tmp_path, [NAME])}


@pytest.mark.parametrize("before", [b"", b"x", b"xx", b"xxx"])
@pytest.mark.parametrize("after", [b"", b"y", b"yy"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_found_at_every_alignment(tmp_path, before, after, encode):
    (tmp_path / "cache").write_bytes(encode(before + NAME.encode() + after))
    assert {hit.spelling for hit in scan(tmp_path, [NAME])} == {"base64"}


def test_a_cell_of_a_database_and_its_write_ahead_log_are_read(tmp_path):
    database = sqlite3.connect(tmp_path / "latido.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE part (body BLOB)")
    database.execute("INSERT INTO part VALUES (?)", [b"\0" * 5000 + NAME.encode()])
    database.commit()
    places = {hit.where for hit in scan(tmp_path, [NAME])}
    database.close()
    assert {"latido.sqlite3, table part", "latido.sqlite3-wal"} <= places


def test_nothing_is_found_where_nothing_is(tmp_path):
    (tmp_path / "server.log").write_bytes(b"Ejemplar")
    assert scan(tmp_path, [NAME]) == []
