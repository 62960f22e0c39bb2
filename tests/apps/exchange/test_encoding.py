"""Who encodes what, from which grant, and what becomes of a job that cannot be done."""

from __future__ import annotations

import uuid

import pytest

from latido import secret_files
from latido.apps.agencies.choices import Mandate, Role
from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange import actions, epoch_keys
from latido.apps.exchange.actions import encoding as encoding_module
from latido.apps.exchange.choices import ItemKind, RecordState
from latido.apps.exchange.models import LinkRecord, OutboxItem
from latido.apps.exchange.person_records import harmless_identifiers, person_record
from latido.apps.keyring import actions as keyring
from latido.apps.keyring import queries as keyring_queries
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.models import KeyedJob
from latido.engines.linkage import LinkageError
from tests import factories
from tests.apps.exchange.stations import EPOCH, PERSON, STRANGER, file_about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings(strangers):
    """This node with its epoch key; nobody else is needed here."""


def job():
    row = KeyedJob.objects.order_by("-asked_at").first()
    return row.state, row.error


def test_the_team_and_the_desk_encode_others_do_not(team, desk):
    file_about(PERSON, of=team, linking_to=desk)
    assert actions.encode_waiting(by=factories.desk().holder) == 0
    assert actions.encode_waiting(by=desk.holder) == 1
    record = LinkRecord.objects.get()
    assert (record.epoch, record.team, record.revision, record.left_out) == (EPOCH, team.team, 1, [])
    item = OutboxItem.objects.get()
    assert (item.kind, item.state, item.payload["revision"]) == (ItemKind.ENCODING, "queued", 1)
    assert job() == ("done", "")


def test_a_grant_for_help_is_no_reason_to_encode(team):
    subject = file_about(PERSON, of=team)
    shelter = factories.desk(role=Role.SHELTER_WORKER, mandate=Mandate.PROTECTION)
    consent = keyring.record_consent(
        by=team.holder,
        subject=subject,
        purpose=Purpose.ASSISTANCE,
        given=True,
        wording="¿Podemos contarle al refugio?",
        language="es",
        recipient=shelter.team,
    )
    keyring.grant_parts(
        by=team.holder,
        subject=subject,
        kinds=[PartKind.IDENTITIES],
        team=shelter.team,
        purpose=Purpose.ASSISTANCE,
        consent=consent,
    )
    assert keyring.open_part(by=shelter.holder, subject=subject, kind=PartKind.IDENTITIES).content == PERSON
    assert actions.encode_waiting(by=shelter.holder) == 0


def test_nothing_is_encoded_without_consent(team):
    file_about(PERSON, of=team, agreed=False)
    actions.encode_waiting(by=team.holder)
    assert job() == ("failed", "no_consent")
    assert not OutboxItem.objects.exists()
    assert not LinkRecord.objects.exists()


def test_a_record_that_says_nothing_fails_with_its_code(team):
    file_about({"given_names": "", "surnames": ""}, of=team)
    actions.encode_waiting(by=team.holder)
    assert job() == ("failed", "empty_record")
    assert not LinkRecord.objects.exists()


def test_what_cannot_be_read_is_left_out_and_named(team):
    broken = {
        **PERSON,
        "birth_date": "quizá en 1999",
        "identifiers": [
            {"kind": "phone", "value": "no sabe", "role": "person"},
            {"kind": "plate", "value": "ABC-0000", "role": "nobody"},
            {"kind": "tarot", "value": "x", "role": "person"},
        ],
    }
    file_about(broken, of=team)
    actions.encode_waiting(by=team.holder)
    assert LinkRecord.objects.get().left_out == ["birth_date", "identifier", "phone"]
    (identifier,) = OutboxItem.objects.get().payload["record"]["identifiers"]
    assert (identifier["kind"], identifier["role"]) == ("plate", "unknown")


def test_help_lines_and_places_of_help_are_left_out(team):
    (line, *_) = harmless_identifiers()
    shelter = {"kind": "phone", "value": "+52 000 555 4433", "role": "help"}
    named = {"kind": "phone", "value": line.value, "role": "suspect"}
    file_about({**PERSON, "identifiers": [named, shelter]}, of=team)
    actions.encode_waiting(by=team.holder)
    assert OutboxItem.objects.get().payload["record"]["identifiers"] == []


def test_the_same_identities_are_not_sent_again_and_new_ones_replace_what_waits(team):
    subject = file_about(PERSON, of=team)
    actions.encode_waiting(by=team.holder)
    first = OutboxItem.objects.get()
    keyring.request_job(by=SYSTEM, kind="encode", subject=subject)
    actions.encode_waiting(by=team.holder)
    assert OutboxItem.objects.get() == first
    keyring.save_part(by=team.holder, subject=subject, kind=PartKind.IDENTITIES, content=STRANGER, version=1)
    keyring.request_job(by=SYSTEM, kind="encode", subject=subject)
    actions.encode_waiting(by=team.holder)
    second = OutboxItem.objects.get()
    assert (second.id != first.id, second.payload["revision"]) == (True, 2)
    assert second.payload["record"]["opaque_id"] == first.payload["record"]["opaque_id"]


