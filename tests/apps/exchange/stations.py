"""Two nodes and a hub in one test: this installation is Chiapas and the hub, ``OtherNode`` is Chihuahua."""

from __future__ import annotations

import base64
import json
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.test import Client, override_settings

from latido import secret_files, signing
from latido.apps.agencies.choices import Role, TeamFunction
from latido.apps.audit.actions import SYSTEM
from latido.apps.exchange.hub_client import HubClient
from latido.apps.exchange.person_records import person_record
from latido.apps.exchange.protocol import FEED_PATH, ITEMS_PATH, NODE_HEADER, REQUEST_HEADER
from latido.apps.exchange.statements import (
    Confirmation,
    SignedLetter,
    SignedReceipt,
    read_letter,
    sign_confirmation,
    sign_letter,
    sign_receipt,
)
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.subjects import Subject
from latido.engines import vault
from latido.engines.linkage import EpochKey, encode
from tests import factories

HERE, THERE = "mx-chp", "mx-chh"
EPOCH = "prueba-2026"
KEY = EpochKey(bytes(range(32)), EPOCH)

PERSON = {
    "given_names": "Estrella Inventada",
    "surnames": "Ficticia Muestra",
    "gender": "Feminine",
    "birth_date": "1999-04-13",
    "birth_state": "07",
    "municipality": "07089",
    "identifiers": [{"kind": "phone", "value": "+52 000 111 2233", "role": "person"}],
}
VARIANT = {**PERSON, "given_names": "Estreya Inventada", "surnames": "Muestra Ficticia"}
STRANGER = {
    "given_names": "Ulises Imaginario",
    "surnames": "Quimera Apócrifa",
    "gender": "Masculine",
    "birth_date": "1971-11-02",
    "birth_state": "08",
    "municipality": "08037",
    "identifiers": [],
}
RECRUITER = {"kind": "phone", "value": "+52 000 999 8877", "role": "suspect"}


