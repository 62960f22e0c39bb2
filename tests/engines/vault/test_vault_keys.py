import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines import vault

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_key_pairs_are_fresh_and_belong_together():
    one, two = vault.new_key_pair(), vault.new_key_pair()
    assert one != two
    assert (len(one.private), len(one.public)) == (32, 65)
    assert vault.public_point(one.private) == one.public


def test_a_key_pair_does_not_show_its_private_half():
    pair = vault.new_key_pair()
    assert repr(pair.public) in repr(pair)
    assert repr(pair.private) not in repr(pair)
    assert "private" not in repr(pair)


def test_halves_of_two_pairs_are_refused(pairs):
    with pytest.raises(vault.KeyMaterialError) as refusal:
        vault.KeyPair(pairs[0].private, pairs[1].public)
    assert refusal.value.code == "key_mismatch"


@pytest.mark.parametrize(
    "private", [b"", bytes(31), bytes(32), bytes(33), b"\xff" * 32, ORDER.to_bytes(32, "big")]
)
def test_scalars_out_of_range_are_refused(private):
    with pytest.raises(vault.KeyMaterialError) as refusal:
        vault.public_point(private)
    assert refusal.value.code == "private_key"


def test_the_smallest_and_largest_scalar_are_keys():
    for number in (1, ORDER - 1):
        private = number.to_bytes(32, "big")
        assert vault.KeyPair(private, vault.public_point(private)).private == private


@pytest.mark.parametrize("public", [b"", bytes(65), b"\x04" + b"\x01" * 64, b"\x02" + bytes(32), bytes(66)])
def test_what_is_no_point_is_refused(public):
    for use in (vault.key_id, lambda point: vault.seal_key(b"secret", point, info=b"")):
        with pytest.raises(vault.KeyMaterialError) as refusal:
            use(public)
        assert refusal.value.code == "public_key"


@given(secret=st.binary(max_size=200), info=st.binary(max_size=60), other=st.binary(max_size=60))
def test_a_sealed_key_opens_with_its_key_and_info_only(pairs, secret, info, other):
    sealed = vault.seal_key(secret, pairs[0].public, info=info)
    assert len(sealed) == 65 + len(secret) + 16
    assert vault.open_key(sealed, pairs[0].private, info=info) == secret
    with pytest.raises(vault.OpeningError):
        vault.open_key(sealed, pairs[1].private, info=info)
    if other != info:
        with pytest.raises(vault.OpeningError):
            vault.open_key(sealed, pairs[0].private, info=other)


@given(sealed=st.binary(max_size=150))
def test_noise_does_not_open(pairs, sealed):
    with pytest.raises(vault.OpeningError) as refusal:
        vault.open_key(sealed, pairs[0].private, info=b"")
    assert refusal.value.code == "sealed_key"


def test_every_error_is_a_vault_error_and_a_value_error():
    for kind in (vault.KeyMaterialError, vault.OpeningError, vault.EnvelopeError, vault.ReceiptError):
        assert issubclass(kind, vault.VaultError)
    assert issubclass(vault.VaultError, ValueError)


def test_the_listed_surface_is_there():
    assert sorted(vault.__all__, key=str.lower) == sorted(set(vault.__all__), key=str.lower)
    assert all(hasattr(vault, name) for name in vault.__all__)
