"""The reference pages name everything that the code has: settings, commands, rooms, tables, numbers."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from latido import serving
from latido.bench import harness
from latido.demo import command as demo
from latido.demo.accounts import ACCOUNTS, PASSWORD
from latido.engines.disclosure.suppression import THRESHOLD
from latido.engines.indicators import fired_clauses
from latido.engines.linkage import LinkSettings
from latido.engines.linkage.classification import prior
from latido.engines.linkage.encoding import scheme
from latido.management.commands import data_dictionary

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "latido"

READ_BY_TESTS = {"LATIDO_REQUIRE_ALL"}
"""Variables of the recipes and the suite that stand in the settings page too."""
OF_DJANGO = {action.dest for action in BaseCommand().create_parser("latido", "x")._actions}

READERS = {"os.environ.get", "os.environ", "os.getenv", "flag"}


def variables_read(text: str) -> dict[str, str]:
    """Environment variable -> its default where that is a plain text, else empty."""
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in READERS:
            name, *default = node.args
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in READERS:
            name, default = node.slice, []
        else:
            continue
        if isinstance(name, ast.Constant):
            plain = bool(default) and isinstance(default[0], ast.Constant)
            found[name.value] = default[0].value if plain else ""
    return found


def table_rows(text: str) -> list[list[str]]:
    """Cells of every table row of a page, headings and rules included, without the signs of code."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in line.split("|")] for line in lines]


