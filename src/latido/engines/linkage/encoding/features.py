"""Columns of text as columns of small whole numbers, each distinct text and word worked out once.

Nothing here outlives the call that made it: the dictionaries are locals of `encode`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.columns import Integers, PersonColumns
from latido.engines.linkage.encoding.scheme import LEAST_INFORMATION, Known, information
from latido.engines.linkage.standardisation.names import NameReader, phonetic_code, standardise_place

Codes = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column as numbers: row i holds distinct[codes[i]]."""

    codes: Codes
    distinct: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class CodedNames:
    """A column of names: row i is text codes[i]; text t has the words starts[t] to starts[t + 1] of `words`,
    which are numbers into `spellings`. sounds: one 32-bit phonetic code for each spelling."""

    codes: Codes
    starts: Integers
    words: Codes
    spellings: list[str]
    sounds: Words

    @property
    def counts(self) -> Integers:
        """Words of each row."""
        return np.asarray(np.diff(self.starts)[self.codes])

    def sound(self, place: int) -> Words:
        """The sound of each row's word at this place (0 first, 1 second, -1 last), 0 where there is none."""
        counts = np.diff(self.starts)
        at = self.starts[:-1] + place if place >= 0 else self.starts[1:] + place
        there = counts > (place if place >= 0 else 0)
        of_text = np.zeros(len(counts), dtype=np.uint32)
        of_text[there] = self.sounds[self.words[at[there]]]
        return of_text[self.codes]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """n people ready for sketches and tokens. known: flags; comparable: whether there is enough for them.

    month and day are 0 together on 1 January: offices write it when they only know the year.
    """

    given: CodedNames
    surnames: CodedNames
    sex: Coded
    country: Coded
    state: Coded
    municipality: Coded
    year: Integers
    month: Integers
    day: Integers
    known: Flags
    comparable: npt.NDArray[np.bool_]


def features(people: PersonColumns) -> Features:
    """The features of these people, in their order."""
    given, surnames = _names(people.given_names, "given"), _names(people.surnames, "surname")
    sex = _coded(people.sexes, lambda text: "" if text == "unknown" else text)
    state, municipality = (_coded(texts, standardise_place)
                           for texts in (people.birth_states, people.municipalities))  # fmt: skip
    placeholder = (people.birth_months == 1) & (people.birth_days == 1)
    month, day = (np.where(placeholder, 0, part) for part in (people.birth_months, people.birth_days))
    present = {
        Known.GIVEN_NAME: given.counts > 0,
        Known.SECOND_GIVEN_NAME: given.counts > 1,
        Known.SURNAME: surnames.counts > 0,
        Known.SECOND_SURNAME: surnames.counts > 1,
        Known.BIRTH_YEAR: people.birth_years > 0,
        Known.BIRTH_DAY: (month > 0) & (day > 0),
        Known.SEX: _filled(sex),
        Known.STATE: _filled(state),
        Known.MUNICIPALITY: _filled(municipality),
    }
    known = np.zeros(len(people), dtype=np.uint16)
    for part, rows in present.items():
        known |= np.where(rows, np.uint16(part), np.uint16(0))
    return Features(
        given, surnames, sex, _coded(people.birth_countries, standardise_place), state, municipality,
        people.birth_years, month, day, known, _comparable(known),
    )  # fmt: skip


def _comparable(known: Flags) -> npt.NDArray[np.bool_]:
    enough = [
        bool(flags & (Known.GIVEN_NAME | Known.SURNAME)) and information(flags) >= LEAST_INFORMATION
        for flags in range(512)
    ]
    return np.array(enough)[known]


def _factorised(values: Sequence[str]) -> tuple[Codes, list[str]]:
    met: dict[str, int] = {}
    number = met.setdefault
    codes = np.array([number(value, len(met)) for value in values], dtype=np.int32)
    return codes, list(met)


def _coded(values: Sequence[str], standard: Callable[[str], str]) -> Coded:
    written, texts = _factorised(values)
    codes, distinct = _factorised([standard(text) for text in texts])
    return Coded(codes[written], distinct)


def _filled(column: Coded) -> npt.NDArray[np.bool_]:
    return np.array([bool(text) for text in column.distinct], dtype=np.bool_)[column.codes]


def _names(values: Sequence[str], field: str) -> CodedNames:
    codes, texts = _factorised(values)
    reader = NameReader("given" if field == "given" else "surname")
    read = [reader.read(text) for text in texts]
    words, spellings = _factorised([word for of_text in read for word in of_text])
    sounds = [int.from_bytes(phonetic_code(word).encode().ljust(4, b"\0"), "big") for word in spellings]
    starts = np.concatenate([[0], np.cumsum([len(of_text) for of_text in read])]).astype(np.int64)
    return CodedNames(codes, starts, words, spellings, np.array(sounds, dtype=np.uint32))
