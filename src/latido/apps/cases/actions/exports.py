"""One case in the fields of HTCDS 2.0, for its own team."""

from __future__ import annotations

from typing import Any

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.cases import htcds, queries
from latido.apps.cases.access import answers
from latido.apps.cases.models import Case
from latido.apps.cases.rules import NotAllowedError
from latido.apps.keyring import actions as keyring
from latido.apps.keyring.choices import PartKind


def export_case(*, by: KeyHolder, case: Case) -> dict[str, Any]:
    """The core fields of HTCDS 2.0 in clear. The export is an audit entry. Raises ``NotAllowedError``."""
    if not queries.may_work_on(by.member, case):
        raise NotAllowedError("Only the team that keeps the case exports it.")
    with audited(by=by, action="case.export", subject=str(case.subject), format=htcds.NAME):
        parts = keyring.open_parts(by=by, subject=case.subject, kinds=[PartKind.IDENTITIES])
        identities = parts[PartKind.IDENTITIES].content if PartKind.IDENTITIES in parts else {}
        return htcds.core(case, queries.coded(case), identities, answers(case))
