import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from latido.engines import vault
from latido.engines.vault.binding import binding

sys.path.insert(0, str(Path(__file__).parent))
from plain_reader import read_envelope

RECORD = UUID("6f0c2b1e-8a55-4c1d-9d3e-0a4b5c6d7e8f")
BLOCK = 8 + 113
ALICE, BEATRIZ, CARMEN = (vault.new_key_pair() for _ in range(3))
EVERYBODY = [ALICE.public, BEATRIZ.public, CARMEN.public]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
contents = st.dictionaries(st.text(max_size=10), json_values, max_size=5)


def sealed(content=None, *, kind=1, recipients=EVERYBODY):
    return vault.seal_envelope(
        content if content is not None else {"narrative": "Señal de prueba"},
        kind=kind,
        record_id=RECORD,
        recipients=recipients,
    )


def opened_by(pair, raw):
    return vault.open_envelope(raw, private=pair.private, public=pair.public)


@given(content=contents, kind=st.sampled_from(list(vault.Kind)), record_id=st.uuids())
def test_each_recipient_reads_what_the_plain_reader_reads(content, kind, record_id):
    raw = vault.seal_envelope(content, kind=kind, record_id=record_id, recipients=EVERYBODY)
    for position, pair in enumerate((ALICE, BEATRIZ, CARMEN)):
        assert opened_by(pair, raw) == content
        assert read_envelope(raw, pair.private, position) == (kind, record_id, content)


def test_two_seals_of_one_content_share_nothing_but_the_header():
    one, two = vault.parse_envelope(sealed()), vault.parse_envelope(sealed())
    assert one.nonce != two.nonce
    assert one.ciphertext != two.ciphertext
    assert set(one.recipients).isdisjoint(two.recipients)


def test_a_stranger_is_told_so(stranger):
    with pytest.raises(vault.OpeningError) as refusal:
        opened_by(stranger, sealed())
    assert refusal.value.code == "not_a_recipient"


def test_the_wrong_private_key_does_not_open(stranger):
    with pytest.raises(vault.OpeningError) as refusal:
        vault.open_envelope(sealed(), private=stranger.private, public=ALICE.public)
    assert refusal.value.code == "sealed_key"


def test_parsing_and_writing_again_changes_nothing():
    raw = sealed(kind=vault.Kind.ANSWER)
    envelope = vault.parse_envelope(raw)
    assert envelope.to_bytes() == raw
    assert envelope.header + envelope.nonce + envelope.ciphertext == raw
    assert (envelope.kind, envelope.record_id) == (vault.Kind.ANSWER, RECORD)
    assert [name for name, _ in envelope.recipients] == [vault.key_id(public) for public in EVERYBODY]
    assert opened_by(BEATRIZ, envelope) == {"narrative": "Señal de prueba"}


def test_a_withheld_key_is_not_needed_by_the_others():
    raw = sealed({"n": 1})
    shared, keys = vault.split_envelope(raw)
    withheld = keys.pop(vault.key_id(CARMEN.public))
    assert withheld not in shared
    for pair in (ALICE, BEATRIZ):
        key = keys[vault.key_id(pair.public)]
        assert vault.open_shared(shared, key, private=pair.private, public=pair.public) == {"n": 1}
    with pytest.raises(vault.OpeningError) as refusal:
        vault.open_shared(
            shared, keys[vault.key_id(ALICE.public)], private=CARMEN.private, public=CARMEN.public
        )
    assert refusal.value.code == "sealed_key"
    later = vault.open_shared(
        vault.parse_shared(shared), withheld, private=CARMEN.private, public=CARMEN.public
    )
    assert later == {"n": 1}


def test_a_split_envelope_joins_only_with_all_its_keys():
    raw = sealed()
    shared, keys = vault.split_envelope(raw)
    assert vault.join_envelope(shared, dict(reversed(keys.items()))) == raw
    keys.pop(vault.key_id(CARMEN.public))
    with pytest.raises(vault.EnvelopeError) as refusal:
        vault.join_envelope(shared, keys)
    assert refusal.value.code == "recipients"


def test_the_shared_part_is_no_stranger_s_to_open(stranger):
    shared, keys = vault.split_envelope(sealed())
    with pytest.raises(vault.OpeningError) as refusal:
        vault.open_shared(
            shared,
            keys[vault.key_id(ALICE.public)],
            private=stranger.private,
            public=stranger.public,
        )
    assert refusal.value.code == "not_a_recipient"


@pytest.mark.parametrize(
    ("start", "stop"),
    [(2, 3), (3, 19), (20, 28), (20 + BLOCK, 28 + BLOCK), (-40, -16), (20 + 3 * BLOCK, 32 + 3 * BLOCK)],
    ids=["kind", "record", "own id", "other id", "content", "nonce"],
)
def test_nothing_moves_to_another_place(start, stop):
    """Bytes of a second, valid envelope never open inside the first."""
    one = sealed({"n": 1})
    two = vault.seal_envelope(
        {"n": 2}, kind=3, record_id=uuid4(), recipients=[BEATRIZ.public, CARMEN.public, ALICE.public]
    )
    moved = bytearray(one)
    moved[start:stop] = two[start:stop]
    assert bytes(moved) != one
    with pytest.raises((vault.OpeningError, vault.EnvelopeError)):
        opened_by(ALICE, bytes(moved))


def test_recipients_cannot_change_places():
    raw = sealed(recipients=[ALICE.public, BEATRIZ.public])
    swapped = raw[:20] + raw[20 + BLOCK : 20 + 2 * BLOCK] + raw[20 : 20 + BLOCK] + raw[20 + 2 * BLOCK :]
    with pytest.raises(vault.OpeningError) as refusal:
        opened_by(ALICE, swapped)
    assert refusal.value.code == "content"


