"""What the hub may be told about one round."""

from __future__ import annotations

from dataclasses import dataclass

from latido.engines.linkage.errors import LinkageError


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Limits of one round.

    least_probability: candidates below it are not answered. expected_overlap: share of the smaller file
    thought to have a partner, before looking. all_pairs_up_to: number of pairs up to which every pair is
    compared; beyond it block tokens choose. token_cap, identifier_cap: how many records of one file
    (tokens) or of both (identifiers) may share a value before it is reported instead of followed.
    estimate_from: number of records that both files need for weights to be estimated from them.
    one_to_one: a record has at most one person link in the round.
    """

    least_probability: float = 0.5
    expected_overlap: float = 0.1  # a cautious guess; only calibration without truth can do better
    all_pairs_up_to: int = 25_000_000
    token_cap: int = 3_000  # the prototype's cap: no loss seen at a million records
    identifier_cap: int = 50
    estimate_from: int = 2_000
    one_to_one: bool = True

    def __post_init__(self) -> None:
        shares = (self.least_probability, self.expected_overlap)
        if not all(0 < share < 1 for share in shares):
            raise LinkageError("bad_settings", "Probability and overlap lie between 0 and 1.")
        if min(self.all_pairs_up_to, self.token_cap - 1, self.identifier_cap - 2) < 0:
            raise LinkageError("bad_settings", "Caps are positive; an identifier is shared by two at least.")
