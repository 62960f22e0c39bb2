"""A campaign with a fair, all of it made up."""

from __future__ import annotations

import pytest


@pytest.fixture
def places(db):
    from tests.apps.campaigns.made_up import places_of_chiapas

    places_of_chiapas()


@pytest.fixture
def campaign(db):
    from tests.apps.campaigns.made_up import a_campaign

    return a_campaign()


@pytest.fixture
def event(places, campaign):
    from tests.apps.campaigns.made_up import an_event

    return an_event(campaign)
