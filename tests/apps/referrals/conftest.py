"""A case, a shelter the person agreed to, an offer, an accepted one. Imports wait until Django is set up."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk():
    from tests import factories

    return factories.desk()


@pytest.fixture
def shelter():
    from latido.apps.agencies.choices import Role, TeamFunction
    from tests import factories

    return factories.desk(function=TeamFunction.SHELTER, role=Role.SHELTER_WORKER)


@pytest.fixture
def case(desk):
    from tests.apps.cases import case_files

    return case_files.full_case(desk)


@pytest.fixture
def consent(desk, case, shelter):
    from tests.apps.cases import case_files

    return case_files.agree_to_help(desk, case, shelter.team)


@pytest.fixture
def offered(desk, case, shelter, consent):
    from tests.apps.referrals.offers import offer

    return offer(desk, case, shelter.team)


@pytest.fixture
def accepted(shelter, offered):
    from latido.apps.referrals import actions

    return actions.accept_referral(by=shelter.holder, referral=offered)
