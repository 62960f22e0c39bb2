"""Names of Spanish, Portuguese, English, French and Mesoamerican origin as sets of plain words.

Accents and scripts are folded by anyascii, particles ("de la") dropped, nicknames and abbreviations
replaced by the name they stand for (data files beside this one), so that "Ma. Gpe. de la Cruz" and "MARIA
GUADALUPE CRUZ" agree.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import Literal

from anyascii import anyascii

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’`´ʼ]")
PHONETIC_LENGTH = 4
# Spanish spellings of one sound, in the order they are applied; vowels and doubled letters go last.
_SOUNDS = (
    ("ph", "f"), ("h", ""), ("v", "b"), ("w", "b"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("ll", "y"),
    ("x", "j"), ("ge", "je"), ("gi", "ji"), ("qu", "k"), ("q", "k"), ("c", "k"),
)  # fmt: skip


def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces: "Núñez-O’Hara" becomes "nunez ohara"."""
    return _NOT_A_LETTER.sub(" ", anyascii(_APOSTROPHES.sub("", text)).lower()).strip()


class NameReader:
    """Reads many names of one field (`given` or `surname`), each written word worked out once.

    Lives as long as the call that made it: what it remembers are people's names.
    """

    def __init__(self, field: Literal["given", "surname"]) -> None:
        self._variants = _variants(field)
        self._particles = _particles()
        self._placeholders = _placeholders()
        self._hints = {word for text in self._placeholders for word in text.split()}
        self._plain: dict[str, tuple[str, ...] | None] = {}

    def read(self, text: str) -> tuple[str, ...]:
        """Standard words in order, each once; none for a text such as "datos reservados"."""
        found: list[str] = []
        for written in text.split(" "):
            words = self._plain[written] if written in self._plain else self._learn(written)
            if words is None:
                return self._with_care(text)
            found += words
        return tuple(dict.fromkeys(found))

    def _learn(self, written: str) -> tuple[str, ...] | None:
        """What a written word always stands for, or None when that depends on the words around it."""
        words = fold(written).split()
        depends = not words or any(word in self._particles or word in self._hints for word in words)
        found = None if depends else tuple(part for word in words for part in self._standard(word))
        self._plain[written] = found
        return found

    def _with_care(self, text: str) -> tuple[str, ...]:
        words = fold(text).split()
        if " ".join(words) in self._placeholders:
            return ()
        kept = [word for word in words if word not in self._particles] or words
        return tuple(dict.fromkeys(part for word in kept for part in self._standard(word)))

    def _standard(self, word: str) -> tuple[str, ...]:
        return self._variants.get(word, (word,))


def standardise_given_names(text: str) -> tuple[str, ...]:
    """Words of the given names in order, nicknames and abbreviations resolved, each once."""
    return NameReader("given").read(text)


def standardise_surnames(text: str) -> tuple[str, ...]:
    """Words of the surnames in order, abbreviations resolved, each once."""
    return NameReader("surname").read(text)


def standardise_place(text: str) -> str:
    """A state, municipality or country as folded words without particles."""
    return " ".join(word for word in fold(text).split() if word not in _particles())


def phonetic_code(word: str) -> str:
    """Up to four letters that stay the same under common Spanish misspellings of a folded word."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    code = word[:1]
    for letter in word[1:]:
        if letter not in "aeiou" and letter != code[-1:]:
            code += letter
    return code[:PHONETIC_LENGTH]


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _variants(field: str) -> dict[str, tuple[str, ...]]:
    rows = _rows("name_variants.csv")
    return {row["variant"]: tuple(row["name"].split()) for row in rows if row["field"] == field}


@cache
def _particles() -> frozenset[str]:
    return frozenset(row["word"] for row in _rows("particles.csv"))


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(row["text"] for row in _rows("placeholders.csv"))
