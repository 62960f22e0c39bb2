"""What was not followed because too many records share it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooFrequent:
    """A token or identifier shared by more records than the cap: reported, not followed.

    what: `token` or an identifier's kind; value: as encoded; left, right: how many records of each file
    hold it.
    """

    what: str
    value: bytes
    left: int
    right: int
