"""The core fields of HTCDS 2.0, the Human Trafficking Case Data Standard (IOM, CC BY 4.0; not endorsed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latido.apps.cases.access import Answer
from latido.apps.cases.coding import CodedFacts
from latido.apps.cases.models import Case

NAME = "HTCDS 2.0 core"
CAVEAT = "A guide for offering help, not evidence and not a legal finding."


def core(
    case: Case, coded: CodedFacts, identities: Mapping[str, Any], answers: Sequence[Answer]
) -> dict[str, Any]:
    """Organisation, person, victim, case and consent blocks; empty text means "not recorded"."""
    return {
        "standard": NAME,
        "caveat": CAVEAT,
        "organisation": {"name": case.team.agency.name, "team": case.team.name},
        "person": _person(identities),
        "victim": _victim(coded),
        "case": {
            "number": case.number,
            "status": coded.status,
            "closure_reason": coded.closure_reason,
            "owner": case.team.name,
        },
        "consent": [_consent(answer) for answer in answers if answer.consent],
    }


def _person(identities: Mapping[str, Any]) -> dict[str, Any]:
    names = ("given_names", "surnames", "other_names", "birth_date", "gender", "citizenship")
    return {name: identities.get(name, "") for name in names}


def _victim(coded: CodedFacts) -> dict[str, Any]:
    """Status for help and status in law apart: HTCDS sets a lower bar for help than any court."""
    return {
        "assistance_status": coded.assistance_status,
        "assistance_status_decided_by": coded.assistance_decided_by,
        "legal_status": coded.legal_status,
        "legal_status_decided_by": coded.legal_decided_by,
        "age_band": coded.age_band,
        "gender": coded.gender,
        "exploitation": [code for code in (coded.exploitation, *coded.other_exploitation) if code],
        "control_methods": list(coded.means_of_control),
        "recruitment_method": coded.recruitment,
        "relation_to_trafficker": coded.relation,
    }


def _consent(answer: Answer) -> dict[str, Any]:
    consent = answer.consent
    return {
        "purpose": answer.purpose,
        "recipient": str(answer.recipient or ""),
        "state": str(answer.state.value),
        "answered_at": consent.answered_at.isoformat(timespec="seconds") if consent else "",
        "wording": consent.wording if consent else "",
        "language": consent.language if consent else "",
    }
