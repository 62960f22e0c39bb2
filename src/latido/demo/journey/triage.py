"""Step 2: an officer signs in, sees the inbox, opens the report, answers."""

from __future__ import annotations

import re

from latido.demo.journey.people_at_work import Workday, expect
from latido.demo.people import ANSWER

REPORT_LINK = re.compile(r'href="(/es/work/inbox/[0-9a-f-]{36}/)"')


def open_and_answer(day: Workday) -> str:
    """Among the reports of the inbox the new one is found by opening it, as an officer would."""
    officer = day.member("mesa")
    links = list(dict.fromkeys(REPORT_LINK.findall(officer.get("/es/work/inbox/"))))
    expect(bool(links), "The inbox is empty.")
    for link in links:
        if day.found["narrative"] in officer.get(link):
            day.found["report"] = link
            break
    expect("report" in day.found, "The report that was sent is not in the inbox.")
    officer.submit(having="text", text=ANSWER)
    return f"{len(links)} reports in the inbox"
