import pytest


@pytest.fixture
def node(db):
    from tests.apps.reports import synthetic  # Django is not set up yet when this file is read

    return synthetic.node()


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    from latido.web.public.receipt.attempts import ATTEMPTS

    ATTEMPTS.forget()
