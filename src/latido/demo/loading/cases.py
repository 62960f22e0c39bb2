"""Case files of synthetic people, and the coded facts behind the public figures."""

from __future__ import annotations

import itertools
import secrets

from latido.apps.cases import actions
from latido.apps.cases.models import Case, CaseFacts
from latido.apps.keyring.choices import PartKind, Purpose
from latido.demo.loading.members import Desk
from latido.demo.people import Person

WORDING = "¿Está de acuerdo en que busquemos, sin decir su nombre, si otro estado ya le ayuda?"


def open_case(desk: Desk, person: Person, *, linking: bool) -> Case:
    """A file with identities and narrative; ``linking`` records the person's consent to look for links."""
    case = actions.open_case(by=desk.holder, team=desk.team)
    if linking:
        actions.record_consent(
            by=desk.holder, case=case, purpose=Purpose.LINKING, given=True, wording=WORDING, language="es"
        )
    save = {PartKind.IDENTITIES: person.identities, PartKind.NARRATIVE: {"text": person.narrative}}
    for kind, content in save.items():
        actions.save_part(by=desk.holder, case=case, kind=kind, content=content, version=0)
    return case


FIGURES = {
    # (state, exploitation) -> people registered in Q1, Q2, Q3 of 2026; invented
    ("07", "ForcedLabour"): (34, 41, 47),
    ("07", "SexualExploitation"): (28, 31, 25),
    ("07", "ForcedBegging"): (13, 12, 4),
    ("07", "Servitude"): (12, 3, 14),
    ("20", "ForcedLabour"): (19, 22, 16),
    ("20", "SexualExploitation"): (14, 17, 15),
    ("20", "ForcedBegging"): (0, 2, 11),
    ("27", "ForcedLabour"): (16, 12, 18),
    ("27", "SexualExploitation"): (5, 13, 12),
}
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


def load_facts() -> int:
    """Coded facts of people who exist nowhere else, so that the figures have something to count."""
    rows = [
        _facts(state, exploitation, quarter, number)
        for (state, exploitation), counts in FIGURES.items()
        for quarter, count in zip(QUARTERS, counts, strict=True)
        for number in range(count)
    ]
    CaseFacts.objects.bulk_create(rows)
    return len(rows)


_bands = itertools.cycle(["09--17", "18--20", "21--23", "24--26", "30--38"])


def _facts(state: str, exploitation: str, quarter: str, number: int) -> CaseFacts:
    return CaseFacts(
        person_code=secrets.token_hex(32),
        quarter=quarter,
        state_code=state,
        age_band=next(_bands),
        gender="Feminine" if number % 3 else "Masculine",
        exploitation=exploitation,
    )