FLIPPED = sealed({"n": 1}, recipients=[ALICE.public, BEATRIZ.public])
OTHER_SEAL = range(28 + BLOCK, 28 + BLOCK + 113)


@given(bit=st.integers(0, len(FLIPPED) * 8 - 1))
@example(bit=0)
@example(bit=20 * 8)
@example(bit=len(FLIPPED) * 8 - 1)
def test_any_flipped_bit_is_noticed_by_whom_it_concerns(bit):
    flipped = bytearray(FLIPPED)
    flipped[bit // 8] ^= 1 << bit % 8
    concerned = BEATRIZ if bit // 8 in OTHER_SEAL else ALICE
    with pytest.raises((vault.OpeningError, vault.EnvelopeError)):
        opened_by(concerned, bytes(flipped))


def test_a_broken_seal_of_another_recipient_does_not_blind_the_first():
    broken = bytearray(FLIPPED)
    broken[OTHER_SEAL[-1]] ^= 1
    assert opened_by(ALICE, bytes(broken)) == {"n": 1}


@given(raw=st.binary(max_size=3000))
@example(raw=b"")
def test_noise_is_never_an_envelope(raw):
    with pytest.raises(vault.EnvelopeError):
        vault.parse_envelope(raw)
    with pytest.raises(vault.EnvelopeError):
        vault.parse_shared(raw)


@given(cut=st.integers(0, len(FLIPPED) - 1))
def test_a_cut_envelope_is_refused(cut):
    with pytest.raises(vault.EnvelopeError) as refusal:
        vault.parse_envelope(FLIPPED[:cut])
    assert refusal.value.code == "length"


KNOWN_CODES = {"length", "version", "suite", "kind", "recipients", "duplicate_recipient", "point"}


def reading(raw):
    """The bytes as written back after parsing, or the code of the refusal."""
    try:
        return vault.parse_envelope(raw).to_bytes()
    except vault.EnvelopeError as error:
        return error.code


@given(start=st.integers(0, len(FLIPPED)), noise=st.binary(max_size=200))
def test_a_damaged_envelope_parses_to_itself_or_is_refused(start, noise):
    damaged = FLIPPED[:start] + noise + FLIPPED[start + len(noise) :]
    assert reading(damaged) in KNOWN_CODES | {damaged}


@pytest.mark.parametrize("kind", [0, 6, 255])
def test_unknown_kinds_are_not_sealed(kind):
    with pytest.raises(vault.EnvelopeError) as refusal:
        sealed(kind=kind)
    assert refusal.value.code == "kind"


def test_too_few_too_many_or_double_recipients_are_not_sealed():
    many = [vault.new_key_pair().public for _ in range(17)]
    assert len(vault.parse_envelope(sealed(recipients=many[:16])).recipients) == 16
    for recipients, code in (
        ([], "recipients"),
        (many, "recipients"),
        ([ALICE.public, ALICE.public], "duplicate_recipient"),
    ):
        with pytest.raises(vault.EnvelopeError) as refusal:
            sealed(recipients=recipients)
        assert refusal.value.code == code


def test_a_point_off_the_curve_is_no_recipient():
    with pytest.raises(vault.KeyMaterialError) as refusal:
        sealed(recipients=[b"\x04" + b"\x11" * 64])
    assert refusal.value.code == "public_key"


def test_the_largest_envelope_is_as_large_as_the_constant_says():
    many = [vault.new_key_pair().public for _ in range(16)]
    filler = "x" * (vault.MAX_CONTENT_BYTES - len('{"t":""}'))
    raw = sealed({"t": filler}, recipients=many)
    assert len(raw) == vault.MAX_ENVELOPE_BYTES
    assert vault.parse_envelope(raw).to_bytes() == raw
    with pytest.raises(vault.EnvelopeError) as refusal:
        vault.parse_envelope(raw + bytes(1024))
    assert refusal.value.code == "length"


def test_values_refuse_to_be_built_wrong():
    envelope = vault.parse_envelope(FLIPPED)
    shared = envelope.shared
    for change, code in (
        ({"kind": 9}, "kind"),
        ({"key_ids": (b"short",)}, "length"),
        ({"nonce": bytes(11)}, "length"),
        ({"ciphertext": bytes(16)}, "length"),
        ({"ciphertext": bytes(65 * 1024 + 16)}, "length"),
    ):
        fields = {name: getattr(shared, name) for name in shared.__slots__} | change
        with pytest.raises(vault.EnvelopeError) as refusal:
            vault.SharedPart(**fields)
        assert refusal.value.code == code
    for keys, code in (
        (envelope.sealed_keys[:1], "recipients"),
        ((b"", b""), "length"),
        ((bytes(113), bytes(113)), "point"),
    ):
        with pytest.raises(vault.EnvelopeError) as refusal:
            vault.Envelope(shared, keys)
        assert refusal.value.code == code


def test_a_sealed_key_that_is_no_content_key_is_refused():
    """HPKE of 31 bytes under the right info: the server cannot make it, a hostile sender can."""
    shared, _ = vault.split_envelope(FLIPPED)
    info = binding(kind=1, record_id=RECORD)
    with pytest.raises(vault.OpeningError) as refusal:
        vault.open_shared(
            shared,
            vault.seal_key(bytes(31), ALICE.public, info=info),
            private=ALICE.private,
            public=ALICE.public,
        )
    assert refusal.value.code == "sealed_key"