class IntoTheHub(httpx.BaseTransport):
    """Hands a request to the hub's own handlers, without a socket and in the test's own transaction."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = Client().generic(
            request.method,
            request.url.path,
            request.read(),
            content_type=request.headers["content-type"],
            headers={name: request.headers[name] for name in (NODE_HEADER, REQUEST_HEADER)},
        )
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


def hub_client() -> HubClient:
    """Calls to the hub of this test."""
    return HubClient(transport=IntoTheHub())


class OtherNode:
    """Another node as its hub and peers see it: it signs with its own key and keeps nothing."""

    def __init__(self, folder: Path, name: str = THERE) -> None:
        self.name, self.folder = name, folder
        secret_files.create_missing(folder)
        self.team = vault.new_key_pair()
        self.cursor = 0

    @contextmanager
    def hat(self):
        with override_settings(LATIDO_NODE=self.name, LATIDO_SECRETS_DIR=self.folder):
            yield

    @property
    def public_jwk(self) -> dict[str, Any]:
        with self.hat():
            return {k: v for k, v in signing.own_public_jwk().items() if k in ("kty", "crv", "x")}

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        with self.hat():
            return hub_client().post(path, body)

    def send(self, *items: dict[str, Any]) -> list[tuple[bool, str]]:
        """``(accepted, code)`` of each item."""
        answer = self.post(ITEMS_PATH, {"items": list(items)})
        return [(one["accepted"], one["code"]) for one in answer["outcomes"]]

    def feed(self) -> list[dict[str, Any]]:
        """What is new for this node."""
        answer = self.post(FEED_PATH, {"after": self.cursor})
        self.cursor = answer["cursor"]
        return answer["events"]

    def confirmation(self, body: dict[str, Any], **changes: Any) -> str:
        said = {
            "node": self.name,
            "peer": body["node"],
            "link": uuid.UUID(body["link"]),
            "own_record": body["mine"],
            "other_record": body["theirs"],
            "team_key": self.team.public,
        }
        with self.hat():
            return sign_confirmation(Confirmation(**{**said, **changes}))

    def decision(self, body: dict[str, Any], decision: str) -> dict[str, Any]:
        item = {"id": str(uuid.uuid4()), "kind": "decision", "link": body["link"], "decision": decision}
        item["revision"] = body["revision"]
        return item | ({"proof": self.confirmation(body)} if decision == "confirmed" else {})

    def letter(self, body: dict[str, Any], text: str, to: bytes) -> dict[str, Any]:
        letter_id = uuid.uuid4()
        envelope = vault.seal_envelope(
            {"v": 1, "text": text},
            kind=vault.Kind.NOTE,
            record_id=letter_id,
            recipients=[to, self.team.public],
        )
        return self.signed_letter(body, letter_id, envelope)

    def signed_letter(self, body: dict[str, Any], letter_id: uuid.UUID, envelope: bytes) -> dict[str, Any]:
        from django.utils import timezone

        link = uuid.UUID(body["link"])
        with self.hat():
            said = SignedLetter(letter_id, self.name, body["node"], link, timezone.now(), envelope)
            statement = sign_letter(said)
        return {
            "id": str(letter_id),
            "kind": "letter",
            "link": body["link"],
            "to": body["node"],
            "statement": statement,
        }

    def read(self, statement: str, sender_jwk: dict[str, Any]) -> str:
        said = read_letter(statement, sender_jwk)
        return vault.open_envelope(said.envelope, private=self.team.private, public=self.team.public)["text"]

    def receipt(self, body: dict[str, Any], letter_id: uuid.UUID) -> dict[str, Any]:
        with self.hat():
            statement = sign_receipt(SignedReceipt(letter_id, self.name, body["node"]))
        return {"id": str(uuid.uuid4()), "kind": "receipt", "link": body["link"], "statement": statement}


def encoding(
    content: dict[str, Any], *, key: EpochKey = KEY, opaque_id: uuid.UUID | None = None, revision: int = 1
) -> dict[str, Any]:
    """An item with one encoded record."""
    person, _ = person_record(content, opaque_id or uuid.uuid4())
    record = encode([person], key)[0].to_dict()
    return {"id": str(uuid.uuid4()), "kind": "encoding", "record": record, "revision": revision}


def opaque_id_of(item: dict[str, Any]) -> str:
    text = item["record"]["opaque_id"]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).hex()


def install_epoch_key(folder: Path, key: EpochKey = KEY) -> None:
    values = {"format": 1, "epoch": key.epoch, "key": base64.b64encode(key.secret).decode()}
    (folder / secret_files.epoch_file(key.epoch)).write_text(json.dumps(values))


def linking_desk() -> factories.Desk:
    return factories.desk(function=TeamFunction.LINKING_DESK, role=Role.LINKING_OFFICER)


def file_about(
    content: dict[str, Any],
    *,
    of: factories.Desk,
    agreed: bool = True,
    linking_to: factories.Desk | None = None,
) -> Subject:
    """A case's sealed identities, with consent to linking, granted to the desk, waiting to be encoded."""
    subject = Subject("case", uuid.uuid4())
    keyring.take_custody(by=of.holder, subject=subject, team=of.team)
    keyring.save_part(by=of.holder, subject=subject, kind=PartKind.IDENTITIES, content=content, version=0)
    if agreed:
        consent = keyring.record_consent(
            by=of.holder,
            subject=subject,
            purpose=Purpose.LINKING,
            given=True,
            wording="¿Podemos buscar coincidencias?",
            language="es",
        )
        if linking_to is not None:
            keyring.grant_parts(
                by=of.holder,
                subject=subject,
                kinds=[PartKind.IDENTITIES],
                team=linking_to.team,
                purpose=Purpose.LINKING,
                consent=consent,
            )
    keyring.request_job(by=SYSTEM, kind="encode", subject=subject)
    return subject
