"""Chiapas and the hub (both this installation) and Chihuahua (``other``), who know each other.

Django is not set up yet when this file is read: whatever needs it is imported inside the fixtures.
"""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def secrets_folder(settings, tmp_path):
    """This node's own secrets, with a key of this test's own."""
    folder = tmp_path / "here"
    shutil.copytree(settings.LATIDO_SECRETS_DIR, folder)
    settings.LATIDO_SECRETS_DIR = folder
    return folder


@pytest.fixture
def strangers(db, settings, secrets_folder, tmp_path):
    """Hub and nodes that have not been introduced yet; answers the other node."""
    from tests.apps.exchange import stations

    settings.ROOT_URLCONF = "latido.web.hub_urls"
    settings.LATIDO_HUB_URL = "http://localhost"
    settings.LATIDO_NODE = stations.HERE
    settings.LATIDO_EPOCH = stations.EPOCH
    stations.install_epoch_key(secrets_folder)
    return stations.OtherNode(tmp_path / "there")


@pytest.fixture
def here_jwk(strangers):
    from latido import signing

    return {name: value for name, value in signing.own_public_jwk().items() if name in ("kty", "crv", "x")}


@pytest.fixture
def other(strangers, here_jwk):
    """The other node, once everybody has everybody's key and the epoch is open."""
    from latido.apps.audit.actions import SYSTEM
    from latido.apps.exchange import actions
    from tests.apps.exchange import stations

    actions.add_node(by=SYSTEM, node=stations.HERE, public_jwk=here_jwk)
    actions.add_node(by=SYSTEM, node=strangers.name, public_jwk=strangers.public_jwk)
    actions.add_peer(by=SYSTEM, node=strangers.name, public_jwk=strangers.public_jwk)
    actions.open_epoch(by=SYSTEM, name=stations.EPOCH, key_check=stations.KEY.check_value().hex())
    return strangers


@pytest.fixture
def client():
    from tests.apps.exchange import stations

    return stations.hub_client()


@pytest.fixture
def team(db):
    """The team that keeps the files of Chiapas."""
    from tests import factories

    return factories.desk()


@pytest.fixture
def desk(db):
    from tests.apps.exchange import stations

    return stations.linking_desk()


@pytest.fixture
def here(other, secrets_folder):
    """This node as another ``OtherNode``, where the hub's side alone is under test."""
    from tests.apps.exchange import stations

    return stations.OtherNode(secrets_folder, stations.HERE)


@pytest.fixture
def pair(here, other):
    """A candidate between the two nodes, as each was told of it."""
    from latido.apps.exchange import actions
    from tests.apps.exchange import stations

    here.send(stations.encoding(stations.PERSON))
    other.send(stations.encoding(stations.VARIANT))
    assert actions.run_round() == 1
    return here.feed()[0]["body"], other.feed()[0]["body"]


@pytest.fixture
def record(other, team, desk):
    """A file of ours that takes part."""
    from latido.apps.exchange import actions
    from latido.apps.exchange.models import LinkRecord
    from tests.apps.exchange import stations

    stations.file_about(stations.PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    return LinkRecord.objects.get()


@pytest.fixture
def asked(record, other):
    """A question about that file, and the body of the event that told it."""
    from latido.apps.exchange.models import Link
    from tests.apps.exchange import feeds

    body = feeds.candidate(record, other)
    feeds.tell("candidate", body)
    return Link.objects.get(), body
