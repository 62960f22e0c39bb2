"""The documentation builds with warnings fatal and asks no other host for anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FETCHED = re.compile(
    r"""<(?:script|img|iframe)\b[^>]*\bsrc=["'](?:https?:)?//[^"']*"""
    r"""|<link\b[^>]*\bhref=["'](?:https?:)?//[^"']*"""
    r"""|url\(["']?(?:https?:)?//[^)]*|@import\s+["'](?:https?:)?//[^"']*"""
)


def build(folder: Path) -> tuple[bool, str]:
    """Whether the site of ``folder`` was built into ``folder/site``, and what was said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def documentation(tmp_path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def test_the_site_builds_and_fetches_nothing_from_elsewhere(documentation):
    built, said = build(documentation)
    assert built, said
    pages = [path for path in (documentation / "site").rglob("*") if path.suffix in (".html", ".css")]
    assert documentation / "site" / "envelope" / "index.html" in pages
    assert {
        path: FETCHED.findall(path.read_text()) for path in pages if FETCHED.search(path.read_text())
    } == {}


def test_a_broken_link_stops_the_build(documentation):
    (documentation / "docs" / "planted.md").write_text("# Planted\n\n[nowhere](no-such-page.md)\n")
    built, said = build(documentation)
    assert not built
    assert "no-such-page.md" in said


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://elsewhere.example/x.js">',
        '<link rel="stylesheet" href="//elsewhere.example/x.css">',
        "@font-face { src: url(https://elsewhere.example/x.woff2) }",
    ],
)
def test_something_from_elsewhere_is_found(text):
    assert FETCHED.search(text)
    assert not FETCHED.search(
        text.replace("elsewhere.example/", "").replace("https:", "").replace("//", "./")
    )
