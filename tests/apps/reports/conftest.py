import pytest


@pytest.fixture
def node(db):
    from tests.apps.reports import synthetic  # Django is not set up yet when this file is read

    return synthetic.node()
