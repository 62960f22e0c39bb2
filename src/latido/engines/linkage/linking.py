"""The hub's one call: two encoded files in, candidate links out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from latido.engines.linkage.answers import CandidateLink, LinkResult
from latido.engines.linkage.blocking.candidates import Candidates, Search, candidates, wide_reach
from latido.engines.linkage.classification.estimated import documented, estimate
from latido.engines.linkage.classification.evidence import Seen
from latido.engines.linkage.classification.persons import Calibration, WeighedPairs, weigh_pairs
from latido.engines.linkage.classification.prior import BREAK_EVEN, log_odds
from latido.engines.linkage.classification.strangers import strangers_within
from latido.engines.linkage.clustering.assignment import heaviest_first, one_to_one, ranked
from latido.engines.linkage.clustering.networks import suspect_networks
from latido.engines.linkage.comparison.compared import TokenComparison, compared_in_memory
from latido.engines.linkage.comparison.shared_identifiers import person_kinds
from latido.engines.linkage.encoding.file import Bytes, EncodedFile
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
) -> LinkResult:
    """Candidate links between the records of two nodes; needs no key.

    The same records give the same answer bit for bit in whatever order they come, and swapping the files
    swaps the ids of each link and nothing else. Raises LinkageError: `mixed_epochs` or `duplicate_id`
    within a file, `wrong_epoch`, `wrong_epoch_key` between files.
    """
    if not len(left) or not len(right):
        return LinkResult((), "prior", 0)
    mine, theirs = EncodedFile.from_records(left), EncodedFile.from_records(right)
    _check_same_key(mine, theirs)
    found, weighed, calibration = _weighed(mine, theirs, settings, compare)
    networks = suspect_networks(mine, theirs, settings.identifier_cap)
    return LinkResult(
        links=tuple(ranked(_person_links(mine, theirs, weighed, settings), networks.links)),
        calibration=calibration,
        compared=found.looked_at,
        too_frequent=found.too_frequent + networks.too_frequent,
        withheld=networks.withheld,
    )


def _weighed(
    left: EncodedFile, right: EncodedFile, settings: LinkSettings, compare: TokenComparison
) -> tuple[Candidates, WeighedPairs, Calibration]:
    kinds = person_kinds(left, right)
    enough = min(len(left), len(right)) >= settings.estimate_from
    reach = wide_reach(left, right) if enough else BREAK_EVEN
    how = Search(kinds, settings, compare, reach)
    found = candidates(left, right, how)
    model = documented(kinds, log_odds(len(left), len(right), settings.expected_overlap))
    calibration: Calibration = "prior"

    def see(one: EncodedFile, other: EncodedFile) -> Seen:
        return candidates(one, other, how).seen

    if enough:
        within = [strangers_within(file, see) for file in (left, right)]
        estimated = estimate(
            model, found.seen, [(one.seen, one.pairs) for one in within], len(left) * len(right)
        )
        if estimated is not None:
            model, calibration = estimated, "estimated"
    sizes = (len(left), len(right)) if settings.one_to_one and calibration == "estimated" else None
    return found, weigh_pairs(found.seen, model, float(model.coefficients[0]), sizes), calibration


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
