"""What can be wrong with what a caller brings, each with a stable code that a caller may translate."""

from collections.abc import Iterable


class IndicatorError(ValueError):
    """Base of every error of the engine: `code` is stable, the message is plain English.

    `refused` holds the codes that were refused (of indicators, instruments, elements), for the caller's
    own wording. Errors about answers never repeat what somebody wrote.
    """

    def __init__(self, code: str, message: str, refused: Iterable[str] = ()) -> None:
        self.code = code
        self.refused = tuple(refused)
        super().__init__(f"{message} Refused: {', '.join(self.refused)}." if self.refused else message)


class CatalogueError(IndicatorError):
    """Data of an instrument, a list of prompts or a law that cannot be used."""


class UnknownInstrumentError(IndicatorError):
    """No such instrument, list of prompts or version in the catalogue."""


class UnknownIndicatorError(IndicatorError):
    """A code that the instrument or list does not have."""


class UnknownAnswerError(IndicatorError):
    """An answer that is none of the five; `refused` holds the codes of the indicators concerned."""


class AssessmentError(IndicatorError):
    """A person's assessment that cannot be read: no reason, an element twice, a finding that does not fit."""
