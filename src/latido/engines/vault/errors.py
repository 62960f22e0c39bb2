"""What can go wrong in the vault, each with a stable code that a caller may translate."""


class VaultError(ValueError):
    """Base of every error of the vault; `code` is stable, the message is for developers and logs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class KeyMaterialError(VaultError):
    """A key, identifier or parameter that cannot be used: wrong length, not on the curve, out of range."""


class OpeningError(VaultError):
    """Sealed bytes that do not open: wrong key, wrong place, or changed since they were sealed."""


class EnvelopeError(VaultError):
    """Bytes that are not an envelope, or content that cannot go into one."""


class ReceiptError(VaultError):
    """A receipt that was not typed completely or contains a sign that no receipt has."""
