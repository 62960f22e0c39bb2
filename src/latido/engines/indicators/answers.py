"""Answers to the indicators of one version of one instrument."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from latido.engines.indicators.catalogue import instrument as find_instrument
from latido.engines.indicators.codes import Code, _
from latido.engines.indicators.errors import UnknownAnswerError, UnknownIndicatorError
from latido.engines.indicators.instruments import Instrument

CODE_SHAPE = re.compile(r"[A-Z]{1,3}\d{0,2}-\d{1,3}")


class Answer(Code):
    """What was answered. Only `yes` counts; nothing else is held against or for anybody."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    DO_NOT_KNOW = "do_not_know", _("Does not know")
    PREFER_NOT_TO_SAY = "prefer_not_to_say", _("Prefers not to say")
    NOT_ASKED = "not_asked", _("Not asked")


@dataclass(frozen=True)
class AnswerSheet:
    """Answers by indicator code. An indicator without an entry counts as not asked. What was
    answered stays out of the repr, and so out of logs and tracebacks.

    Raises UnknownIndicatorError when a code is not in this version of the instrument.
    """

    instrument: Instrument
    answers: Mapping[str, Answer] = field(repr=False)

    def __post_init__(self) -> None:
        known = {indicator.code for indicator in self.instrument.indicators}
        strangers = sorted(_as_code(code) for code in self.answers if code not in known)
        if strangers:
            message = f"Use the codes of {self.instrument.id} {self.instrument.version}."
            raise UnknownIndicatorError("unknown_indicator", message, strangers)
        object.__setattr__(self, "answers", MappingProxyType(_read(self.answers)))

    def __hash__(self) -> int:
        return hash((self.instrument, frozenset(self.answers.items())))

    @property
    def instrument_id(self) -> str:
        """The id of the instrument, to be stored beside the answers."""
        return self.instrument.id

    @property
    def version(self) -> str:
        """The version of the instrument, to be stored beside the answers."""
        return self.instrument.version

    def answer(self, code: str) -> Answer:
        """One answer, `not_asked` without an entry; UnknownIndicatorError for a foreign code."""
        return self.answers.get(self.instrument.indicator(code).code, Answer.NOT_ASKED)


def answer_sheet(instrument_id: str, version: str, answers: Mapping[str, str]) -> AnswerSheet:
    """An answer sheet from stored or posted text: codes of indicators to codes of answers.

    Raises UnknownInstrumentError, UnknownIndicatorError or UnknownAnswerError, naming what was refused.
    """
    return AnswerSheet(find_instrument(instrument_id, version), cast(Mapping[str, Answer], answers))


def _read(answers: Mapping[str, str]) -> dict[str, Answer]:
    unreadable = [code for code, value in answers.items() if value not in tuple(Answer)]
    if unreadable:
        raise UnknownAnswerError(
            "unknown_answer", f"An answer is one of {', '.join(Answer)}.", sorted(unreadable)
        )
    return {code: Answer(value) for code, value in answers.items()}


def _as_code(text: str) -> str:
    """Text without the shape of a code may be what somebody said, and stays out of messages."""
    return text if CODE_SHAPE.fullmatch(text) else "(not a code)"
