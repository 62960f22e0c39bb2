"""Step 4: the case file, part by part, with each purpose of consent asked alone."""

from __future__ import annotations

from latido.demo.browser import Browser
from latido.demo.journey.people_at_work import Workday, expect, found
from latido.demo.people import JOURNEY

NEEDS = ("shelter", "legal")


def keep(day: Workday) -> str:
    """Open a case from the screening, seal its parts, code its facts, record two consents."""
    officer = day.member("mesa")
    officer.get(f"{day.found['screening']}result/")
    officer.submit(to="/cases/open/")
    case = found(r"(/es/work/cases/[0-9a-f-]{36}/)", str(officer.page.url), "The new case")
    day.found["case"] = case
    _write_parts(officer, case)
    officer.get(f"{case}coded/")
    officer.submit(having="exploitation", exploitation="ForcedLabour", gender="Feminine", age_band="24--26")
    _ask(officer, f"{case}consent/linking/")
    page = officer.get(case)
    expect(JOURNEY.identities["surnames"] in page, "The case does not show the identities to its own team.")
    return "identities, contact, narrative, needs, note"


def _write_parts(officer: Browser, case: str) -> None:
    identities = {name: value for name, value in JOURNEY.identities.items() if name != "identifiers"}
    rows: dict[str, str] = {}
    for number, row in enumerate(JOURNEY.identities["identifiers"]):
        rows |= {f"identifiers-{number}-{name}": value for name, value in row.items()}
    officer.get(f"{case}parts/identities/")
    officer.fill({**identities, **rows}, having="given_names")
    officer.get(f"{case}parts/contact/")
    officer.fill(JOURNEY.contact, having="channel")
    officer.get(f"{case}parts/narrative/")
    officer.submit(having="text", text=JOURNEY.narrative)
    officer.get(f"{case}parts/needs/")
    officer.submit(having="codes", text="Un lugar seguro para dormir esta noche.")
    officer.get(case)
    officer.submit(to="/notes/", text="Quiere hablar con su madre antes de decidir.")


def _ask(officer: Browser, path: str) -> None:
    """A consent page: nothing is preselected, the answer is yes."""
    officer.get(path)
    chosen = [value for name, value in officer.form(having="answer").fields if name == "answer"]
    expect(chosen == [], "An answer to a consent question was preselected.")
    officer.submit(having="answer", answer="yes")
