"""The hub's one call: two encoded files in, candidate links out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from latido.engines.linkage.answers import CandidateLink, LinkResult
from latido.engines.linkage.blocking.candidates import Search, candidates, wide_reach
from latido.engines.linkage.classification.estimated import estimate
from latido.engines.linkage.classification.evidence import Seen
from latido.engines.linkage.classification.model import Model, documented
from latido.engines.linkage.classification.persons import WeighedPairs, weigh_pairs
from latido.engines.linkage.classification.prior import BREAK_EVEN, log_odds
from latido.engines.linkage.classification.strangers import strangers_within
from latido.engines.linkage.clustering.assignment import heaviest_first, one_to_one, ranked
from latido.engines.linkage.clustering.networks import suspect_networks
from latido.engines.linkage.comparison.compared import TokenComparison, compared_in_memory
from latido.engines.linkage.comparison.shared_identifiers import person_kinds
from latido.engines.linkage.encoding.file import Bytes, EncodedFile, by_id
from latido.engines.linkage.encoding.scheme import OPAQUE_ID_BYTES
from latido.engines.linkage.encoding.wire import EncodedRecord
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.settings import LinkSettings

_DEFAULT = LinkSettings()


def link(
    left: Sequence[EncodedRecord],
    right: Sequence[EncodedRecord],
    *,
    settings: LinkSettings = _DEFAULT,
    compare: TokenComparison = compared_in_memory,
    model: Model | None = None,
) -> LinkResult:
    """Candidate links between the records of two nodes; needs no key.

    The same records give the same answer bit for bit in whatever order they come, and swapping the files
    swaps the ids of each link and nothing else. compare: the engine for pairs that share a token (memory,
    DuckDB, Spark: the same answer). model: weights of an earlier round's answer, for a few new records
    against all old ones; without it they are estimated when both files are large enough. Raises
    LinkageError: `mixed_epochs` or `duplicate_id` within a file, `wrong_epoch`, `wrong_epoch_key` between.
    """
    if not len(left) or not len(right):
        return LinkResult((), "prior", 0)
    mine, theirs = EncodedFile.from_records(left), EncodedFile.from_records(right)
    _check_same_key(mine, theirs)
    if model is None and min(len(mine), len(theirs)) < settings.estimate_from:
        return _answer(mine, theirs, settings, compare, None)
    mine, theirs = by_id(mine), by_id(theirs)
    if mine.ids[0].tobytes() <= theirs.ids[0].tobytes():
        return _answer(mine, theirs, settings, compare, model, estimating=True)
    return _answer(theirs, mine, settings, compare, model, estimating=True).swapped()


def _answer(
    mine: EncodedFile, theirs: EncodedFile, settings: LinkSettings, compare: TokenComparison,
    model: Model | None, *, estimating: bool = False,
) -> LinkResult:  # fmt: skip
    kinds = person_kinds(mine, theirs)
    wide = estimating and model is None
    how = Search(kinds, settings, compare, wide_reach(mine, theirs) if wide else BREAK_EVEN)
    found = candidates(mine, theirs, how)
    used = model.for_kinds(kinds) if model else _estimated(mine, theirs, found.seen, how) if wide else None
    sizes = (len(mine), len(theirs)) if used and settings.one_to_one else None
    weights = used or _documented(mine, theirs, how)
    weighed = weigh_pairs(found.seen, weights, float(weights.coefficients[0]), sizes)
    networks = suspect_networks(mine, theirs, settings.identifier_cap)
    return LinkResult(
        links=tuple(ranked(_person_links(mine, theirs, weighed, settings), networks.links)),
        calibration="estimated" if used else "prior",
        compared=found.looked_at,
        too_frequent=found.too_frequent + networks.too_frequent,
        withheld=networks.withheld,
        model=used,
    )


def _documented(left: EncodedFile, right: EncodedFile, how: Search) -> Model:
    return documented(how.kinds, log_odds(len(left), len(right), how.settings.expected_overlap))


def _estimated(left: EncodedFile, right: EncodedFile, between: Seen, how: Search) -> Model | None:
    def see(one: EncodedFile, other: EncodedFile) -> Seen:
        return candidates(one, other, how).seen

    within = [strangers_within(file, see) for file in (left, right)]
    drawn = [(one.seen, float(one.pairs)) for one in within]
    return estimate(_documented(left, right, how), between, drawn, len(left) * len(right))


def _check_same_key(left: EncodedFile, right: EncodedFile) -> None:
    if left.epoch != right.epoch:
        raise LinkageError("wrong_epoch", "The two files belong to different epochs: encode one again.")
    if left.key_check != right.key_check:
        raise LinkageError("wrong_epoch_key", "The two nodes hold different keys for this epoch.")


def _person_links(
    left: EncodedFile, right: EncodedFile, weighed: WeighedPairs, settings: LinkSettings
) -> list[CandidateLink]:
    likely = np.flatnonzero(weighed.probabilities >= settings.least_probability)
    seen = weighed.seen
    rows = seen.left[likely], seen.right[likely]
    chosen = heaviest_first(weighed.weights[likely].round(6), left.ids[rows[0]], right.ids[rows[1]])
    if settings.one_to_one:
        chosen = chosen[one_to_one(rows[0][chosen], rows[1][chosen])]
    kept = likely[chosen]
    ids = _texts(left.ids[seen.left[kept]]), _texts(right.ids[seen.right[kept]])
    numbers = weighed.weights[kept].round(6).tolist(), weighed.probabilities[kept].round(6).tolist()
    evidence = weighed.evidence(kept)
    return [CandidateLink("person", *values) for values in zip(*ids, *numbers, evidence, strict=True)]


def _texts(ids: Bytes) -> list[bytes]:
    joined = ids.tobytes()
    return [joined[at : at + OPAQUE_ID_BYTES] for at in range(0, len(joined), OPAQUE_ID_BYTES)]
