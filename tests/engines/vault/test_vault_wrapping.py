import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines import vault

WEAK = vault.PasswordParameters(memory_kib=8, iterations=1, lanes=1)
KEY = vault.new_content_key()


@given(secret=st.binary(max_size=200), aad=st.binary(max_size=40))
def test_a_wrapped_secret_opens_with_its_key(secret, aad):
    wrapped = vault.wrap(secret, KEY, aad=aad)
    assert len(wrapped) == 1 + 12 + len(secret) + 16
    assert vault.unwrap(wrapped, KEY, aad=aad) == secret
    for key, label in ((vault.new_content_key(), aad), (KEY, aad + b"x")):
        with pytest.raises(vault.OpeningError) as refusal:
            vault.unwrap(wrapped, key, aad=label)
        assert refusal.value.code == "content"


def test_the_same_secret_is_never_wrapped_the_same():
    assert vault.wrap(b"secret", KEY, aad=b"") != vault.wrap(b"secret", KEY, aad=b"")


@pytest.mark.parametrize("wrapped", [b"", b"\x01" + bytes(27), b"\x02" + bytes(60)])
def test_other_formats_are_refused(wrapped):
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap(wrapped, KEY, aad=b"")
    assert refusal.value.code == "wrapped_format"


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_keys_of_another_size_are_refused(size):
    with pytest.raises(vault.KeyMaterialError) as refusal:
        vault.wrap(b"secret", bytes(size), aad=b"")
    assert refusal.value.code == "symmetric_key"


def locked(password="contraseña", parameters=WEAK):
    return vault.wrap_with_password(b"scalar", password, aad=b"member", parameters=parameters)


def test_a_password_opens_what_it_wrapped():
    assert vault.unwrap_with_password(locked(), "contraseña", aad=b"member") == b"scalar"


@pytest.mark.parametrize(
    ("password", "aad"), [("contrasena", b"member"), ("", b"member"), ("contraseña", b"x")]
)
def test_a_wrong_password_or_place_does_not(password, aad):
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap_with_password(locked(), password, aad=aad)
    assert refusal.value.code == "content"


def test_keyboards_agree_on_accents():
    decomposed = unicodedata.normalize("NFD", "contraseña")
    assert decomposed != "contraseña"
    assert vault.unwrap_with_password(locked(decomposed), "contraseña", aad=b"member") == b"scalar"


def test_a_password_that_is_no_text_is_only_wrong():
    with pytest.raises(vault.OpeningError):
        vault.unwrap_with_password(locked(), "\ud800", aad=b"member")


def test_two_wraps_share_neither_salt_nor_nonce():
    one, two = locked(), locked()
    assert one[:10] == two[:10]
    assert one[10:26] != two[10:26]
    assert one[26:38] != two[26:38]


@given(bit=st.integers(10 * 8, (26 + 12 + 6 + 16) * 8 - 1))
def test_any_flipped_bit_after_the_parameters_is_noticed(bit):
    changed = bytearray(locked())
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(vault.OpeningError):
        vault.unwrap_with_password(bytes(changed), "contraseña", aad=b"member")


@pytest.mark.parametrize(
    ("at", "value"),
    [(0, 2), (1, 255), (4, 7), (5, 255), (8, 0), (9, 0), (9, 17)],
    ids=["version", "4 GiB", "too little memory", "too many", "no iteration", "no lane", "too many lanes"],
)
def test_parameters_out_of_range_cost_nothing(at, value):
    changed = bytearray(locked())
    changed[at] = value
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap_with_password(bytes(changed), "contraseña", aad=b"member")
    assert refusal.value.code == "wrapped_format"


def test_cheaper_parameters_are_noticed_as_a_change():
    """Someone who writes to the database cannot make the key cheaper to guess without breaking it."""
    changed = bytearray(locked(parameters=vault.PasswordParameters(16, 1, 1)))
    changed[4] = 8
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap_with_password(bytes(changed), "contraseña", aad=b"member")
    assert refusal.value.code == "content"


@pytest.mark.parametrize("cut", [0, 1, 26, 53])
def test_a_cut_wrap_is_refused(cut):
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap_with_password(locked()[:cut], "contraseña", aad=b"member")
    assert refusal.value.code == "wrapped_format"


def test_the_default_is_the_second_option_of_rfc_9106():
    assert vault.PasswordParameters(65536, 3, 4) == vault.DEFAULT_PARAMETERS


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [((8, 1, 1), False), ((16, 1, 1), True), ((8, 2, 1), True), ((65536, 3, 4), True), ((16, 1, 2), True)],
)
def test_an_upgrade_is_needed_when_a_guess_is_too_cheap(wanted, answer):
    assert vault.needs_upgrade(locked(), vault.PasswordParameters(*wanted)) is answer


def test_more_lanes_are_no_upgrade():
    wrapped = locked(parameters=vault.PasswordParameters(16, 1, 1))
    assert vault.needs_upgrade(wrapped, vault.PasswordParameters(16, 1, 2)) is False


@pytest.mark.parametrize("bad", [(7, 1, 1), (8, 0, 1), (8, 33, 1), (8, 1, 0), (8, 1, 2), (2**21, 1, 1)])
def test_parameters_refuse_to_be_built_wrong(bad):
    with pytest.raises(vault.KeyMaterialError) as refusal:
        vault.PasswordParameters(*bad)
    assert refusal.value.code == "password_parameters"


@given(raw=st.binary(max_size=100))
def test_base64url_comes_back(raw):
    text = vault.to_base64url(raw)
    assert "=" not in text
    assert vault.from_base64url(text) == raw


@pytest.mark.parametrize("text", ["A", "AA==", "AA\n", "A A", "A+", "A/", "AB", "ñá", "AAAAA"])
def test_other_spellings_are_refused(text):
    with pytest.raises(vault.EnvelopeError) as refusal:
        vault.from_base64url(text)
    assert refusal.value.code == "base64url"
