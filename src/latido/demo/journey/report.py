"""Step 1: a neighbour reports without an account, comes back with the receipt, writes again."""

from __future__ import annotations

import re
import secrets

from latido.demo.journey.people_at_work import Workday, expect, found
from latido.demo.people import ANSWER, REPORT_CONTACT, REPORT_NARRATIVE, WRITTEN_AGAIN

RECEIPT = r"\b((?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4})\b"


def send(day: Workday) -> str:
    """The form as a stand's QR code opens it, sent without scripts; the receipt is shown."""
    reporter = day.visitor("mx-chp")
    reporter.get("/es/report/?c=blue-heart&p=07-tapachula")
    form = reporter.form(having="narrative")
    expect(("place", "07-tapachula") in form.fields, "The poster's place is not preset.")
    expect(("campaign", "blue-heart") in form.fields, "The poster's campaign is not preset.")
    signs = re.findall(r'name="signs" value="([^"]+)"', reporter.text)[:2]
    # A word of its own, so that the report of this walk is told from those of earlier walks.
    day.found["narrative"] = f"{REPORT_NARRATIVE} {secrets.token_hex(4)}"
    sent = reporter.submit(
        having="narrative",
        expect=201,
        signs=signs,
        narrative=day.found["narrative"],
        contact=REPORT_CONTACT,
    )
    day.receipt = found(RECEIPT, sent, "The receipt")
    expect("set-cookie" not in reporter.page.headers, "Reporting sets a cookie.")
    return "receipt of 16 signs"


def come_back(day: Workday) -> str:
    """With the receipt: the answer is there, and one more message goes out. A wrong receipt opens nothing."""
    reporter = day.visitor("mx-chp")
    reporter.get("/es/answer/")
    reporter.submit(having="receipt", expect=404, receipt="0000-0000-0000-0000")
    reporter.get("/es/answer/")
    page = reporter.submit(having="receipt", receipt=day.receipt)
    expect(ANSWER in page, "The answer is not shown to the reporter.")
    reporter.submit(having="text", text=WRITTEN_AGAIN)
    return "answer read"
