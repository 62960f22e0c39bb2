"""What each node of the demo starts with."""

from __future__ import annotations

from django.utils import timezone

from latido.apps.agencies.choices import Mandate, Role, TeamFunction
from latido.apps.exchange.actions import encode_waiting
from latido.apps.reports import actions as reports
from latido.demo.loading.campaign import CODE, load_campaign
from latido.demo.loading.cases import load_facts, open_case
from latido.demo.loading.figures import publish
from latido.demo.loading.members import Desk, Staff
from latido.demo.people import (
    BACKGROUND,
    EARLIER_REPORT,
    JOURNEY_ELSEWHERE,
    KNOWN_ELSEWHERE,
    KNOWN_IN_BOTH,
    SAME_RECRUITER,
)

CARE = "Centro de Atención"
DUE_HOURS, URGENT_DUE_HOURS = 24, 2
MANY = 100
"""More than the demo's files: every waiting encoding is made before the demo starts."""


def load_chiapas() -> None:
    """The node where the journey begins."""
    staff = Staff("mx-chp", "07")
    intake, cases = _care(staff, intake="mesa", linking="enlace")
    watch = staff.desk(
        "Unidad de Guardia",
        Mandate.PROTECTION,
        "Guardia",
        TeamFunction.ESCALATION,
        "guardia",
        Role.INTAKE_OFFICER,
    )
    staff.desk(
        "Red de Refugios", Mandate.PROTECTION, "Refugio", TeamFunction.SHELTER, "refugio", Role.SHELTER_WORKER
    )
    staff.desk(
        "Control Migratorio",
        Mandate.MIGRATION_ENFORCEMENT,
        "Punto fronterizo",
        TeamFunction.OTHER,
        "frontera",
        Role.INTERVIEWER,
    )
    figures = staff.desk(
        "Oficina de Estadística",
        Mandate.STATISTICS,
        "Cifras",
        TeamFunction.OTHER,
        "cifras",
        Role.STATISTICIAN,
    )
    second = staff.colleague(figures, "revision", Role.STATISTICIAN)
    organiser = staff.desk(
        "Comisión Estatal", Mandate.AWARENESS, "Campaña", TeamFunction.OTHER, "campana", Role.ORGANISER
    )
    _route(intake, watch)
    load_campaign(organiser.holder, state_code="07", today=timezone.localdate())
    for person in BACKGROUND[:2]:
        open_case(cases, person, linking=False)
    open_case(cases, KNOWN_IN_BOTH, linking=True)
    encode_waiting(by=cases.holder, limit=MANY)
    load_facts()
    publish("2026-Q2", by=figures.holder, second=second)
    _earlier_report()


def load_chihuahua() -> None:
    """The node of the other state, which already knows three of the people."""
    staff = Staff("mx-chh", "08")
    intake, cases = _care(staff, intake="caso", linking="vinculo")
    watch = staff.desk(
        "Unidad de Guardia",
        Mandate.PROTECTION,
        "Guardia",
        TeamFunction.ESCALATION,
        "turno",
        Role.INTAKE_OFFICER,
    )
    _route(intake, watch)
    organiser = staff.desk(
        "Comisión Estatal", Mandate.AWARENESS, "Campaña", TeamFunction.OTHER, "caso", Role.ORGANISER
    )
    load_campaign(organiser.holder, state_code="08", today=timezone.localdate())
    for person in BACKGROUND[2:]:
        open_case(cases, person, linking=False)
    for person in (JOURNEY_ELSEWHERE, SAME_RECRUITER, KNOWN_ELSEWHERE):
        open_case(cases, person, linking=True)
    encode_waiting(by=cases.holder, limit=MANY)


def _care(staff: Staff, *, intake: str, linking: str) -> tuple[Desk, Desk]:
    """The centre that receives reports and keeps files; its linking desk is made with it."""
    # The desk comes first: consents for linking are granted to it.
    staff.desk(
        CARE,
        Mandate.PROTECTION,
        "Mesa de vinculación",
        TeamFunction.LINKING_DESK,
        linking,
        Role.LINKING_OFFICER,
    )
    reports_desk = staff.desk(
        CARE, Mandate.PROTECTION, "Mesa de reportes", TeamFunction.INTAKE, intake, Role.INTAKE_OFFICER
    )
    cases = staff.desk(
        CARE, Mandate.PROTECTION, "Equipo de casos", TeamFunction.CASES, intake, Role.CASE_WORKER
    )
    return reports_desk, cases


def _route(intake: Desk, watch: Desk) -> None:
    reports.add_rule(
        by=intake.holder,
        position=1,
        teams=[intake.team],
        escalation=watch.team,
        due_hours=DUE_HOURS,
        urgent_due_hours=URGENT_DUE_HOURS,
    )


def _earlier_report() -> None:
    reports.seal_on_arrival(
        report=reports.PlainReport(
            place_code="07-tapachula",
            sign_codes=(),
            urgent=False,
            campaign_code=CODE,
            language="es",
            content={
                "v": 1,
                "narrative": EARLIER_REPORT,
                "exact_place": "",
                "contact": "",
                "contact_when": "",
                "language": "es",
            },
        )
    )


LOADERS = {"mx-chp": load_chiapas, "mx-chh": load_chihuahua}
"""Node -> what fills it."""
