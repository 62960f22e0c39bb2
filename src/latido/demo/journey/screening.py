"""Step 3: a screening by the adult-labour set, with a person's own assessment beside the scoring."""

from __future__ import annotations

import re

from latido.demo.journey.people_at_work import Workday, expect, found

CAVEAT = "no es una prueba"
ANSWERS = {
    "D1": {"D1-01": "yes", "D1-02": "yes", "D1-05": "no"},
    "D2": {"D2-05": "yes", "D2-04": "do_not_know"},
    "D3": {"D3-06": "yes"},
    "D4": {"D4-01": "yes", "D4-02": "yes", "D4-03": "prefer_not_to_say"},
    "D5": {"D5-01": "yes", "D5-03": "yes"},
    "D6": {"D6-01": "yes"},
}
REASONS = {
    "act": "La recogieron y la llevaron al lugar de trabajo.",
    "means": "Le quitaron los papeles y le dijeron que debía el viaje.",
    "purpose": "Trabaja todos los días y no le pagan.",
}


def conduct(day: Workday) -> str:
    """From the report to a result with its reasons, on screen and as an export with the caveat."""
    officer = day.member("mesa")
    officer.get(day.found["report"])
    officer.submit(to="/screenings/start/", instrument="adult")
    one = found(r"(/es/work/screenings/[0-9a-f-]{36}/)", str(officer.page.url), "The new screening")
    day.found["screening"] = one
    officer.get(f"{one}prepare/")
    checks = re.findall(r'name="checks" value="([^"]+)"', officer.text)
    officer.submit(having="checks", checks=checks, age="adult", go="stay")
    for code, answers in ANSWERS.items():
        officer.get(f"{one}dimension/{code}/")
        officer.fill({"go": "stay", "note": "", **answers}, having="note")
    officer.get(f"{one}assessment/")
    values = dict.fromkeys(REASONS, "present") | {f"{name}-reason": text for name, text in REASONS.items()}
    officer.fill({"go": "stay", **values}, having="act")
    officer.get(f"{one}result/")
    officer.submit(to="/finish/")
    result = officer.get(f"{one}result/")
    expect(all(reason in result for reason in REASONS.values()), "A person's own assessment is missing.")
    expect(CAVEAT in result, "The result does not carry its caveat.")
    expect(CAVEAT in officer.get(f"{one}result.csv"), "The export does not carry the caveat.")
    return f"{len(ANSWERS)} dimensions, caveat on screen and export"
