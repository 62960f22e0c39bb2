"""What the engine refuses."""

from __future__ import annotations


class DisclosureError(ValueError):
    """Records, a table or a publication that cannot be used. `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
