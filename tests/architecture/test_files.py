"""What the tree of files keeps to: names, sizes, decision records, glossary, nothing of one machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "managers",
}
LOOK_TWICE = 300
"""Lines; a file above this is split, or stands below with its reason."""
LONG_FILES: dict[str, str] = {}

DECISION_PARTS = ("Context", "Decision", "Consequences")
DECISION_DATE = re.compile(r"^\**Date:?\**:?\s+\d{4}-\d{2}-\d{2}", re.MULTILINE)

# Spelled in pieces, so that this file does not hold what it looks for.
OF_ONE_MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/wo" + r"rk/(?:main|shared|\.library)",
            r"(?<![\w.])/ro" + "ot/",
            r"(?<![\w.])/tm" + r"p/w/",
            r"pypi\." + "org",
            r"pythonhosted\." + "org",
            r"npmjs\." + "(?:org|com)",
            r"deb\." + r"debian\.org",
        )
    )
)
BINARY = {".png", ".jpg", ".ico", ".mo", ".pdf", ".woff2", ".gz"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def missing_parts(text: str) -> list[str]:
    """Parts that a decision record lacks."""
    headings = set(re.findall(r"^#+\s+(\w+)", text, re.MULTILINE))
    missing = [part for part in DECISION_PARTS if part not in headings]
    return missing if DECISION_DATE.search(text) else [*missing, "Date"]


def table_rows(text: str) -> list[list[str]]:
    """Cells of every table row of a Markdown text, without header and rule."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def addresses_of_one_machine(text: str) -> list[str]:
    return OF_ONE_MACHINE.findall(text)


def test_no_name_says_nothing(project_files):
    nameless = [relative(path) for path in project_files if path.stem in NAMES_THAT_SAY_NOTHING]
    assert [name for name in nameless if name.endswith(".py")] == []


def test_files_are_short_or_have_a_reason(project_files):
    written = [path for path in project_files if "migrations" not in path.parts]  # those are generated
    code = [path for path in written if path.suffix in (".py", ".js", ".css", ".sh")]
    long = {relative(path) for path in code if len(path.read_text().splitlines()) > LOOK_TWICE}
    assert long == set(LONG_FILES)
    assert all(LONG_FILES.values())


def test_decision_records_are_whole():
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert len(records) >= 5
    found = {record.name: missing_parts(record.read_text()) for record in records}
    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    "name", ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "GLOSSARY.md", "LICENSE", "README.md"]
)
def test_what_a_newcomer_looks_for_is_there(name):
    assert (ROOT / name).read_text().strip() != ""


def test_glossary_rows_have_a_term_a_word_and_a_source():
    rows = table_rows((ROOT / "GLOSSARY.md").read_text())
    assert len(rows) > 10
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


def test_nothing_names_one_machine_or_a_registry(project_files):
    found = {}
    for path in project_files:
        if path.suffix not in BINARY:
            found[relative(path)] = addresses_of_one_machine(path.read_text())
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_locks_hold_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert re.findall(r"https?://|index-url|find-links", text) == []
        pinned = re.findall(r"^[\w.\[\]-]+==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[A-Za-z]", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("# 1. T\n\nDate: 2026-01-02\n\n## Context\n\n## Decision\n\n## Consequences\n", []),
        ("# 1. T\n\n## Context\n\n## Consequences\n", ["Decision", "Date"]),
    ],
)
def test_a_missing_part_of_a_decision_is_found(text, missing):
    assert missing_parts(text) == missing


def test_an_address_of_one_machine_is_found():
    texts = ["see /wo" + "rk/main/x", "pypi" + ".org/simple", "/ro" + "ot/.cache"]
    assert [len(addresses_of_one_machine(text)) for text in texts] == [1, 1, 1]
    assert addresses_of_one_machine("docs/work/main.md at example.org") == []
