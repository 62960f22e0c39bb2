"""Version 2 of the encoding: every number that two nodes must share, with where it comes from.

Version 1 sent balanced Bloom filters. Balancing hides little: a column and its complement are found by
their correlation. Version 2 sends odd sketches with keyed noise (docs/linkage.md has the measurements).
"""

from __future__ import annotations

import enum

VERSION = 2
OPAQUE_ID_BYTES = 16
FILTER_BITS = 1024
FILTER_BYTES = FILTER_BITS // 8
FILTER_WORDS = FILTER_BITS // 64
TOKEN_BYTES = 8
HMAC_BYTES = 16  # HMAC-SHA256 truncated to 128 bits: no accidental collisions, half the size

# Bits toggled per feature (bigram of a name, part of a date, whole place). Twice the counts of version 1:
# an odd sketch stays exact for near pairs when it is fuller, and far pairs all look alike.
TOGGLES = {
    "name": 22,  # given names and surnames share a space: people swap them
    "date": 48,
    "sex": 20,
    "country": 20,
    "state": 32,
    "municipality": 28,
}
# Every bit is flipped with chance 2**-NOISE_WORDS, by a keyed noise that differs between records. At
# 1/32 the best F1 at 100,000 x 100,000 fell from 0.9967 to 0.9966, at 1/16 to 0.9965 (seed 11).
NOISE_WORDS = 5


class Known(enum.IntFlag):
    """Which parts of a person a filter was made of; the only thing about it that stands in clear."""

    GIVEN_NAME = 1
    SECOND_GIVEN_NAME = 2
    SURNAME = 4
    SECOND_SURNAME = 8
    BIRTH_YEAR = 16
    BIRTH_DAY = 32  # day and month
    SEX = 64
    STATE = 128
    MUNICIPALITY = 256


ALL_KNOWN = 2 * int(Known.MUNICIPALITY) - 1

# How much agreement on a part tells, in bits: -log2 of the chance that two strangers of the synthetic
# Mexican population agree (collision entropy, rounded down; place parts lowered because state and
# municipality go together).
INFORMATION = {
    Known.GIVEN_NAME: 5.5,
    Known.SECOND_GIVEN_NAME: 4.0,
    Known.SURNAME: 5.0,
    Known.SECOND_SURNAME: 5.0,
    Known.BIRTH_YEAR: 5.0,
    Known.BIRTH_DAY: 8.0,
    Known.SEX: 1.0,
    Known.STATE: 3.5,
    Known.MUNICIPALITY: 3.5,
}
# Below this a filter would point at one person in 30,000 or more: no filter, no tokens, identifiers only.
LEAST_INFORMATION = 15.0


class Pass(enum.IntEnum):
    """What two records have in common when they share a block token; the token's highest four bits."""

    DATE_SURNAME = 1  # day and month in either order, year, first two sounds of the first surname
    DATE_MUNICIPALITY = 2  # the date in either order
    DATE_STATE = 3
    DAY_GIVEN_SURNAME = 4  # day and month in either order, sounds of given name and of one surname
    DAY_SURNAMES = 5  # day and month in either order, sounds of both surnames
    GIVEN_NAMES_SURNAME = 6  # sounds of two given names in either order, of the first surname
    GIVEN_SURNAME_MUNICIPALITY = 7  # sounds of given name and of one surname
    GIVEN_SURNAMES = 8  # sounds of given name and of both surnames in either order
    SURNAMES_MUNICIPALITY = 9


PASS_BITS = 4


def information(known: int) -> float:
    """Bits told by agreement on all these parts."""
    return sum(bits for part, bits in INFORMATION.items() if known & part)
