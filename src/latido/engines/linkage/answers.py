"""What the hub answers: candidate links with their evidence. A question between people, never a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.classification.model import Model

Agreement = Literal["agreed", "disagreed", "missing"]
LinkKind = Literal["person", "shared_identifier"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison. kind: `name_and_birth` or an identifier's kind; weight in bits, 0 when missing on a
    side.
    """

    kind: str
    agreement: Agreement
    weight: float


@dataclass(frozen=True, slots=True)
class CandidateLink:
    """Two records worth a look by two officers.

    kind `person`: perhaps the same person; weight is the log2 likelihood ratio, probability says how
    likely under the round's parameters. kind `shared_identifier`: both name the same suspect's phone,
    plate or account; this says nothing about the two people being one, so probability is None and weight
    only ranks.
    """

    kind: LinkKind
    left_id: bytes
    right_id: bytes
    weight: float
    probability: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The answer of one round, links by falling weight; iterating gives the links.

    calibration: `prior` when the documented parameters were used (few records), `estimated` when
    the round's own data gave them. compared: number of pairs whose filters were compared. withheld:
    suspects' identifiers that are also some person's own and therefore formed no link. model: the weights
    that were used, for a later round of new records (`link(..., model=...)`).
    """

    links: tuple[CandidateLink, ...]
    calibration: Literal["prior", "estimated"]
    compared: int
    too_frequent: tuple[TooFrequent, ...] = ()
    withheld: int = 0
    model: Model | None = field(default=None, compare=False, repr=False)

    def __iter__(self) -> Iterator[CandidateLink]:
        return iter(self.links)

    def __len__(self) -> int:
        return len(self.links)

    def swapped(self) -> LinkResult:
        """The same answer with the two files' places exchanged."""
        return replace(
            self,
            links=tuple(replace(one, left_id=one.right_id, right_id=one.left_id) for one in self.links),
            too_frequent=tuple(replace(one, left=one.right, right=one.left) for one in self.too_frequent),
        )

    @property
    def expected_false_share(self) -> float:
        """Expected share of false links among the person links, under the round's parameters."""
        chances = [link.probability for link in self.links if link.probability is not None]
        return sum(1 - chance for chance in chances) / len(chances) if chances else 0.0
