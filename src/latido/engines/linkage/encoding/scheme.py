"""Version 1 of the encoding: every number that two nodes must share, with where it comes from.

Sizes and counts of positions were measured on synthetic Mexican files with heavy corruption
(docs/linkage.md): filters of 1,024 bits filled to about 37 %, balanced to 2,048 bits, ranked by Hamming
distance, gave an F1 of 0.9935 at 10,000 x 10,000.
"""

from __future__ import annotations

import enum

VERSION = 1
OPAQUE_ID_BYTES = 16
INNER_BITS = 1024
FILTER_BYTES = 2 * INNER_BITS // 8  # balanced: the inner filter and its complement, permuted
TOKEN_BYTES = 8
HMAC_BYTES = 16  # HMAC-SHA256 truncated to 128 bits: no accidental collisions, half the size

# Positions set per feature (bigram of a name, part of a date, whole place).
POSITIONS = {
    "given": 10,
    "surname": 12,
    "date": 24,
    "sex": 10,
    "country": 10,
    "state": 16,
    "municipality": 14,
}


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


def information(known: int) -> float:
    """Bits told by agreement on all these parts."""
    return sum(bits for part, bits in INFORMATION.items() if known & part)
