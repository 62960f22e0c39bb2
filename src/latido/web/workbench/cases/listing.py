"""Rows of the list of cases: a number and codes, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from latido.apps.cases import code_lists, queries


@dataclass(frozen=True)
class ListedCase:
    """A case with the words of two coded facts; empty when not recorded."""

    case: queries.Case
    exploitation: str
    age_band: str


def listed(cases: Sequence[queries.Case]) -> list[ListedCase]:
    """One query for the facts of all."""
    facts = queries.facts_of_many(cases)
    forms, ages = code_lists.words("exploitation"), code_lists.words("age_band")
    return [
        ListedCase(case, forms.get(facts[case.id].exploitation, ""), ages.get(facts[case.id].age_band, ""))
        for case in cases
    ]
