"""A dimension result in sentences, for the person it concerns and the one who asked.

A shortfall is told as how far the answers go, never as something still to be found: nobody is asked
again, and nobody is pressed, to complete a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from latido.engines.indicators.codes import _
from latido.engines.indicators.dimension_rule import Clause, DimensionResult, Shortfall

CLAUSE_SENTENCES = {
    Clause.TWO_STRONG: _("Rule (a) is met: at least two strong signs."),
    Clause.STRONG_AND_OTHER: _("Rule (b) is met: one strong sign and at least one medium or weak sign."),
    Clause.THREE_MEDIUM: _("Rule (c) is met: at least three medium signs."),
    Clause.TWO_MEDIUM_AND_WEAK: _("Rule (d) is met: two medium signs and at least one weak sign."),
}
SHORTFALL_SENTENCES = {
    Shortfall(1, 0, 0): _("One more strong sign would meet the rule."),
    Shortfall(0, 1, 0): _("One more medium sign would meet the rule."),
    Shortfall(0, 0, 1): _("One more weak sign would meet the rule."),
    Shortfall(2, 0, 0): _("Two more strong signs would meet the rule."),
    Shortfall(1, 1, 0): _("One more strong and one more medium sign would meet the rule."),
    Shortfall(1, 0, 1): _("One more strong and one more weak sign would meet the rule."),
    Shortfall(0, 2, 0): _("Two more medium signs would meet the rule."),
    Shortfall(0, 1, 1): _("One more medium and one more weak sign would meet the rule."),
    Shortfall(0, 3, 0): _("Three more medium signs would meet the rule."),
    Shortfall(0, 2, 1): _("Two more medium signs and one more weak sign would meet the rule."),
}
COUNTED = _("Signs counted: %(strong)s strong, %(medium)s medium, %(weak)s weak.")
NOTHING_ANSWERED = _("Nothing in this dimension has been answered yes or no so far.")
NOT_MET_SO_FAR = _("The recorded signs do not meet the rule so far.")
NO_WAY_LEFT = _(
    "The answers leave no way to meet the rule here. Other dimensions and a person's assessment still count."
)
NO_PRESSURE = _("This only says how far the answers go. It is no reason to ask again or to press anybody.")
WITHHELD = _("Some questions were left unanswered by choice. That is respected and says nothing either way.")


@dataclass(frozen=True)
class Sentence:
    """An English message id and what goes into its `%(name)s` places."""

    message_id: str
    parameters: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __str__(self) -> str:
        return self.message_id % self.parameters


def explain(result: DimensionResult) -> tuple[Sentence, ...]:
    """Which answers counted and which clause fired, or how far the answers go; sentences in reading order."""
    return tuple(_sentences(result))


def _sentences(result: DimensionResult) -> Iterator[Sentence]:
    if result.answered:
        counts = {"strong": result.strong, "medium": result.medium, "weak": result.weak}
        yield Sentence(COUNTED, MappingProxyType(counts))
    else:
        yield Sentence(NOTHING_ANSWERED)
    for clause in result.clauses:
        yield Sentence(CLAUSE_SENTENCES[clause])
    if result.answered and not result.positive:
        yield from _shortfall_sentences(result)
    if result.withheld:
        yield Sentence(WITHHELD)


def _shortfall_sentences(result: DimensionResult) -> Iterator[Sentence]:
    yield Sentence(NOT_MET_SO_FAR)
    for shortfall in result.shortfalls:
        yield Sentence(SHORTFALL_SENTENCES[shortfall])
    yield Sentence(NO_PRESSURE if result.could_change else NO_WAY_LEFT)
