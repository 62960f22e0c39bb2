"""Saving the coded facts of a case, with the version that the edit started from."""

from __future__ import annotations

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.audit.actions import audited
from latido.apps.cases import queries
from latido.apps.cases.coding import CODED_FIELDS, ON_THE_CASE, ON_THE_FACTS, CodedFacts, person_code
from latido.apps.cases.models import Case, CaseFacts


class CodedConflictError(Exception):
    """Somebody saved first. ``theirs`` stands now under ``version``; what was sent is still the caller's."""

    def __init__(self, theirs: CodedFacts, version: int) -> None:
        super().__init__("Somebody else saved these facts while you were writing.")
        self.theirs = theirs
        self.version = version


def save_coded(*, by: KeyHolder, case: Case, coded: CodedFacts, version: int) -> Case:
    """Save the coded facts; the audit names the fields that changed, not their values.

    Saving what already stands changes nothing, whatever the version. Raises ``CodedConflictError``.
    """
    with audited(by=by, action="case.code", subject=str(case.subject)) as note:
        locked = Case.objects.select_for_update(of=("self",)).select_related("team__agency").get(pk=case.pk)
        facts = CaseFacts.objects.select_for_update().get(person_code=person_code(case.id))
        theirs = queries.coded(locked, facts)
        changed = [name for name in CODED_FIELDS if getattr(theirs, name) != getattr(coded, name)]
        note.details["fields"] = changed
        if not changed:
            return locked
        if locked.version != version:
            raise CodedConflictError(theirs, locked.version)
        _store(locked, facts, coded)
    return locked


def _store(case: Case, facts: CaseFacts, coded: CodedFacts) -> None:
    for name in ON_THE_CASE:
        setattr(case, name, getattr(coded, name))
    for name in ON_THE_FACTS:
        value = getattr(coded, name)
        setattr(facts, name, list(value) if isinstance(value, tuple) else value)
    case.version += 1
    case.save()
    facts.save()
