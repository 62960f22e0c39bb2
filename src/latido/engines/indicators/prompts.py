"""Unweighted signs that prompt a question: the UNODC general and situation lists.

Presence or absence proves nothing; presence should lead to inquiry. The lists publish no weights, so
nothing here counts, ranks or adds up prompts, and a prompt is not an indicator that scoring accepts.
"""

from __future__ import annotations

from dataclasses import dataclass

from latido.engines.indicators.codes import Code, Mark, Wording, _
from latido.engines.indicators.errors import CatalogueError, UnknownIndicatorError
from latido.engines.indicators.instruments import Status


class PromptKind(Code):
    """A sign about a person, an object found at a place, or the context of a place or group."""

    SIGN = "sign", _("sign about a person")
    OBJECT = "object", _("object seen")
    CONTEXT = "context", _("context of a place or group")


@dataclass(frozen=True)
class Situation:
    """One list of prompts (`general`, `children`, ...); `note` is what to keep in mind when reading it."""

    code: str
    wording: Wording
    note: Wording

    def label(self, language: str) -> str:
        """The name of the situation in `language` or else in English."""
        return self.wording.in_language(language)


@dataclass(frozen=True)
class Prompt:
    """One sign in words that a neighbour can tick on a phone: what is seen or what the person said.

    `public` marks the short selection that a passer-by can observe; staff see the whole list.
    """

    code: str
    situation: str
    kind: PromptKind
    public: bool
    wording: Wording
    mark: Mark
    source: str
    note: Wording | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise CatalogueError("source_missing", "Every prompt names its source.", [self.code])

    def label(self, language: str) -> str:
        """The sign in plain words, in `language` or else in English."""
        return self.wording.in_language(language)


@dataclass(frozen=True)
class PromptList:
    """One version of the prompts of all situations, in catalogue order."""

    id: str
    version: str
    status: Status
    title: Wording
    note: Wording
    situations: tuple[Situation, ...]
    prompts: tuple[Prompt, ...]

    def __post_init__(self) -> None:
        codes = [prompt.code for prompt in self.prompts]
        if len(set(codes)) != len(codes):
            raise CatalogueError("bad_prompts", "No prompt code may stand twice.")
        strangers = {prompt.situation for prompt in self.prompts} - {each.code for each in self.situations}
        if strangers:
            raise CatalogueError(
                "unknown_situation", "Every prompt belongs to a listed situation.", sorted(strangers)
            )

    def prompt(self, code: str) -> Prompt:
        """The prompt with this code; UnknownIndicatorError when the list has none."""
        for prompt in self.prompts:
            if prompt.code == code:
                return prompt
        raise UnknownIndicatorError("unknown_prompt", f"{self.id} {self.version} has no such prompt.", [code])

    def in_situation(self, situation: str, *, public_only: bool = False) -> tuple[Prompt, ...]:
        """The prompts of one situation in catalogue order; UnknownIndicatorError for an unlisted one."""
        if situation not in {each.code for each in self.situations}:
            raise UnknownIndicatorError("unknown_situation", f"{self.id} has no such situation.", [situation])
        return tuple(
            prompt
            for prompt in self.prompts
            if prompt.situation == situation and (prompt.public or not public_only)
        )
