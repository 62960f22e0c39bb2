"""A case of one team, with two of its officers signed in. Imports wait until Django is set up."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk():
    from tests import factories

    return factories.desk()


@pytest.fixture
def case(desk):
    from tests.apps.cases import case_files

    return case_files.full_case(desk)


@pytest.fixture
def officer(desk):
    from django.test import Client

    from tests.web.signed_in import sign_in

    return sign_in(Client(), desk.holder)


@pytest.fixture
def colleague(desk):
    """A second officer of the same team."""
    from django.test import Client

    from latido.apps.agencies import actions as agencies
    from latido.apps.agencies.choices import Role
    from tests import factories
    from tests.web.signed_in import sign_in

    holder = factories.member(of=desk.agency)
    agencies.confirm_member(by=desk.holder, team=desk.team, member=holder.member, role=Role.CASE_WORKER)
    return sign_in(Client(), holder)
