"""``latido hub`` and ``latido node``: keys given, compared and pinned; epochs opened."""

from __future__ import annotations

import io
import json
import stat

import pytest
from django.core.management import CommandError, call_command

from latido import secret_files, signing
from latido.apps.exchange import epoch_keys
from latido.apps.exchange.fingerprints import fingerprint
from latido.apps.exchange.models import HubEpoch, HubNode, Peer
from latido.apps.keyring.models import KeyedJob
from tests.apps.exchange.stations import EPOCH, KEY, OtherNode, file_about

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def key_file(strangers, tmp_path):
    path = tmp_path / "there.json"
    path.write_text(json.dumps(strangers.public_jwk))
    return path


def test_a_node_shows_its_public_key_and_a_fingerprint(strangers, here_jwk):
    shown = run("node", "key")
    assert json.loads(shown.splitlines()[0]) == here_jwk
    assert fingerprint(here_jwk) in shown
    assert json.loads(run("node", "key", "--json")) == here_jwk
    assert json.loads(secret_files.read(secret_files.NODE_SIGNING_KEY))["d"] not in shown


def test_a_fingerprint_is_five_groups_of_four(here_jwk, strangers):
    groups = fingerprint(here_jwk).split(" ")
    assert [len(group) for group in groups] == [4] * 5
    assert fingerprint(here_jwk) != fingerprint(strangers.public_jwk)


@pytest.mark.parametrize("how", ["file", "text"])
def test_a_hub_learns_a_node_from_a_file_or_from_text(strangers, key_file, how):
    key = str(key_file) if how == "file" else key_file.read_text()
    assert fingerprint(strangers.public_jwk) in run("hub", "add-node", "--id", "mx-chh", "--key", key)
    assert HubNode.objects.get().public_jwk == strangers.public_jwk
    run("hub", "add-node", "--id", "mx-chh", "--key", key)
    assert HubNode.objects.count() == 1


def test_another_key_needs_to_be_asked_for(strangers, key_file, tmp_path):
    run("hub", "add-node", "--id", "mx-chh", "--key", str(key_file))
    run("node", "add-peer", "--id", "mx-chh", "--key", str(key_file))
    newer = json.dumps(OtherNode(tmp_path / "newer").public_jwk)
    for command in (("hub", "add-node"), ("node", "add-peer")):
        with pytest.raises(CommandError, match="--replace"):
            run(*command, "--id", "mx-chh", "--key", newer)
        run(*command, "--id", "mx-chh", "--key", newer, "--replace")
    assert HubNode.objects.get().public_jwk == Peer.objects.get().public_jwk == json.loads(newer)


@pytest.mark.parametrize("key", ["nowhere.json", "{}", '{"kty": "RSA"}', "{nonsense"])
def test_what_is_no_key_is_refused_in_words(strangers, key):
    with pytest.raises(CommandError, match="key"):
        run("hub", "add-node", "--id", "mx-chh", "--key", key)


def test_a_private_key_is_refused_and_not_kept(strangers):
    private = secret_files.read(secret_files.NODE_SIGNING_KEY).decode()
    with pytest.raises(CommandError, match="private"):
        run("hub", "add-node", "--id", "mx-chh", "--key", private)
    assert not HubNode.objects.exists()


@pytest.mark.parametrize("name", ["Chiapas", "x", "mx chp", "../etc"])
def test_a_name_that_is_none_is_refused(strangers, key_file, name):
    with pytest.raises(CommandError):
        run("hub", "add-node", "--id", name, "--key", str(key_file))


def test_suspending_and_an_unknown_node(strangers, key_file):
    run("hub", "add-node", "--id", "mx-chh", "--key", str(key_file))
    run("hub", "suspend-node", "--id", "mx-chh")
    assert "suspended" in run("hub", "status")
    run("hub", "resume-node", "--id", "mx-chh")
    assert HubNode.objects.get().suspended_at is None
    with pytest.raises(CommandError, match="mx-oax"):
        run("hub", "suspend-node", "--id", "mx-oax")


def test_an_epoch_is_opened_with_its_check_value(strangers):
    check = KEY.check_value().hex()
    run("hub", "open-epoch", "--epoch", EPOCH, "--key-check", check, "--ends", "2099-01-01")
    epoch = HubEpoch.objects.get()
    assert (epoch.key_check, epoch.ends_at.year) == (check, 2098 if epoch.ends_at.month == 12 else 2099)
    assert check in run("hub", "status")
    with pytest.raises(CommandError):
        run("hub", "open-epoch", "--epoch", EPOCH, "--key-check", "00" * 8)


def test_an_epoch_key_is_made_once_carried_and_compared(strangers, secrets_folder, tmp_path, settings):
    shown = run("node", "epoch-key", "--epoch", "prueba-2027", "--new")
    path = secrets_folder / secret_files.epoch_file("prueba-2027")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    check = epoch_keys.check_value(epoch_keys.load("prueba-2027"))
    assert check in shown
    with pytest.raises(CommandError, match="another key"):
        run("node", "epoch-key", "--epoch", "prueba-2027", "--new")
    settings.LATIDO_SECRETS_DIR = strangers.folder
    assert check in run("node", "epoch-key", "--epoch", "prueba-2027", "--file", str(path))
    assert check in run("node", "epoch-key", "--epoch", "prueba-2027", "--show")
    with pytest.raises(CommandError, match="prueba-2027"):
        run("node", "epoch-key", "--epoch", "otra", "--file", str(path))


def test_installing_the_right_key_asks_for_fresh_encodings(strangers, team, desk):
    file_about({"given_names": "Estrella"}, of=team, linking_to=desk)
    KeyedJob.objects.update(state="failed")
    assert "1 files" in run("node", "encode-again")
    assert KeyedJob.objects.filter(state="waiting").count() == 1


def test_the_statements_are_signed_by_the_key_that_is_shown(strangers, here_jwk):
    assert signing.verify(signing.sign({"statement": "x"}), here_jwk) == {"statement": "x"}
