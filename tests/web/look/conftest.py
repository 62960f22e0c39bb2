"""The style page mounted under the addresses of a node."""

import pytest


@pytest.fixture
def style_pages(settings):
    settings.ROOT_URLCONF = "tests.web.look.addresses"
    return settings
