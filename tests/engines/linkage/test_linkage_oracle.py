"""The fast linker answers what the slow one answers, on generated files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latido.engines.linkage import LinkSettings, encode, link
from tests.engines.linkage.linkage_people import KEY, files
from tests.engines.linkage.slow_linker import SlowLinker

SETTINGS = (
    LinkSettings(),
    LinkSettings(all_pairs_up_to=0),
    LinkSettings(identifier_cap=2, least_probability=0.01),
    LinkSettings(one_to_one=True, least_probability=1e-9),
)


@settings(deadline=None, max_examples=150)
@given(files(1), files(100), st.sampled_from(SETTINGS))
def test_fast_and_slow_linker_agree(left, right, how):
    mine = encode(left, KEY) if left else ()
    theirs = encode(right, KEY) if right else ()
    fast = link(mine, theirs, settings=how).links
    slow = SlowLinker(list(mine), list(theirs), how).links()
    assert [(one.kind, one.left_id, one.right_id) for one in fast] == [
        (one.kind, one.left_id, one.right_id) for one in slow
    ]
    for ours, oracle in zip(fast, slow, strict=True):
        assert ours.weight == pytest.approx(oracle.weight, abs=1e-5)
        assert ours.probability == pytest.approx(oracle.probability, abs=1e-5)
        assert [(e.kind, e.agreement) for e in ours.evidence] == [
            (e.kind, e.agreement) for e in oracle.evidence
        ]
        assert [e.weight for e in ours.evidence] == pytest.approx(
            [e.weight for e in oracle.evidence], abs=1e-5
        )


@settings(deadline=None, max_examples=60)
@given(files(1), files(100), st.randoms(use_true_random=False))
def test_order_of_input_changes_nothing(left, right, chance):
    if not (left and right):
        return
    before = link(encode(left, KEY), encode(right, KEY))
    chance.shuffle(left)
    chance.shuffle(right)
    assert link(encode(left, KEY), encode(right, KEY)) == before


@settings(deadline=None, max_examples=60)
@given(files(1), files(100))
def test_swapping_the_files_swaps_the_ids_only(left, right):
    if not (left and right):
        return
    there = link(encode(left, KEY), encode(right, KEY))
    back = link(encode(right, KEY), encode(left, KEY))
    assert [(x.kind, x.left_id, x.right_id, x.weight, x.probability, x.evidence) for x in there] == [
        (x.kind, x.right_id, x.left_id, x.weight, x.probability, x.evidence) for x in back
    ]
