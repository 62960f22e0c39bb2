"""Step 7: a quarter's figures, drafted and approved by two people, published without exposing anybody."""

from __future__ import annotations

import csv
import io
import re

from latido.demo.journey.people_at_work import Workday, expect

QUARTER = "2026-Q3"
CSV_FILE = re.compile(r'href="(/es/figures/[0-9a-f-]{36}\.csv)"')
DRAFT = re.compile(r'href="(/es/work/figures/drafts/[0-9a-f-]{36}/)"')
SMALLEST = 11
"""No published count of people is below this one, except zero."""


def publish(day: Workday) -> str:
    """One person drafts, another approves; in the public file no small count stands."""
    _draft_and_approve(day)
    visitor = day.visitor("mx-chp")
    page = visitor.get(f"/es/figures/?q={QUARTER}")
    files = CSV_FILE.findall(page)
    expect(bool(files), "The public page offers no file.")
    rows = list(csv.DictReader(io.StringIO(visitor.get(files[0]).lstrip("\ufeff"))))
    counts = [int(row["value"]) for row in rows if row["value"]]
    hidden = sum(1 for row in rows if not row["value"])
    expect(bool(counts) and hidden > 0, "The file has nothing published or nothing protected.")
    expect(all(count == 0 or count >= SMALLEST for count in counts), "A small count is published.")
    return f"{len(counts)} cells published, {hidden} protected"


def _draft_and_approve(day: Workday) -> None:
    first, second = day.member("cifras"), day.member("revision")
    first.get("/es/work/figures/")
    if not any(("quarter", QUARTER) in form.fields for form in first.forms()):
        return  # an earlier walk has published it, and what is published never changes
    first.submit(to="/figures/draft/", having="quarter", quarter=QUARTER)
    drafts = DRAFT.findall(second.get("/es/work/figures/"))
    expect(bool(drafts), "The draft does not wait for a second person.")
    second.get(drafts[0])
    second.submit(to="/approve/")
