"""The warning about rare things: computed from published figures, and from nothing else."""

from __future__ import annotations

import pytest

from latido.apps.screening import base_rate


def test_the_base_rate_is_computed_from_the_published_figures():
    found = base_rate.expected()
    assert found == base_rate.Expected(people=1000, trafficked=10, marked=241, marked_and_trafficked=9)


def test_the_base_rate_of_the_setting_it_was_measured_in():
    # QYIT at 8.8 %: 26 of 100 marked are trafficked
    found = base_rate.expected(prevalence=0.088, people=100_000)
    assert round(100 * found.marked_and_trafficked / found.marked) == 26


@pytest.mark.parametrize("wrong", [{"sensitivity": 86.7}, {"specificity": -0.1}, {"prevalence": 1.01}])
def test_a_share_is_a_share(wrong):
    with pytest.raises(ValueError, match="between 0 and 1"):
        base_rate.expected(**wrong)
