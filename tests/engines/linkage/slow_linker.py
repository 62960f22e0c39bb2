"""The linker as one would explain it: every pair, whole numbers and sets. The oracle of the fast one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, log2

from latido.engines.linkage import CandidateLink, EncodedRecord, Evidence, LinkSettings
from latido.engines.linkage.answers import Agreement
from latido.engines.linkage.classification import prior
from latido.engines.linkage.encoding.scheme import INFORMATION
from latido.engines.linkage.records import KINDS


@dataclass(frozen=True)
class SlowLinker:
    """One round over two lists."""

    left: Sequence[EncodedRecord]
    right: Sequence[EncodedRecord]
    settings: LinkSettings

    def links(self) -> list[CandidateLink]:
        pairs = [(a, b) for a in self.left for b in self.right]
        persons = [self.person(a, b) for a, b in pairs if self.is_candidate(a, b)]
        likely = [link for link in persons if (link.probability or 0) >= self.settings.least_probability]
        networks = [self.network(a, b) for a, b in pairs]
        return sorted([*free(sorted(likely, key=rank)), *(one for one in networks if one.evidence)], key=rank)

    def is_candidate(self, a: EncodedRecord, b: EncodedRecord) -> bool:
        if any(self.shared(a, b, kind, "person") for kind in KINDS):
            return True
        if not (a.filter and b.filter):
            return False
        if set(a.tokens) & set(b.tokens) and distance(a, b) <= prior.FARTHEST:
            return True
        few = len(self.left) * len(self.right) <= self.settings.all_pairs_up_to
        return few and distance(a, b) > 0 and filter_evidence(a, b)[1] > 0

    def person(self, a: EncodedRecord, b: EncodedRecord) -> CandidateLink:
        evidence = [Evidence("name_and_birth", *filter_evidence(a, b)), *self.identifier_evidence(a, b)]
        weight = sum(one.weight for one in evidence)
        chance = self.settings.expected_overlap / max(len(self.left), len(self.right))
        probability = 1 / (1 + 2 ** -(weight + log2(chance / (1 - chance))))
        return CandidateLink("person", a.opaque_id, b.opaque_id, weight, probability, tuple(evidence))

    def identifier_evidence(self, a: EncodedRecord, b: EncodedRecord) -> Iterator[Evidence]:
        for kind in KINDS:
            mine, theirs, told = values(a, kind, "person"), values(b, kind, "person"), prior.IDENTIFIERS[kind]
            if self.shared(a, b, kind, "person"):
                yield Evidence(kind, "agreed", told.agreed)
            elif mine and theirs:
                yield Evidence(kind, "disagreed", told.disagreed)
            elif mine or theirs:
                yield Evidence(kind, "missing", 0.0)

    def network(self, a: EncodedRecord, b: EncodedRecord) -> CandidateLink:
        evidence = [
            Evidence(
                kind, "agreed", max(prior.IDENTIFIERS[kind].agreed - log2(self.pairs_of(kind, value)), 0.0)
            )
            for kind in KINDS
            for value in self.shared(a, b, kind, "suspect")
            if not self.holders(kind, "person", value)
        ]
        evidence.sort(key=lambda one: (one.kind, -one.weight))
        weight = sum(one.weight for one in evidence)
        return CandidateLink("shared_identifier", a.opaque_id, b.opaque_id, weight, None, tuple(evidence))

    def shared(self, a: EncodedRecord, b: EncodedRecord, kind: str, role: str) -> set[bytes]:
        both = values(a, kind, role) & values(b, kind, role)
        return {value for value in both if self.holders(kind, role, value) <= self.settings.identifier_cap}

    def holders(self, kind: str, role: str, value: bytes) -> int:
        return sum(value in values(record, kind, role) for record in (*self.left, *self.right))

    def pairs_of(self, kind: str, value: bytes) -> int:
        on_left = sum(value in values(record, kind, "suspect") for record in self.left)
        return on_left * sum(value in values(record, kind, "suspect") for record in self.right)


def rank(link: CandidateLink) -> tuple[object, ...]:
    return (-round(link.weight, 6), *sorted((link.left_id, link.right_id)), link.kind)


def free(links: list[CandidateLink]) -> list[CandidateLink]:
    kept: list[CandidateLink] = []
    for link in links:
        if all(link.left_id != one.left_id and link.right_id != one.right_id for one in kept):
            kept.append(link)
    return kept


def values(record: EncodedRecord, kind: str, role: str) -> set[bytes]:
    return {value for its_kind, its_role, value in record.identifiers if (its_kind, its_role) == (kind, role)}


def distance(a: EncodedRecord, b: EncodedRecord) -> int:
    return (int.from_bytes(a.filter, "big") ^ int.from_bytes(b.filter, "big")).bit_count()


def toggles(apart: int) -> float:
    """How many toggles two odd sketches of 1,024 bits differ by when they lie this far apart, of which two
    times 1 in 32 bits are noise."""
    return -512 * log(1 - min(apart, 480) / 512) + 1024 * log(1 - 2 / 32)


def filter_evidence(a: EncodedRecord, b: EncodedRecord) -> tuple[Agreement, float]:
    if not (a.filter and b.filter):
        return "missing", 0.0
    one_sided = sum(n for part, n in prior.TOGGLES_WHEN_ONE_SIDED.items() if (a.known ^ b.known) & part)
    strangers = sum(n for part, n in prior.TOGGLES_BETWEEN_STRANGERS.items() if a.known & b.known & part)
    told = sum(bits for part, bits in INFORMATION.items() if a.known & b.known & part)
    share = max(toggles(distance(a, b)) - one_sided, 0) / max(prior.BREAK_EVEN * strangers, 1)
    weight = max(told * (1 - share), prior.LEAST_FILTER_WEIGHT)
    return ("agreed" if weight > 0 else "disagreed"), weight
