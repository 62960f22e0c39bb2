"""Weights estimated without truth, chances under one-to-one, rounds of new records."""

from __future__ import annotations

import uuid
from dataclasses import replace

import numpy as np
import pytest

from latido.bench.people import people_files
from latido.engines.linkage import Identifier, LinkSettings, encode, link, quality
from latido.engines.linkage.classification import estimated
from latido.engines.linkage.classification.evidence import Seen
from latido.engines.linkage.classification.matching import matching_chances
from latido.engines.linkage.classification.model import documented
from latido.engines.linkage.classification.strangers import strangers_within
from tests.engines.linkage.linkage_people import KEY, phone

HOW = LinkSettings(estimate_from=1_000, all_pairs_up_to=0)
MADE = people_files(3_000, seed=81)
FILES = encode(MADE.left, KEY), encode(MADE.right, KEY)


def test_estimated_weights_are_as_good_and_say_how_wrong_they_are():
    ours = link(*FILES, settings=HOW)
    documented_only = link(*FILES, settings=replace(HOW, estimate_from=10_000))
    assert (ours.calibration, documented_only.calibration) == ("estimated", "prior")
    found, before = quality(ours, MADE.truth), quality(documented_only, MADE.truth)
    assert found.f1 >= before.f1 - 0.002
    assert found.f1 > 0.99
    assert abs(ours.expected_false_share - (1 - found.precision)) < 0.005


def test_probabilities_near_half_are_right_about_half_the_time():
    low = link(*FILES, settings=replace(HOW, least_probability=1e-6, one_to_one=False))
    unsure = [one for one in low if one.probability is not None and 0.02 < one.probability < 0.9]
    right = sum((one.left_id, one.right_id) in MADE.truth for one in unsure)
    said = sum(one.probability or 0 for one in unsure)
    assert len(unsure) > 10
    assert abs(right - said) < 3 * len(unsure) ** 0.5


def test_order_and_sides_change_nothing_when_weights_are_estimated():
    chance = np.random.default_rng(1)
    ours = link(*FILES, settings=HOW)
    left, right = (file.take(chance.permutation(len(file))) for file in FILES)
    assert link(left, right, settings=HOW) == ours
    back = link(right, left, settings=HOW)
    assert back.swapped() == ours
    assert back != ours


def test_new_records_are_linked_with_the_weights_of_the_last_round():
    full = link(*FILES, settings=HOW)
    fresh = FILES[0].take(np.arange(200))
    part = link(fresh, FILES[1], settings=HOW, model=full.model)
    assert part.calibration == "estimated"
    ids = {one.tobytes() for one in fresh.ids}
    of_full = {(one.left_id, one.right_id) for one in full if one.left_id in ids}
    of_part = {(one.left_id, one.right_id) for one in part}
    assert len(of_full ^ of_part) <= 2
    assert len(of_part) > 40


def test_a_new_kind_of_identifier_gets_documented_weights():
    full = link(*FILES, settings=HOW)
    mine = [replace(MADE.left[0], opaque_id=uuid.UUID(int=1, version=4),
                    identifiers=(phone(1), Identifier("handle", "@alguien", "person")))]  # fmt: skip
    theirs = [replace(mine[0], opaque_id=uuid.UUID(int=2, version=4))]
    (only,) = link(encode(mine, KEY), encode(theirs, KEY), settings=HOW, model=full.model)
    told = {one.kind: one.weight for one in only.evidence}
    assert told["handle"] == pytest.approx(
        documented(("handle",), 0.0).identifier_weight("handle", 2), abs=1e-6
    )
    assert told["phone"] == pytest.approx(full.model.identifier_weight("phone", 2), abs=1e-6)


def test_a_model_without_identifiers_fits_kinds_that_appear_later():
    model = documented((), -5.0).for_kinds(("phone",))
    assert model.coefficients.tolist()[:-2] == documented((), -5.0).coefficients.tolist()
    assert model.for_kinds(()).coefficients.tolist() == documented((), -5.0).coefficients.tolist()


def seen_of(weights):
    n = len(weights)
    rows = np.arange(n)
    return Seen(rows, rows, np.ones(n, bool), np.array(weights, float), np.zeros(n, np.uint16),
                np.zeros(n, np.uint16), np.zeros((0, n), np.int8))  # fmt: skip


def test_an_estimate_that_does_not_settle_is_not_used(monkeypatch):
    start = documented((), -5.0)
    between, within = seen_of([30.0] * 50 + [-9.0] * 50), seen_of([-9.0] * 50)
    monkeypatch.setattr(estimated, "MOST_STEPS", 0)
    assert estimated.estimate(start, between, [(within, 1e4)], 1e4) is None
    monkeypatch.undo()
    monkeypatch.setattr(estimated._Sample, "step", lambda self, theta, damping: np.full(len(theta), -50.0))
    assert estimated.estimate(start, between, [(within, 1e4)], 1e4) is None


def test_pairs_beyond_what_an_estimate_needs_are_thinned(monkeypatch):
    monkeypatch.setattr(estimated, "MOST_PAIRS", 30)
    kept, share = estimated._thinned(seen_of(range(100)))
    assert (len(kept.left), share) == (25, 0.25)
    assert len(estimated._thinned(seen_of([-9.0, -1.0]))[0].left) == 0


def test_a_sample_of_strangers_does_not_depend_on_the_order(monkeypatch):
    from latido.engines.linkage.classification import strangers

    monkeypatch.setattr(strangers, "SAMPLE", 30)
    taken = []

    def see(part, whole):
        taken.append({one.tobytes() for one in part.ids})
        return seen_of([1.0])

    strangers_within(FILES[0], see)
    strangers_within(FILES[0].take(np.arange(len(FILES[0]))[::-1]), see)
    assert taken[0] == taken[1]
    assert len(taken[0]) == 30


def test_rivals_share_the_chance_and_leftovers_gain():
    alone = matching_chances(np.array([0.0]), np.array([0]), np.array([0]), (100, 100))
    rivals = matching_chances(np.zeros(2), np.array([0, 0]), np.array([0, 1]), (100, 100))
    assert alone[0] == pytest.approx(0.5, abs=0.01)
    assert rivals[0] == rivals[1] < 0.4
    sure = np.full(9, 20.0)
    closed = matching_chances(np.append(sure, 0.0), np.arange(10), np.arange(10), (10, 10))
    assert closed[-1] > 0.9


def test_nothing_known_of_anybody_still_answers():
    from latido.engines.linkage import PersonRecord

    made = [
        PersonRecord(uuid.UUID(int=n << 70 | n, version=4), "María", "García", identifiers=(phone(n % 1500),))
        for n in range(1, 3001)
    ]
    answer = link(encode(made[:1500], KEY), encode(made[1500:], KEY), settings=HOW)
    assert answer.links == () or answer.links[0].kind == "person"
