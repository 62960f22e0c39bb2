"""Standardised people as columns of small whole numbers, one dictionary of words a call.

Nothing here outlives the call that made it: the dictionaries are locals of `encode`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.scheme import LEAST_INFORMATION, Known, information
from latido.engines.linkage.records import PersonRecord
from latido.engines.linkage.standardisation.names import (
    phonetic_code,
    standardise_given_names,
    standardise_place,
    standardise_surnames,
)

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]


@dataclass(slots=True)
class FeatureColumns:
    """For n records: (record, feature) pairs for the filters, and the parts that block tokens are made of.

    features: texts "space|feature", each once. rows, codes: parallel, record number and feature number.
    known: n flags (`Known`). comparable: n booleans, whether there is enough for a filter.
    given, surname, second_surname: n phonetic codes of four letters in 32 bits, 0 when missing.
    year, month, day: n numbers, 0 when missing.
    """

    features: list[str]
    rows: Integers
    codes: Integers
    known: npt.NDArray[np.uint16]
    comparable: npt.NDArray[np.bool_]
    given: Words
    surname: Words
    second_surname: Words
    year: Integers
    month: Integers
    day: Integers


@dataclass(slots=True)
class _Dictionary:
    """Features and words met in this call, each worked out once."""

    features: dict[str, int] = field(default_factory=dict)
    words: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    sounds: dict[str, int] = field(default_factory=dict)
    given: dict[str, tuple[str, ...]] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def code(self, feature: str) -> int:
        return self.features.setdefault(feature, len(self.features))

    def bigrams(self, space: str, word: str) -> list[int]:
        found = self.words.get((space, word))
        if found is None:
            padded = f"_{word}_"
            grams = dict.fromkeys(padded[i : i + 2] for i in range(len(padded) - 1))
            found = self.words[space, word] = [self.code(f"{space}|{gram}") for gram in grams]
        return found

    def sound(self, word: str) -> int:
        found = self.sounds.get(word)
        if found is None:
            letters = phonetic_code(word).encode().ljust(4, b"\0")
            found = self.sounds[word] = int.from_bytes(letters, "big")
        return found

    def given_names(self, text: str) -> tuple[str, ...]:
        found = self.given.get(text)
        if found is None:
            found = self.given[text] = standardise_given_names(text)
        return found

    def surname_words(self, text: str) -> tuple[str, ...]:
        found = self.surnames.get(text)
        if found is None:
            found = self.surnames[text] = standardise_surnames(text)
        return found


def feature_columns(records: Sequence[PersonRecord]) -> FeatureColumns:
    """Columns of these records, in their order."""
    dictionary = _Dictionary()
    parts = np.zeros((7, len(records)), dtype=np.int64)
    codes: list[int] = []
    counts = np.zeros(len(records), dtype=np.int64)
    for row, record in enumerate(records):
        before = len(codes)
        codes.extend(_record_features(record, dictionary, parts[:, row]))
        counts[row] = len(codes) - before
    known = parts[6].astype(np.uint16)
    return FeatureColumns(
        features=list(dictionary.features),
        rows=np.repeat(np.arange(len(records)), counts),
        codes=np.array(codes, dtype=np.int64),
        known=known,
        comparable=_comparable(known),
        given=parts[0].astype(np.uint32),
        surname=parts[1].astype(np.uint32),
        second_surname=parts[2].astype(np.uint32),
        year=parts[3],
        month=parts[4],
        day=parts[5],
    )


def _comparable(known: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_]:
    enough = [bool(flags & Known.GIVEN_NAME or flags & Known.SURNAME) and
              information(flags) >= LEAST_INFORMATION for flags in range(512)]  # fmt: skip
    return np.array(enough)[known]


def _record_features(record: PersonRecord, dictionary: _Dictionary, parts: Integers) -> Iterable[int]:
    given = dictionary.given_names(record.given_names)
    surnames = dictionary.surname_words(record.surnames)
    codes = [code for word in given for code in dictionary.bigrams("given", word)]
    codes += [code for word in surnames for code in dictionary.bigrams("surname", word)]
    known = _names_known(given, surnames)
    parts[0:3] = (
        dictionary.sound(given[0]) if given else 0,
        dictionary.sound(surnames[0]) if surnames else 0,
        dictionary.sound(surnames[-1]) if len(surnames) > 1 else 0,
    )
    date_features, date_known = _date_features(record, parts)
    place_features, place_known = _place_features(record)
    codes += [dictionary.code(feature) for feature in (*date_features, *place_features)]
    parts[6] = known | date_known | place_known
    return codes


def _names_known(given: tuple[str, ...], surnames: tuple[str, ...]) -> int:
    flags = (Known.GIVEN_NAME, Known.SECOND_GIVEN_NAME)[: len(given)]
    flags += (Known.SURNAME, Known.SECOND_SURNAME)[: len(surnames)]
    return int(sum(flags))


def _date_features(record: PersonRecord, parts: Integers) -> tuple[list[str], int]:
    """Whole parts, and day and month once more in one space, so that swapping them costs little."""
    date, features, known = record.birth_date, [], 0
    if date.year is not None:
        parts[3] = date.year
        features += [f"date|year {date.year}", f"date|decade {date.year // 10}"]
        known |= Known.BIRTH_YEAR
    if date.is_placeholder_day:
        return features, known
    if date.month is not None:
        parts[4] = date.month
        features += [f"date|month {date.month}", f"date|either {date.month}"]
    if date.day is not None:
        parts[5] = date.day
        features += [f"date|day {date.day}", f"date|either {date.day}"]
    if date.month is not None and date.day is not None:
        known |= Known.BIRTH_DAY
    return list(dict.fromkeys(features)), known


def _place_features(record: PersonRecord) -> tuple[list[str], int]:
    features, known = [], 0
    if record.sex != "unknown":
        features.append(f"sex|{record.sex}")
        known |= Known.SEX
    if country := standardise_place(record.birth_country):
        features.append(f"country|{country}")
    if state := standardise_place(record.birth_state):
        features.append(f"state|{state}")
        known |= Known.STATE
    if municipality := standardise_place(record.municipality):
        features.append(f"municipality|{municipality}")
        known |= Known.MUNICIPALITY
    return features, known
