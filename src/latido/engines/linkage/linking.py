"""The hub's one call: two encoded files in, candidate links out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from latido.engines.linkage.answers import CandidateLink, LinkResult
from latido.engines.linkage.blocking.candidates import near_candidates
from latido.engines.linkage.classification.persons import WeighedPairs, weigh_pairs
from latido.engines.linkage.classification.prior import farthest_with_positive_weight
from latido.engines.linkage.clustering.assignment import one_to_one, ranked
from latido.engines.linkage.clustering.networks import suspect_networks
from latido.engines.linkage.comparison.shared_identifiers import person_agreements
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.wire import EncodedRecord
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.settings import LinkSettings

_DEFAULT = LinkSettings()


def link(
    left: Sequence[EncodedRecord], right: Sequence[EncodedRecord], *, settings: LinkSettings = _DEFAULT
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
    agreements = person_agreements(mine, theirs, settings.identifier_cap)
    near, compared, frequent = near_candidates(mine, theirs, farthest_with_positive_weight(), settings)
    pairs = np.unique(np.concatenate([near, *(one.pairs for one in agreements)]))
    persons = _person_links(mine, theirs, weigh_pairs(mine, theirs, pairs, agreements, settings), settings)
    networks = suspect_networks(mine, theirs, settings.identifier_cap)
    frequent += tuple(report for one in agreements for report in one.too_frequent)
    return LinkResult(
        links=tuple(ranked([*persons, *networks.links])),
        calibration="prior",
        compared=compared,
        too_frequent=frequent + networks.too_frequent,
        withheld=networks.withheld,
    )


def _check_same_key(left: EncodedFile, right: EncodedFile) -> None:
    if left.epoch != right.epoch:
        raise LinkageError("wrong_epoch", "The two files belong to different epochs: encode one again.")
    if left.key_check != right.key_check:
        raise LinkageError("wrong_epoch_key", "The two nodes hold different keys for this epoch.")


def _person_links(
    left: EncodedFile, right: EncodedFile, weighed: WeighedPairs, settings: LinkSettings
) -> list[CandidateLink]:
    likely = np.flatnonzero(weighed.probabilities >= settings.least_probability).tolist()
    links = ranked(
        CandidateLink(
            kind="person",
            left_id=left.ids[weighed.left[at]].tobytes(),
            right_id=right.ids[weighed.right[at]].tobytes(),
            weight=round(float(weighed.weights[at]), 6),
            probability=round(float(weighed.probabilities[at]), 6),
            evidence=weighed.evidence(at),
        )
        for at in likely
    )
    return one_to_one(links) if settings.one_to_one else links
