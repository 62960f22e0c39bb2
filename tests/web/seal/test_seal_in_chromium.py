"""seal.js in Chromium against RFC 9180, docs/envelope-vectors.json and the vault in Python."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from latido.engines import vault

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[3] / "src/latido/web/static/latido/seal.js"
RECORD = UUID("6f0c2b1e-8a55-4c1d-9d3e-0a4b5c6d7e8f")
CONTENT = {"narrative": "Señal de prueba en la terminal 🚌", "signs": ["S1"], "reply": None, "count": 3}
unhex = bytes.fromhex


def jwk(private, public):
    """A private key as WebCrypto takes it: RFC 7518, 6.2."""
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": vault.to_base64url(public[1:33]),
        "y": vault.to_base64url(public[33:]),
        "d": vault.to_base64url(private),
    }


def jwk_of(pair):
    return jwk(pair.private, pair.public)


def test_rfc_9180_a3_base_mode(seal, vectors):
    vector = {
        name: unhex(value)
        for name, value in vectors["rfc9180_a3"].items()
        if isinstance(value, str) and name != "source"
    }
    ephemeral = jwk(vector["skEm"], vector["pkEm"])
    sealed = seal("hpkeSeal", vector["pkRm"], vector["info"], vector["aad"], vector["pt"], ephemeral)
    assert sealed[:65] == vector["pkEm"]
    assert sealed[65:] == vector["ct"]
    receiver = jwk(vector["skRm"], vector["pkRm"])
    assert seal("hpkeOpen", sealed, receiver, vector["info"], vector["aad"]) == vector["pt"]


def test_hpke_opens_what_cryptography_sealed_and_the_other_way_round(seal, pairs):
    sealed = vault.seal_key(b"from python", pairs[0].public, info=b"info")
    assert seal("hpkeOpen", sealed, jwk_of(pairs[0]), b"info", b"") == b"from python"
    sealed = seal("hpkeSeal", pairs[0].public, b"info", b"", b"from the browser")
    assert vault.open_key(sealed, pairs[0].private, info=b"info") == b"from the browser"


def test_a_fresh_ephemeral_key_each_time(seal, pairs):
    one, two = (seal("hpkeSeal", pairs[0].public, b"", b"", b"same") for _ in range(2))
    assert one[:65] != two[:65]


def test_hpke_refuses_another_info_aad_key_or_point(seal, seal_error, pairs):
    sealed = vault.seal_key(b"secret", pairs[0].public, info=b"info")
    for arguments in (
        (sealed, jwk_of(pairs[0]), b"other", b""),
        (sealed, jwk_of(pairs[0]), b"info", b"other"),
        (sealed, jwk_of(pairs[1]), b"info", b""),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), jwk_of(pairs[0]), b"info", b""),
    ):
        with pytest.raises(seal_error, match="OperationError"):
            seal("hpkeOpen", *arguments)
    with pytest.raises(seal_error, match="DataError"):
        seal("hpkeSeal", b"\x04" + b"\x11" * 64, b"", b"", b"")


def test_key_ids(seal, vectors):
    for key in vectors["keys"].values():
        assert seal("keyId", unhex(key["public"])).hex() == key["id"]


def test_envelope_vectors_open(seal, vectors):
    for vector in vectors["envelopes"]:
        envelope = vault.from_base64url(vector["envelope"])
        for name in vector["recipients"]:
            private, public = (unhex(vectors["keys"][name][half]) for half in ("private", "public"))
            assert seal("openEnvelope", envelope, jwk(private, public), public) == vector["content"]


@pytest.mark.parametrize("kind", list(vault.Kind))
def test_an_envelope_from_the_browser_opens_in_python(seal, pairs, kind):
    recipients = [pair.public for pair in pairs]
    raw = seal("sealEnvelope", CONTENT, int(kind), RECORD.bytes, recipients)
    envelope = vault.parse_envelope(raw)
    assert (envelope.kind, envelope.record_id) == (kind, RECORD)
    assert [name for name, _ in envelope.recipients] == [vault.key_id(public) for public in recipients]
    for pair in pairs:
        assert vault.open_envelope(raw, private=pair.private, public=pair.public) == CONTENT


def test_an_envelope_from_python_opens_in_the_browser(seal, pairs):
    raw = vault.seal_envelope(CONTENT, kind=2, record_id=uuid4(), recipients=[pair.public for pair in pairs])
    for pair in pairs:
        assert seal("openEnvelope", raw, jwk_of(pair), pair.public) == CONTENT


@pytest.mark.parametrize("filler", [0, 1015, 1016, 1017, 2040, 65528])
def test_both_sides_pad_alike(seal, pairs, filler):
    content = {"t": "x" * filler}
    ours = vault.seal_envelope(content, kind=1, record_id=RECORD, recipients=[pairs[0].public])
    theirs = seal("sealEnvelope", content, 1, RECORD.bytes, [pairs[0].public])
    assert len(theirs) == len(ours)
    pair = pairs[0]
    assert vault.open_envelope(theirs, private=pair.private, public=pair.public) == content


def test_too_large_a_content_is_refused_before_sealing(seal, seal_error, pairs):
    with pytest.raises(seal_error, match="content_too_large"):
        seal("sealEnvelope", {"t": "x" * (vault.MAX_CONTENT_BYTES - 7)}, 1, RECORD.bytes, [pairs[0].public])


def test_any_changed_byte_is_noticed(seal, seal_error, pairs):
    raw = vault.seal_envelope(
        CONTENT, kind=1, record_id=RECORD, recipients=[pairs[0].public, pairs[1].public]
    )
    others_seal = range(20 + 121 + 8, 20 + 242)
    for position in (*range(20), *range(20, len(raw), 37)):
        if position in others_seal:
            continue
        changed = bytearray(raw)
        changed[position] ^= 0x41
        with pytest.raises(seal_error):
            seal("openEnvelope", bytes(changed), jwk_of(pairs[0]), pairs[0].public)
    for cut in (0, 1, 19, 20, 141, 262, 290, len(raw) - 1):
        with pytest.raises(seal_error):
            seal("openEnvelope", raw[:cut], jwk_of(pairs[0]), pairs[0].public)


def test_a_stranger_is_told_so(seal, seal_error, pairs):
    raw = vault.seal_envelope(CONTENT, kind=1, record_id=RECORD, recipients=[pairs[0].public])
    with pytest.raises(seal_error, match="not_a_recipient"):
        seal("openEnvelope", raw, jwk_of(pairs[1]), pairs[1].public)


def test_half_a_surrogate_pair_does_not_cost_the_report(seal, json_text, pairs):
    cut_emoji = json_text('{"t": "bus \\ud83d"}')
    raw = seal("sealEnvelope", cut_emoji, 1, RECORD.bytes, [pairs[0].public])
    opened = vault.open_envelope(raw, private=pairs[0].private, public=pairs[0].public)
    assert opened == {"t": "bus \ufffd"}


def test_each_refused_change_of_the_vectors_is_refused_here_too(seal, seal_error, vectors):
    first = vectors["envelopes"][0]
    raw = vault.from_base64url(first["envelope"])
    private, public = (unhex(vectors["keys"][first["recipients"][0]][half]) for half in ("private", "public"))
    for change in vectors["refused"]["changes"]:
        at, new = change.get("at", len(raw)), unhex(change.get("bytes", change.get("append", "")))
        kept = raw[: len(raw) - change.get("drop_last", 0)]
        changed = kept[:at] + new + kept[at + len(new) :]
        assert changed != raw
        with pytest.raises(seal_error):
            seal("openEnvelope", changed, jwk(private, public), public)


def test_receipts(seal, seal_error, vectors):
    vector = vectors["receipt"]
    expected = {"wrapKey": unhex(vector["wrap_key"]), "lookupId": unhex(vector["lookup_id"])}
    for text in (vector["text"], *vector["also_read"]):
        assert seal("receiptKeys", text) == expected
    for refused in vector["refused"]:
        with pytest.raises(seal_error, match=refused["code"]):
            seal("receiptKeys", refused["text"])


def test_new_receipts_differ_and_read_the_same_on_both_sides(seal):
    made = {seal("newReceipt") for _ in range(20)}
    assert len(made) == 20
    for text in made:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", text)
    text = made.pop()
    receipt = vault.read_receipt(text)
    assert seal("receiptKeys", text) == {
        "wrapKey": vault.receipt_wrap_key(receipt),
        "lookupId": vault.receipt_lookup_id(receipt),
    }


def test_a_reporter_key_wrapped_in_the_browser_opens_in_python(seal):
    reporter, text = seal("newReporter"), seal("newReceipt")
    wrapped = seal("wrapReporterKey", reporter, text)
    private = vault.unwrap_reporter_key(wrapped, reporter["point"], vault.read_receipt(text))
    assert vault.KeyPair(private, reporter["point"]).public == reporter["point"]
    assert reporter["privateJwk"] == jwk(private, reporter["point"])
    assert seal("unwrapReporterKey", wrapped, reporter["point"], text) == reporter["privateJwk"]


def test_a_reporter_key_wrapped_in_python_opens_an_answer_in_the_browser(seal, seal_error, vectors):
    vector = vectors["reporter"]
    public = unhex(vectors["keys"]["reporter"]["public"])
    private = seal("unwrapReporterKey", unhex(vector["wrapped"]), public, vector["receipt"])
    assert private == jwk(unhex(vectors["keys"]["reporter"]["private"]), public)
    answer = vault.seal_envelope({"text": "Gracias"}, kind=2, record_id=RECORD, recipients=[public])
    assert seal("openEnvelope", answer, private, public) == {"text": "Gracias"}
    with pytest.raises(seal_error, match="OperationError"):
        seal("unwrapReporterKey", unhex(vector["wrapped"]), public, "0" * 16)


def test_base64url_agrees(seal):
    for raw in (b"", b"\xff", b"\xfb\xff", bytes(range(256))):
        assert seal("toBase64url", raw) == vault.to_base64url(raw)
        assert seal("fromBase64url", vault.to_base64url(raw)) == raw


def test_the_script_stays_small():
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 130
