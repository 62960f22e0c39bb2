"""docs/envelope-vectors.json as Python sees it; tests/web/seal shows the same in Chromium."""

from uuid import UUID

import pytest
from cryptography.hazmat.bindings._rust import openssl

from latido.engines import vault
from latido.engines.vault.binding import binding
from latido.engines.vault.keys import SUITE, load_private
from latido.engines.vault.wrapping import derive

unhex = bytes.fromhex


def test_rfc_9180_a3_opens(vectors):
    vector = vectors["rfc9180_a3"]
    # The public API has no AAD, which the vector needs; nothing outside this test does.
    opened = openssl.hpke._decrypt_with_aad(
        SUITE,
        unhex(vector["pkEm"] + vector["ct"]),
        load_private(unhex(vector["skRm"])),
        unhex(vector["info"]),
        unhex(vector["aad"]),
    )
    assert opened == unhex(vector["pt"])


def test_public_points_of_the_rfc(vectors):
    vector = vectors["rfc9180_a3"]
    assert vault.public_point(unhex(vector["skRm"])).hex() == vector["pkRm"]
    assert vault.public_point(unhex(vector["skEm"])).hex() == vector["pkEm"]


def test_keys(vectors):
    for key in vectors["keys"].values():
        assert vault.public_point(unhex(key["private"])).hex() == key["public"]
        assert vault.key_id(unhex(key["public"])).hex() == key["id"]


def test_bindings(vectors):
    for vector in vectors["bindings"]:
        built = binding(
            kind=vector["kind"],
            record_id=UUID(vector["record_id"]),
            part=vector["part"],
            content_version=vector["content_version"],
        )
        assert built.hex() == vector["binding"]


def test_envelopes_open_for_each_recipient(vectors):
    for vector in vectors["envelopes"]:
        raw = vault.from_base64url(vector["envelope"])
        for name in vector["recipients"]:
            key = vectors["keys"][name]
            opened = vault.open_envelope(raw, private=unhex(key["private"]), public=unhex(key["public"]))
            assert opened == vector["content"]


def test_envelopes_are_read_as_specified(vectors):
    for vector in vectors["envelopes"]:
        envelope = vault.parse_envelope(vault.from_base64url(vector["envelope"]))
        assert (envelope.kind, envelope.record_id) == (vector["kind"], UUID(vector["record_id"]))
        assert [name.hex() for name, _ in envelope.recipients] == [
            vectors["keys"][name]["id"] for name in vector["recipients"]
        ]
        assert envelope.shared.aad.hex() == vector["aad"]
        assert vault.to_base64url(envelope.shared.to_bytes()) == vector["shared"]
        assert len(envelope.ciphertext) == -(-vector["content_bytes"] // 1024) * 1024 + 16


def test_each_refused_change_has_its_code(vectors):
    raw = vault.from_base64url(vectors["envelopes"][0]["envelope"])
    for change in vectors["refused"]["changes"]:
        with pytest.raises(vault.EnvelopeError) as refusal:
            vault.parse_envelope(changed(raw, change))
        assert refusal.value.code == change["code"], change


def changed(raw, change):
    if "append" in change:
        return raw + unhex(change["append"])
    if "drop_last" in change:
        return raw[: -change["drop_last"]]
    new = unhex(change["bytes"])
    return raw[: change["at"]] + new + raw[change["at"] + len(new) :]


def test_grant_team_key_and_rotation(vectors):
    keys, grant, team, rotation = (vectors[name] for name in ("keys", "grant", "team_key", "rotation"))
    assert (
        vault.open_from_grant(
            unhex(grant["sealed"]), unhex(keys[grant["team"]]["private"]), part_id=UUID(grant["part_id"])
        ).hex()
        == grant["content_key"]
    )
    assert (
        vault.open_team_key(
            unhex(team["sealed"]), unhex(keys[team["member"]]["private"]), team_id=UUID(team["team_id"])
        ).hex()
        == keys[team["team"]]["private"]
    )
    opened = vault.open_rotation(unhex(rotation["sealed"]), unhex(keys[rotation["new"]]["private"]))
    assert opened.hex() == keys[rotation["old"]]["private"]


def test_entry(vectors):
    entry = vectors["entry"]
    joined = unhex(entry["content_key"] + entry["shred_key"])
    part_id = UUID(entry["part_id"])
    assert derive(joined, salt=part_id.bytes, info=b"latido part v1").hex() == entry["entry_key"]
    opened = vault.open_entry(
        unhex(entry["sealed"]),
        content_key=joined[:32],
        shred_key=joined[32:],
        part_id=part_id,
        kind=entry["kind"],
        entry_id=UUID(entry["entry_id"]),
        version=entry["version"],
    )
    assert opened.decode() == entry["plaintext"]


def test_wrapped_secrets(vectors):
    plain, locked = vectors["wrapped"], vectors["password"]
    assert (
        vault.unwrap(unhex(plain["wrapped"]), unhex(plain["key"]), aad=unhex(plain["aad"])).hex()
        == (plain["secret"])
    )
    opened = vault.unwrap_with_password(
        unhex(locked["wrapped"]), locked["password"], aad=unhex(locked["aad"])
    )
    assert opened.hex() == locked["secret"]


def test_receipt(vectors):
    vector = vectors["receipt"]
    receipt = unhex(vector["bytes"])
    assert vault.write_receipt(receipt) == vector["text"]
    assert [vault.read_receipt(text) for text in [vector["text"], *vector["also_read"]]] == [receipt] * 4
    assert vault.receipt_wrap_key(receipt).hex() == vector["wrap_key"]
    assert vault.receipt_lookup_id(receipt).hex() == vector["lookup_id"]
    for refused in vector["refused"]:
        with pytest.raises(vault.ReceiptError) as refusal:
            vault.read_receipt(refused["text"])
        assert refusal.value.code == refused["code"]


def test_reporter_key(vectors):
    vector = vectors["reporter"]
    key = vectors["keys"][vector["reporter"]]
    receipt = vault.read_receipt(vector["receipt"])
    opened = vault.unwrap_reporter_key(unhex(vector["wrapped"]), unhex(key["public"]), receipt)
    assert opened.hex() == key["private"]
