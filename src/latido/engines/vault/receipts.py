"""Receipts: 80 random bits that lead a reporter back to the answer and unwrap the reporter's key."""

import os

from latido.engines.vault.errors import OpeningError, ReceiptError
from latido.engines.vault.keys import PRIVATE_BYTES, load_public, public_point
from latido.engines.vault.wrapping import derive, unwrap, wrap

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
VALUES = {sign: value for value, sign in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
HYPHENS = "-‐‑‒–—−"  # what keyboards and word processors make of a hyphen
RECEIPT_BYTES = 10
RECEIPT_SIGNS = 16
GROUP = 4
WRAP_LABEL = b"latido receipt wrap v1"
LOOKUP_LABEL = b"latido receipt lookup v1"
LOOKUP_BYTES = 16
REPORTER = b"latido reporter v1\x00"


def new_receipt() -> str:
    """A fresh receipt: 16 signs of Crockford base32 in four groups, such as "7K3M-0QXZ-R2VB-N9TD"."""
    return write_receipt(os.urandom(RECEIPT_BYTES))


def write_receipt(receipt: bytes) -> str:
    """The 10 bytes of a receipt as a person reads them."""
    if len(receipt) != RECEIPT_BYTES:
        raise ReceiptError("receipt_length", "A receipt is 10 bytes.")
    number = int.from_bytes(receipt, "big")
    signs = [ALPHABET[number >> 5 * place & 31] for place in reversed(range(RECEIPT_SIGNS))]
    return "-".join("".join(signs[start : start + GROUP]) for start in range(0, RECEIPT_SIGNS, GROUP))


def read_receipt(text: str) -> bytes:
    """The 10 bytes of a typed receipt: case, spaces and hyphens do not matter, O reads as 0, I and L as 1.

    Raises ReceiptError with code "receipt_characters" or "receipt_length".
    """
    signs = [sign.upper() for sign in text if not sign.isspace() and sign not in HYPHENS]
    if not all(sign in VALUES for sign in signs):
        raise ReceiptError("receipt_characters", "The receipt contains a sign that no receipt has.")
    if len(signs) != RECEIPT_SIGNS:
        raise ReceiptError("receipt_length", "A receipt has 16 letters and digits.")
    number = 0
    for sign in signs:
        number = number << 5 | VALUES[sign]
    return number.to_bytes(RECEIPT_BYTES, "big")


def receipt_wrap_key(receipt: bytes) -> bytes:
    """The 32-byte key that wraps the reporter's private key; it never leaves the reporter's side."""
    return derive(_checked(receipt), salt=b"", info=WRAP_LABEL)


def receipt_lookup_id(receipt: bytes) -> bytes:
    """The 16 bytes by which the server finds the report; the server keeps only a keyed hash of them."""
    return derive(_checked(receipt), salt=b"", info=LOOKUP_LABEL, length=LOOKUP_BYTES)


def wrap_reporter_key(private: bytes, public: bytes, receipt: bytes) -> bytes:
    """Wrap the reporter's private key under the receipt's 10 bytes, bound to the public point (61 bytes)."""
    load_public(public)
    return wrap(private, receipt_wrap_key(receipt), aad=REPORTER + public)


def unwrap_reporter_key(wrapped: bytes, public: bytes, receipt: bytes) -> bytes:
    """The reporter's private scalar. Raises OpeningError for another receipt or public point."""
    private = unwrap(wrapped, receipt_wrap_key(receipt), aad=REPORTER + public)
    if len(private) != PRIVATE_BYTES or public_point(private) != public:
        raise OpeningError("reporter_key", "The wrapped key is not the private half of this public key.")
    return private


def _checked(receipt: bytes) -> bytes:
    if len(receipt) != RECEIPT_BYTES:
        raise ReceiptError("receipt_length", "A receipt is 10 bytes; read the typed text first.")
    return receipt
