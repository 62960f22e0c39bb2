import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines import vault

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
receipts = st.binary(min_size=10, max_size=10)


def slow_text(receipt):
    bits = "".join(f"{byte:08b}" for byte in receipt)
    signs = [SIGNS[int(bits[start : start + 5], 2)] for start in range(0, 80, 5)]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8, 12))


@given(receipt=receipts)
def test_a_receipt_is_written_as_the_slow_way_writes_it(receipt):
    text = vault.write_receipt(receipt)
    assert text == slow_text(receipt)
    assert vault.read_receipt(text) == receipt


@given(receipt=receipts, data=st.data())
def test_reading_forgives_how_it_was_typed(receipt, data):
    typed = ""
    for sign in vault.write_receipt(receipt):
        spellings = {"0": "0oO", "1": "1iIlL", "-": ["-", " ", "", " - ", "–", "\t"]}.get(
            sign, [sign, sign.lower()]
        )
        typed += data.draw(st.sampled_from(list(spellings)))
    assert vault.read_receipt(f" {typed}\n") == receipt


def test_new_receipts_differ_and_look_like_receipts():
    made = {vault.new_receipt() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(rf"([{SIGNS}]{{4}}-){{3}}[{SIGNS}]{{4}}", text) for text in made)


@pytest.mark.parametrize("sign", ["U", "u", "*", "ñ", "é", "١", "ß"])
def test_signs_no_receipt_has_are_refused(sign):
    with pytest.raises(vault.ReceiptError) as refusal:
        vault.read_receipt("0123-4567-89AB-CDE" + sign)
    assert refusal.value.code == "receipt_characters"


@pytest.mark.parametrize("text", ["", "----", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEFG"])
def test_receipts_of_another_length_are_refused(text):
    with pytest.raises(vault.ReceiptError) as refusal:
        vault.read_receipt(text)
    assert refusal.value.code == "receipt_length"


@pytest.mark.parametrize("size", [0, 9, 11])
def test_every_use_wants_the_ten_bytes(size):
    for use in (vault.write_receipt, vault.receipt_wrap_key, vault.receipt_lookup_id):
        with pytest.raises(vault.ReceiptError) as refusal:
            use(bytes(size))
        assert refusal.value.code == "receipt_length"


@given(one=receipts, two=receipts)
def test_the_two_values_of_a_receipt_tell_nothing_of_each_other(one, two):
    assert len(vault.receipt_wrap_key(one)) == 32
    assert len(vault.receipt_lookup_id(one)) == 16
    assert vault.receipt_lookup_id(one) not in vault.receipt_wrap_key(one)
    assert (vault.receipt_lookup_id(one) == vault.receipt_lookup_id(two)) is (one == two)


def test_a_reporter_key_opens_with_its_receipt_and_point(pairs):
    reporter, other, _ = pairs
    receipt = vault.read_receipt(vault.new_receipt())
    wrapped = vault.wrap_reporter_key(reporter.private, reporter.public, receipt)
    assert len(wrapped) == 61
    assert vault.unwrap_reporter_key(wrapped, reporter.public, receipt) == reporter.private
    for point, typed in ((reporter.public, bytes(10)), (other.public, receipt)):
        with pytest.raises(vault.OpeningError):
            vault.unwrap_reporter_key(wrapped, point, typed)


def test_a_wrapped_key_of_another_pair_is_refused(pairs):
    reporter, other, _ = pairs
    receipt = bytes(10)
    wrapped = vault.wrap_reporter_key(other.private, reporter.public, receipt)
    with pytest.raises(vault.OpeningError) as refusal:
        vault.unwrap_reporter_key(wrapped, reporter.public, receipt)
    assert refusal.value.code == "reporter_key"
