"""Two nodes and a hub as in the app's tests; pages are those of the node."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.apps.exchange.conftest import (  # noqa: F401 - fixtures
    client,
    desk,
    here_jwk,
    other,
    secrets_folder,
    strangers,
    team,
)


@pytest.fixture
def at_node(settings):
    """Call it once the hub is no longer needed: from then on pages are those of the node."""

    def switch() -> None:
        settings.ROOT_URLCONF = "latido.web.node_urls"

    return switch


@pytest.fixture
def at_hub(settings, at_node):
    """Inside this context the hub answers again."""

    @contextmanager
    def inside():
        settings.ROOT_URLCONF = "latido.web.hub_urls"
        yield
        at_node()

    return inside
