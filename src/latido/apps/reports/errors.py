"""What can be wrong with what arrives, each with a stable code."""

from __future__ import annotations


class SubmissionError(ValueError):
    """Something that arrived and cannot be accepted. ``code`` is stable; the web has words for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ReplayError(SubmissionError):
    """A known identifier or receipt with other content than the first time."""

    def __init__(self) -> None:
        super().__init__("replay", "Something else has already arrived under this identifier.")