def test_the_opaque_id_has_nothing_of_the_case(team):
    subject = file_about(PERSON, of=team)
    actions.encode_waiting(by=team.holder)
    record = LinkRecord.objects.get()
    assert uuid.UUID(record.opaque_id).version == 4
    assert record.opaque_id not in (subject.id.hex, record.id.hex)


def test_without_the_epochs_key_everything_waits(team, secrets_folder):
    (secrets_folder / secret_files.epoch_file(EPOCH)).unlink()
    file_about(PERSON, of=team)
    assert actions.encode_waiting(by=team.holder) == 0
    assert job() == ("waiting", "")
    epoch_keys.install(epoch_keys.new(EPOCH))
    assert actions.encode_waiting(by=team.holder) == 1


def test_a_page_does_a_few_at_a_time(team):
    for number in range(5):
        file_about({**PERSON, "given_names": f"Estrella {number}"}, of=team)
    assert actions.encode_waiting(by=team.holder, limit=3) == 3
    assert actions.encode_waiting(by=team.holder, limit=3) == 2


def test_nothing_waiting_costs_one_query(team, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert actions.encode_waiting(by=team.holder) == 0


def test_a_death_in_the_middle_leaves_the_job_waiting_and_nothing_else(team, monkeypatch):
    file_about(PERSON, of=team)

    def die(**_said):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(encoding_module, "enqueue", die)
        with pytest.raises(RuntimeError):
            actions.encode_waiting(by=team.holder)
    assert job() == ("waiting", "")
    assert (LinkRecord.objects.count(), OutboxItem.objects.count()) == (0, 0)
    assert actions.encode_waiting(by=team.holder) == 1


def test_a_new_epoch_asks_for_every_file_that_takes_part(team, desk, settings):
    file_about(PERSON, of=team, linking_to=desk)
    file_about({"given_names": ""}, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    assert actions.ask_for_encodings(by=SYSTEM) == 0
    settings.LATIDO_EPOCH = "prueba-2027"
    epoch_keys.install(epoch_keys.new("prueba-2027"))
    assert actions.ask_for_encodings(by=SYSTEM) == 1  # the one that failed waits for better data
    assert actions.ask_for_encodings(by=SYSTEM) == 0
    actions.encode_waiting(by=desk.holder)
    assert sorted(LinkRecord.objects.values_list("epoch", flat=True)) == [EPOCH, "prueba-2027"]


def test_a_withdrawal_drops_what_has_not_left_and_the_waiting_job(team, desk):
    subject = file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    keyring.request_job(by=SYSTEM, kind="encode", subject=subject)
    keyring.withdraw_consent(by=team.holder, consent=keyring_queries.live_consent(subject, Purpose.LINKING))
    assert actions.handle_closures() == 1
    assert list(OutboxItem.objects.values_list("kind", flat=True)) == [ItemKind.WITHDRAWAL]
    assert LinkRecord.objects.get().state == RecordState.LEAVING
    assert job() == ("failed", "withdrawn")
    assert actions.encode_waiting(by=team.holder) == 0


def test_a_file_that_agrees_again_gets_another_number(team, desk):
    subject = file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    keyring.withdraw_consent(by=team.holder, consent=keyring_queries.live_consent(subject, Purpose.LINKING))
    actions.handle_closures()
    keyring.record_consent(
        by=team.holder, subject=subject, purpose=Purpose.LINKING, given=True, wording="¿?", language="es"
    )
    keyring.request_job(by=SYSTEM, kind="encode", subject=subject)
    actions.encode_waiting(by=team.holder)
    numbers = set(LinkRecord.objects.values_list("opaque_id", flat=True))
    assert (len(numbers), LinkRecord.objects.filter(state=RecordState.LIVE).count()) == (2, 1)


def test_another_grant_for_linking_keeps_the_record_in(team, desk):
    subject = file_about(PERSON, of=team, linking_to=desk)
    actions.encode_waiting(by=team.holder)
    (grant,) = keyring_queries.live_grants(subject).filter(purpose=Purpose.LINKING)
    keyring.grant_parts(
        by=team.holder,
        subject=subject,
        kinds=[PartKind.IDENTITIES],
        team=desk.team,
        purpose=Purpose.LINKING,
    )
    keyring.close_grant(by=team.holder, grant=grant)
    assert actions.handle_closures() == 0
    assert LinkRecord.objects.get().state == RecordState.LIVE


def test_a_person_record_needs_something_to_link_by():
    with pytest.raises(LinkageError):
        person_record({}, uuid.uuid4())
