from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines import vault

PLACE = {"part_id": uuid4(), "kind": "identities", "entry_id": uuid4(), "version": 1}
KEYS = {"content_key": vault.new_content_key(), "shred_key": vault.new_content_key()}


@given(plaintext=st.binary(max_size=2000), version=st.integers(1, 2**32 - 1))
def test_an_entry_opens_with_both_keys_in_its_place(plaintext, version):
    place = PLACE | {"version": version}
    sealed = vault.seal_entry(plaintext, **KEYS, **place)
    assert len(sealed) == 1 + 12 + len(plaintext) + 16
    assert vault.open_entry(sealed, **KEYS, **place) == plaintext


@pytest.mark.parametrize("lost", ["content_key", "shred_key"])
def test_one_key_alone_opens_nothing(lost):
    sealed = vault.seal_entry(b"Persona Ficticia", **KEYS, **PLACE)
    with pytest.raises(vault.OpeningError):
        vault.open_entry(sealed, **KEYS | {lost: vault.new_content_key()}, **PLACE)


def test_the_keys_cannot_change_roles():
    sealed = vault.seal_entry(b"Persona Ficticia", **KEYS, **PLACE)
    swapped = {"content_key": KEYS["shred_key"], "shred_key": KEYS["content_key"]}
    with pytest.raises(vault.OpeningError):
        vault.open_entry(sealed, **swapped, **PLACE)


@pytest.mark.parametrize(
    "moved", [{"part_id": uuid4()}, {"kind": "contact"}, {"entry_id": uuid4()}, {"version": 2}]
)
def test_an_entry_opens_in_no_other_place(moved):
    sealed = vault.seal_entry(b"Persona Ficticia", **KEYS, **PLACE)
    with pytest.raises(vault.OpeningError):
        vault.open_entry(sealed, **KEYS, **PLACE | moved)


@given(bit=st.integers(0, (1 + 12 + 16 + 16) * 8 - 1))
def test_any_flipped_bit_is_noticed(bit):
    sealed = bytearray(vault.seal_entry(b"Persona Ficticia", **KEYS, **PLACE))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(vault.OpeningError):
        vault.open_entry(bytes(sealed), **KEYS, **PLACE)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"kind": ""}, "part"),
        ({"kind": "niñez"}, "part"),
        ({"kind": "x" * 256}, "part"),
        ({"version": 0}, "content_version"),
        ({"version": 2**32}, "content_version"),
        ({"content_key": bytes(31)}, "symmetric_key"),
        ({"shred_key": bytes(33)}, "symmetric_key"),
    ],
)
def test_places_and_keys_that_cannot_be_are_refused(bad, code):
    with pytest.raises(vault.KeyMaterialError) as refusal:
        vault.seal_entry(b"", **KEYS | PLACE | bad)
    assert refusal.value.code == code


def test_a_grant_opens_for_its_part_and_team_only(pairs):
    part_id, key = uuid4(), vault.new_content_key()
    sealed = vault.seal_for_grant(key, pairs[0].public, part_id=part_id)
    assert vault.open_from_grant(sealed, pairs[0].private, part_id=part_id) == key
    for private, part in ((pairs[1].private, part_id), (pairs[0].private, uuid4())):
        with pytest.raises(vault.OpeningError):
            vault.open_from_grant(sealed, private, part_id=part)


def test_a_team_key_opens_for_its_team_and_member_only(pairs):
    team, member, other = pairs
    team_id = uuid4()
    sealed = vault.seal_team_key(team.private, member.public, team_id=team_id)
    assert vault.open_team_key(sealed, member.private, team_id=team_id) == team.private
    for private, identifier in ((other.private, team_id), (member.private, uuid4())):
        with pytest.raises(vault.OpeningError):
            vault.open_team_key(sealed, private, team_id=identifier)


def test_a_rotation_keeps_the_old_key_readable(pairs):
    old, new, other = pairs
    sealed = vault.seal_rotation(old.private, new.public)
    assert vault.open_rotation(sealed, new.private) == old.private
    with pytest.raises(vault.OpeningError):
        vault.open_rotation(sealed, other.private)


def test_a_key_sealed_for_one_reason_opens_for_no_other(pairs):
    identifier = uuid4()
    team_key = vault.seal_team_key(pairs[0].private, pairs[1].public, team_id=identifier)
    with pytest.raises(vault.OpeningError):
        vault.open_from_grant(team_key, pairs[1].private, part_id=identifier)
    with pytest.raises(vault.OpeningError):
        vault.open_rotation(team_key, pairs[1].private)
