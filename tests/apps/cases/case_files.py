"""Synthetic cases that cannot be mistaken for real ones."""

from __future__ import annotations

from latido.apps.cases import actions
from latido.apps.cases.models import Case
from latido.apps.keyring.choices import PartKind, Purpose
from latido.apps.keyring.models import Consent
from tests.factories import Desk

IDENTITIES = {
    "given_names": "Ejemplina",
    "surnames": "Ficticia Inventada",
    "other_names": "",
    "gender": "Feminine",
    "birth_date": "1999-03",
    "birth_state": "07",
    "citizenship": "MX",
    "municipality": "Ejemplo",
    "identifiers": [{"kind": "phone", "value": "+52 000 000 0001", "role": "suspect"}],
}
CONTACT = {
    "channel": "phone",
    "value": "+52 000 000 0002",
    "hours": "8 a 10",
    "words": "Llamo de la biblioteca inventada.",
    "must_not_know": "Quien comparte el cuarto.",
    "may_leave_message": False,
}
NEEDS = {"codes": ["shelter", "legal"], "text": "Viaja con una niña."}
NARRATIVE = {"text": "Le prometieron otro trabajo. Le quitaron sus documentos."}

CONTENTS = {
    PartKind.IDENTITIES: IDENTITIES,
    PartKind.CONTACT: CONTACT,
    PartKind.NEEDS: NEEDS,
    PartKind.NARRATIVE: NARRATIVE,
    PartKind.INTERVIEW: {"text": "Conversación inventada, con intérprete."},
    PartKind.HEALTH: {"text": "Pide consulta inventada."},
}


def open_case(desk: Desk, **more) -> Case:
    return actions.open_case(by=desk.holder, team=desk.team, **more)


def full_case(desk: Desk) -> Case:
    """A case with every part and one note."""
    case = open_case(desk)
    for kind, content in CONTENTS.items():
        actions.save_part(by=desk.holder, case=case, kind=kind, content=content, version=0)
    actions.add_note(by=desk.holder, case=case, text="Primera nota inventada.")
    return case


def answer(desk: Desk, case: Case, purpose: str, *, given: bool = True, recipient=None) -> Consent:
    return actions.record_consent(
        by=desk.holder,
        case=case,
        purpose=purpose,
        given=given,
        wording="¿Está de acuerdo?",
        language="es",
        recipient=recipient,
    )


def agree_to_help(desk: Desk, case: Case, recipient) -> Consent:
    return answer(desk, case, Purpose.ASSISTANCE, recipient=recipient)