def rows_of(page: str, names: set[str]) -> dict[str, list[list[str]]]:
    """Name -> the further cells of each row of the page that begins with it."""
    rows = table_rows((DOCS / page).read_text())
    return {name: [row[1:] for row in rows if row[0] == name] for name in names}


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every ``latido`` command of our own with its parser."""
    ours = {"demo": demo._parser(), "bench": harness._parser(), "serve": serving.parser()}
    for file in SOURCE.rglob("management/commands/[a-z]*.py"):
        package = "latido." + ".".join(file.parents[2].relative_to(SOURCE).parts)
        command = load_command_class(package.rstrip("."), file.stem)
        ours[file.stem] = command.create_parser("latido", file.stem)
    return ours


def sections(text: str) -> dict[str, str]:
    """Command -> the text under its heading."""
    parts = re.split(r"^### latido (\S+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def undocumented(parser: argparse.ArgumentParser, section: str) -> list[str]:
    """Options and choices that a section does not show as code."""
    code = " ".join(re.findall(r"`([^`]+)`", section)).split()
    return sorted({word for word in words_of(parser) if word not in code and word != "start"})


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """What a person types for a parser of ours: options, choices, and those of the commands below it."""
    for action in parser._actions:
        if action.dest not in OF_DJANGO:
            yield from (option for option in action.option_strings if option.startswith("--"))
            yield from (str(choice) for choice in action.choices or () if not action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from words_of(below)


# --- Settings --------------------------------------------------------------------------------------


def test_every_variable_stands_in_the_settings_page_with_its_default():
    read = variables_read((SOURCE / "settings.py").read_text())
    rows = rows_of("settings.md", set(read))
    assert len(read) > 10
    assert {name for name, found in rows.items() if len(found) != 1} == set()
    assert {name: rows[name][0][0] for name, default in read.items() if default} == {
        name: default for name, default in read.items() if default
    }


def test_the_settings_page_names_no_variable_that_nothing_reads():
    read = set(variables_read((SOURCE / "settings.py").read_text())) | READ_BY_TESTS
    first = {row[0] for row in table_rows((DOCS / "settings.md").read_text())}
    assert {name for name in first if re.fullmatch(r"[A-Z]+(_[A-Z0-9]+)+", name)} == read


def test_no_other_module_reads_the_environment():
    others = [path for path in SOURCE.rglob("*.py") if path != SOURCE / "settings.py"]
    found = {path.relative_to(SOURCE).as_posix(): set(variables_read(path.read_text())) for path in others}
    assert {name: names for name, names in found.items() if names} == {}


def test_variables_are_found_however_they_are_read():
    text = 'import os\nos.environ.get("A", "x")\nos.environ["B"]\nflag("C")\nos.getenv("D")\nother.get("E")\n'
    assert variables_read(text) == {"A": "x", "B": "", "C": "", "D": ""}


# --- Commands --------------------------------------------------------------------------------------


def test_every_command_stands_in_the_commands_page_with_its_options():
    documented = sections((DOCS / "commands.md").read_text())
    ours = commands()
    assert {"serve", "setup", "work", "audit", "demo", "bench"} <= set(ours)
    assert set(ours) - set(documented) == set()
    missing = {name: undocumented(parser, documented[name]) for name, parser in ours.items()}
    assert {name: words for name, words in missing.items() if words} == {}


def test_an_option_without_words_is_found():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick")
    what = parser.add_subparsers()
    what.add_parser("make").add_argument("--deep")
    what.add_parser("show")
    section = "`latido x make` does it; --quick is fast, `--deep` is deep"
    assert undocumented(parser, section) == ["--quick", "show"]


# --- Rooms and tables ------------------------------------------------------------------------------


@pytest.mark.parametrize("floor", ["apps", "engines"])
def test_the_design_names_every_room(floor):
    rooms = {path.parent.name for path in (SOURCE / floor).glob("*/__init__.py")}
    code = re.findall(r"```(.*?)```|`([^`]+)`", (DOCS / "design.md").read_text(), re.DOTALL)
    named = set(re.findall(r"[a-z_]+", " ".join(fenced + inline for fenced, inline in code)))
    assert len(rooms) >= 3
    assert rooms - named == set()


def test_the_data_dictionary_is_current():
    """When this fails: latido data_dictionary --write docs/data-dictionary.md"""
    assert (DOCS / "data-dictionary.md").read_text() == data_dictionary.dictionary()


def test_tables_of_libraries_are_explained():
    models = {model._meta.label for model in apps.get_models() if not model.__module__.startswith("latido.")}
    assert models == set(data_dictionary.OF_LIBRARIES)


# --- Numbers ---------------------------------------------------------------------------------------


def test_the_boundary_table_of_screening_is_what_the_rule_says():
    rows = [row for row in table_rows((DOCS / "screening.md").read_text()) if row[-1] in ("yes", "no")]
    assert len(rows) == 9
    told = {tuple(map(int, row[:3])): row[3] == "yes" for row in rows}
    assert told == {counts: bool(fired_clauses(*counts)) for counts in told}


def test_the_numbers_of_linkage_are_those_of_the_code():
    expected = dict(scheme.TOGGLES), {part.name: bits for part, bits in scheme.INFORMATION.items()}
    one_number = {name: [number] for table in expected for name, number in table.items()}
    two_numbers = {
        part.name: [bits, prior.TOGGLES_BETWEEN_STRANGERS[part]]
        for part, bits in prior.TOGGLES_WHEN_ONE_SIDED.items()
    }
    two_numbers |= {kind: [rates.same, rates.strangers] for kind, rates in prior.IDENTIFIERS.items()}
    assert numbers_of("linkage.md", set(one_number), width=1) == one_number
    assert numbers_of("linkage.md", set(two_numbers), width=2) == two_numbers


def numbers_of(page: str, names: set[str], *, width: int) -> dict[str, list[float]]:
    """Name -> the numbers of the row that begins with it and has so many."""
    rows = [(name, row) for name, found in rows_of(page, names).items() for row in found]
    return {name: [float(cell) for cell in row] for name, row in rows if len(row) == width}


def test_thresholds_are_told_as_they_are():
    limits = LinkSettings()
    told = {
        "linkage.md": (
            f"3. Encoding, version {scheme.VERSION}",
            f"{limits.all_pairs_up_to:,} pairs",
            f"more than {limits.token_cap:,} records",
            f"more than {limits.identifier_cap} records",
            f"nought at {prior.BREAK_EVEN}",
            f"to {prior.LEAST_FILTER_WEIGHT:g} at most",
            f"less than {scheme.LEAST_INFORMATION:g} bits",
            f"filter has {scheme.FILTER_BITS} bits",
        ),
        "disclosure.md": (f"The threshold is {THRESHOLD}",),
    }
    texts = {page: " ".join((DOCS / page).read_text().split()) for page in told}
    assert {page: [one for one in words if one not in texts[page]] for page, words in told.items()} == {
        page: [] for page in told
    }


# --- The built pages --------------------------------------------------------------------------------


def test_no_heading_stops_the_scripts_of_its_page(tmp_path):
    """The theme looks headings up by ``#id``, which throws for an id that begins with a digit."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    pages = {page.parent.name: page.read_text() for page in tmp_path.glob("*/index.html")}
    ids = {name: re.findall(r'<h[1-6] id="([^"]+)"', text) for name, text in pages.items()}
    assert "section-2-the-house" in ids["design"]
    assert [one for found in ids.values() for one in found if one[0].isdigit()] == []


# --- README ----------------------------------------------------------------------------------------


def test_the_readme_names_every_demo_account():
    text = (ROOT / "README.md").read_text()
    accounts = [row for row in table_rows(text) if row[0] in {account.username for account in ACCOUNTS}]
    assert accounts == [[account.username, account.where, account.what] for account in ACCOUNTS]
    assert f"`{PASSWORD}`" in text


def test_links_of_the_readme_lead_somewhere():
    linked = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)", (ROOT / "README.md").read_text())
    assert len(linked) > 10
    assert [link for link in linked if not (ROOT / link).exists()] == []
