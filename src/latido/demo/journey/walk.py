"""Walking the journey step by step, a line each with its time."""

from __future__ import annotations

import time
from collections.abc import Callable

from latido.demo.installations import DemoError, Installation
from latido.demo.journey import campaign, cases, figures, links, referral, report, screening, triage
from latido.demo.journey.people_at_work import Workday

Step = tuple[str, Callable[[Workday], str]]

STEPS: tuple[Step, ...] = (
    ("0 Campaign: front page, commission, poster", campaign.look_around),
    ("1 Report: sealed on arrival, receipt given", report.send),
    ("2 Triage: opened, answered", triage.open_and_answer),
    ("1 Report: answer read, written again", report.come_back),
    ("3 Screening: answers in, reasons out", screening.conduct),
    ("4 Case: sealed parts, coded facts, consents", cases.keep),
    ("5 Referral: exactly what was granted", referral.refer_and_open),
    ("5 Referral: nothing for migration enforcement", referral.try_the_firewall),
    ("6 Link: candidates on both sides", links.find),
    ("6 Link: confirmed by both, message passed", links.talk),
    ("7 Statistics: drafted, approved, published", figures.publish),
)


def walk(places: tuple[Installation, ...], *, say: Callable[[str], None]) -> int:
    """Every step in order; exit status 1 at the first that fails, with what went wrong."""
    began = time.monotonic()
    with Workday(places) as day:
        for name, step in STEPS:
            start = time.monotonic()
            try:
                seen = step(day)
            except DemoError as error:
                say(f"FAILED {name}: {error}")
                return 1
            say(f"ok     {name:<50} {time.monotonic() - start:5.1f} s  {seen}")
    say(f"The whole journey took {time.monotonic() - began:.1f} s.")
    return 0
