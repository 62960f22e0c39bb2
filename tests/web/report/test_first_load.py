"""What the report page costs at the first visit, and how much script of ours it runs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import latido
from tests.apps.reports import synthetic

STATIC = Path(latido.__file__).parent / "web" / "static" / "latido"
BUDGET = 20_000  # bytes with gzip: HTML, styles, scripts, icons (issue 2; 15,000 later)
SCRIPT_LINES = 200


def files_of(page: str) -> list[str]:
    """Every file that the page asks for, and what its scripts import."""
    named = re.findall(r'(?:src|href)="/static/latido/([\w.]+)"', page)
    imported = [
        name
        for script in named
        if script.endswith(".js")
        for name in re.findall(r'from "\./([\w.]+)"', (STATIC / script).read_text(encoding="utf-8"))
    ]
    return sorted({*named, *imported})


def gzipped(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


def test_the_first_load_fits_the_budget(client, node):
    response = client.get("/es/report/")
    files = files_of(response.content.decode())
    sizes = {name: gzipped((STATIC / name).read_bytes()) for name in files}
    total = gzipped(response.content) + sum(sizes.values())
    assert set(files) == {"icon.svg", "latido.css", "leave.js", "report.js", "seal.js"}
    assert total <= BUDGET, (gzipped(response.content), sizes)


def test_nothing_is_asked_of_another_host(client, node):
    for path in ("/es/report/", "/es/answer/"):
        page = client.get(path).content.decode()
        loaded = re.findall(r'<(?:script|link|img|iframe|source)[^>]+(?:src|href)="([^"]+)"', page)
        assert loaded
        assert [address for address in loaded if not address.startswith("/static/")] == []


def test_scripts_are_short_and_none_is_inline(client, node):
    synthetic.send()
    for path in ("/es/report/", "/es/answer/"):
        page = client.get(path).content.decode()
        scripts = [name for name in files_of(page) if name.endswith(".js")]
        lines = sum(len((STATIC / name).read_text(encoding="utf-8").splitlines()) for name in scripts)
        assert "seal.js" in scripts
        assert lines < SCRIPT_LINES
        assert re.findall(r"<script(?![^>]+src=)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
