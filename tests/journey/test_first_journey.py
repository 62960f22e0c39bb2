"""The first journey: over HTTP, in Chromium, and what it leaves on the disk."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from latido.demo import people
from latido.demo.journey.walk import STEPS
from tests.journey import in_chromium
from tests.journey.conftest import command, environment
from tests.journey.plaintext import scan

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(1500)]
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def test_the_check_walks_every_step(walked):
    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert walked.stdout.count("ok     ") == len(STEPS)


@pytest.fixture(scope="module")
def clicked(demo, chromium):
    """The journey in Chromium: the reporter on a phone, staff at a desk."""
    contexts = [chromium.new_context(locale="es-MX", viewport=SCREENS["phone"])]
    contexts += [chromium.new_context(locale="es-MX", viewport=SCREENS["desk"]) for _ in range(3)]
    reporter, officer, shelter, other = [context.new_page() for context in contexts]
    for page in (reporter, officer, shelter, other):
        page.set_default_timeout(in_chromium.PATIENCE_MS)
    receipt = in_chromium.report(reporter, demo)
    report = in_chromium.answer(officer, demo)
    in_chromium.come_back(reporter, demo, receipt)
    case = in_chromium.keep_case(officer, in_chromium.screen(officer, report))
    in_chromium.refer(officer, shelter, demo, case)
    in_chromium.link_and_talk(officer, other, demo)
    in_chromium.look_at_figures(reporter, demo)
    cookies = contexts[0].cookies()
    for context in contexts:
        context.close()
    return {"cookies": cookies, "receipt": receipt, "case": case}


@pytest.mark.browser
def test_the_journey_in_chromium_leaves_the_reporter_without_cookies(clicked):
    assert clicked["cookies"] == []


def texts(clicked):
    return [*people.private_texts(), clicked["receipt"], clicked["receipt"].replace("-", "")]


@pytest.fixture(scope="module")
def left_behind(demo, walked, clicked):
    """The folder of all three installations after both journeys, while the servers still run and after."""
    assert walked.returncode == 0, walked.stdout
    return demo.folder


@pytest.mark.browser
def test_no_store_holds_anything_readable(left_behind, clicked):
    assert scan(left_behind, texts(clicked)) == []


@pytest.mark.browser
def test_the_scan_would_have_found_it(left_behind, clicked, tmp_path):
    """The same scan over a copy of the same stores, after one text was put where it must never be."""
    copy = shutil.copytree(left_behind, tmp_path / "copy")
    with closing(sqlite3.connect(copy / "chiapas" / "latido.sqlite3", timeout=60)) as database:
        database.execute("CREATE TABLE planted (cell TEXT)")
        database.execute("INSERT INTO planted VALUES (?)", [people.JOURNEY.narrative])
        database.commit()
    assert {hit.text for hit in scan(copy, texts(clicked))} == {people.JOURNEY.narrative}


def test_the_hub_holds_no_key_and_no_name(demo, walked):
    with closing(sqlite3.connect(demo.folder / "hub" / "latido.sqlite3")) as database:
        members = database.execute("SELECT count(*) FROM agencies_member").fetchone()
        parts = database.execute("SELECT count(*) FROM keyring_part").fetchone()
    assert (members, parts) == ((0,), (0,))


def test_every_audit_chain_is_whole(demo, walked):
    for place in demo.places:
        assert "The chain is whole" in place.run("audit", "verify")


def test_a_code_of_the_demo_is_shown(demo):
    result = subprocess.run(
        command(demo.folder, demo.port, "code", "mesa"),
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(result.stdout.strip()) == 6


def test_a_taken_port_is_one_clear_line(demo, tmp_path):
    shown = subprocess.run(
        [sys.executable, "-c", PREPARED, str(demo.folder), str(demo.port)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(shown.stdout)["message"].startswith(f"Port {demo.port} (Hub) is taken")


PREPARED = """
import json, sys
from pathlib import Path
from latido.demo.installations import DemoError, installations
from latido.demo.running import served
try:
    with served(installations(Path(sys.argv[1]), port=int(sys.argv[2]))):
        pass
except DemoError as error:
    print(json.dumps({"message": str(error)}))
"""
