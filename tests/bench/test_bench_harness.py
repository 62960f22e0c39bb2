"""The harness finds benches, judges figures, writes what it prints, and refuses what contradicts itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import ModuleType

import pytest

from latido.bench import harness, machines, rivals
from latido.bench.figures import Figure, FigureError, judge, plain_table

KEYS = ["name", "value", "unit", "rival", "ratio", "target", "holds"]


@pytest.fixture
def staged(monkeypatch):
    """Puts a bench called ``staged-one`` on the list that returns the given figures."""

    def stage(*figures):
        module = ModuleType("latido.bench.staged_one")
        module.run = lambda *, short=False: figures[:1] if short else figures
        monkeypatch.setitem(sys.modules, "latido.bench.staged_one", module)
        monkeypatch.setattr(
            harness, "discover", lambda: {"staged-one": harness.Bench("staged-one", "A staged bench.")}
        )

    return stage


def test_a_measured_figure_knows_its_ratio_and_verdict():
    figure = Figure.measured("sealing", 1.2, "ms", rival=0.96, target="ratio <= 1.3")
    assert figure == Figure("sealing", 1.2, "ms", 0.96, 1.25, "ratio <= 1.3", holds=True)


@pytest.mark.parametrize(
    ("target", "value", "ratio", "holds"),
    [
        ("value <= 20", 20.0, None, True),
        ("value <= 20", 20.1, None, False),
        ("value >= 200", 199.9, None, False),
        ("ratio <= 1.3", 9.0, 1.31, False),
        ("ratio >= 2", 1.0, 2.0, True),
    ],
)
def test_a_target_is_judged_at_its_bound(target, value, ratio, holds):
    assert judge(target, value=value, ratio=ratio) is holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"value": float("nan")},
        {"rival": 2.0},
        {"rival": 2.0, "ratio": 0.6},
        {"rival": 0.0, "ratio": 1.0},
        {"ratio": 1.0},
        {"target": "fast"},
        {"target": "ratio <= 1"},
        {"target": "value <= 2", "holds": False},
        {"holds": True},
    ],
)
def test_a_figure_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(FigureError):
        Figure(**{"name": "n", "value": 1.0, "unit": "s", **wrong})


def test_a_table_has_a_row_a_figure():
    table = plain_table(
        [Figure.measured("size", 1234.5, "B", target="value <= 2000"), Figure("t", 0.0123, "s")]
    )
    assert table.splitlines() == [
        "figure  value     rival  ratio  target         holds",
        "size    1,234 B                 value <= 2000  yes",
        "t       0.0123 s",
    ]


def test_benches_are_found_by_their_run_and_not_imported(tmp_path):
    (tmp_path / "with_run.py").write_text(
        '"""What it measures.\n\nMore."""\nimport no_such_module\ndef run(): ...'
    )
    (tmp_path / "without.py").write_text("def walk(): ...")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "__init__.py").write_text("def run(): ...")
    found = harness.discover(tmp_path)
    assert found == {
        "folder": harness.Bench("folder", ""),
        "with-run": harness.Bench("with-run", "What it measures."),
    }


def test_the_json_file_says_what_the_table_says(staged, tmp_path, capsys):
    figure = Figure.measured("size", 12, "kB", target="value <= 20")
    staged(figure, {"name": "time", "value": 3.0, "unit": "s"})
    file = tmp_path / "figures.json"
    assert harness.main(["staged_one", "--json", str(file)]) == 0
    written = json.loads(file.read_text())
    assert list(written) == ["bench", "machine", "figures"]
    assert written["bench"] == "staged-one"
    assert [list(line) for line in written["figures"]] == [KEYS, KEYS]
    assert written["figures"][0] == {**dict.fromkeys(KEYS), "name": "size", "value": 12, "unit": "kB"} | {
        "target": "value <= 20",
        "holds": True,
    }
    assert plain_table([figure]).splitlines()[1].split() == capsys.readouterr().out.splitlines()[2].split()


def test_a_missed_target_is_said_and_returned(staged, capsys):
    staged(Figure.measured("size", 21, "kB", target="value <= 20"))
    assert harness.main(["--all"]) == 1
    assert "Missed: size" in capsys.readouterr().out


def test_the_short_form_is_asked_for(staged, tmp_path):
    staged(Figure("a", 1.0, "s"), Figure("b", 1.0, "s"))
    file = tmp_path / "figures.json"
    harness.main(["staged-one", "--short", "--json", str(file)])
    assert [figure["name"] for figure in json.loads(file.read_text())["figures"]] == ["a"]


def test_an_unknown_bench_is_refused_with_the_list(staged, capsys):
    staged()
    assert harness.main(["unknown"]) == 2
    assert "staged-one  A staged bench." in capsys.readouterr().err


def test_without_a_name_it_lists(staged, capsys):
    staged()
    assert harness.main([]) == 0
    assert "staged-one" in capsys.readouterr().out


def test_the_page_keeps_one_section_a_bench(tmp_path):
    page = tmp_path / "figures.md"
    facts = machines.machine()
    for name, value in (("one", 1.0), ("two", 2.0), ("one", 3.0)):
        harness.write_docs(harness.Result(name, facts, (Figure("f", value, "s"),)), page)
    text = page.read_text()
    assert [line for line in text.splitlines() if line.startswith("| f ")] == [
        "| f | 3 s |  |  |  |  |",
        "| f | 2 s |  |  |  |  |",
    ]
    assert text.count("## one") == 1
    assert "latido bench two --write-docs" in text


def test_the_machine_is_described_without_its_name():
    assert list(machines.machine()) == ["processor", "cores", "memory_gib", "system", "python"]
    assert os.uname().nodename not in json.dumps(machines.machine())


def test_candidates_take_turns():
    turns = []
    candidates = {name: lambda name=name: turns.append(name) for name in "abc"}
    medians = machines.medians_interleaved(candidates, 2, warm_up=1)
    assert turns == ["a", "b", "c", "b", "c", "a", "c", "a", "b"]
    assert list(medians) == ["a", "b", "c"]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot pin processes")
def test_cores_are_pinned_and_given_back():
    before = os.sched_getaffinity(0)
    with machines.pinned(1):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


@pytest.mark.parametrize(
    ("name", "requirements"),
    [("x", ["loose"]), ("x", ["a>=1"]), ("x", []), ("../x", ["a==1"]), ("x", ["-e ."])],
)
def test_a_rival_without_a_version_is_refused(tmp_path, name, requirements):
    with pytest.raises(ValueError, match=r"pinned|name"):
        rivals.rival_environment(name, requirements, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_rival_is_installed_once_and_again_when_its_list_changes(tmp_path, monkeypatch):
    installed = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: installed.append(command[-1]))
    monkeypatch.setattr(rivals.venv, "create", lambda home, **_: home.mkdir(exist_ok=True))
    for version in ("1", "1", "2"):
        python = rivals.rival_environment("x", [f"a=={version}"], folder=tmp_path)
    assert python == tmp_path / "x" / "bin" / "python"
    assert installed == ["a==1", "a==2"]
