"""Stable codes with the English words for them, and words carried in data in several languages.

The engine translates nothing: a `message_id` is plain English, found by `makemessages` through the
marker `_` and translated where it is shown. Labels of the catalogue are data and bring their languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from latido.engines.indicators.errors import CatalogueError


def _(message_id: str) -> str:
    """Mark a text for translation where it is shown."""
    return message_id


CAVEAT = _("A guide for offering help, not evidence and not a legal finding.")


class Code(StrEnum):
    """An enumeration whose members are stable codes and know their English message id."""

    message_id: str

    def __new__(cls, value: str, message_id: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.message_id = message_id
        return member


class Mark(Code):
    """How sure a row of data is, by the confidence marks of the field's reference page."""

    READ = "V", _("read in the source")
    SECOND_HAND = "2", _("second-hand, not yet compared with the source")
    RECALLED = "R", _("unverified")
    COMPUTED = "C", _("computed")
    DESIGN = "D", _("our own design choice")

    @property
    def verified(self) -> bool:
        """Whether somebody read or computed this; second-hand and recalled rows are not verified."""
        return self in {Mark.READ, Mark.COMPUTED}


@dataclass(frozen=True)
class Wording:
    """One text in several languages; English must be there. Language codes are lower case, such as `es`."""

    texts: Mapping[str, str]

    def __post_init__(self) -> None:
        texts = {language: text.strip() for language, text in self.texts.items()}
        if not texts.get("en") or not all(texts.values()):
            raise CatalogueError("wording_incomplete", "A wording needs English and no empty language.")
        object.__setattr__(self, "texts", MappingProxyType(texts))

    def __hash__(self) -> int:
        return hash(frozenset(self.texts.items()))

    def in_language(self, language: str) -> str:
        """The text in `language` (`es`, `es-MX`, `es_mx`), else in its main language, else in English."""
        wanted = language.lower().replace("_", "-")
        main = wanted.partition("-")[0]
        return self.texts.get(wanted) or self.texts.get(main) or self.texts["en"]
