"""``latido bench``: finds the benches, runs them on pinned cores, judges, prints and keeps their figures.

A bench says what it measures in its docstring's first line and offers
``run(*, short: bool = False) -> Sequence[Figure]``; ``short`` is the form that a check can afford.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from latido.bench.figures import Figure, as_mapping, from_mapping, markdown_table, plain_table
from latido.bench.machines import CORES, machine, medians_interleaved, pinned
from latido.bench.rivals import project_folder, rival_environment

__all__ = [
    "Bench",
    "Figure",
    "Result",
    "discover",
    "machine",
    "main",
    "medians_interleaved",
    "pinned",
    "rival_environment",
    "write_docs",
]

HERE = Path(__file__).parent
FIGURES_PAGE = "docs/figures.md"
PAGE_HEAD = """\
# Figures

What `latido bench` measured last, each on the machine named above its table. Targets are judged there;
a ratio compares with a rival measured in the same run. Each table is written by the command below it.
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench as found on disk: nothing of it is imported before it runs."""

    name: str  # as typed: hyphens
    about: str  # the docstring's first line

    def run(self, *, short: bool = False, cores: int = CORES) -> Result:
        """Measure on the first ``cores`` cores. What a bench raises is not caught."""
        module = importlib.import_module(f"latido.bench.{self.name.replace('-', '_')}")
        with pinned(cores):
            figures = tuple(from_mapping(figure) for figure in module.run(short=short))
            return Result(self.name, machine(), figures)


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one bench and where they were measured."""

    bench: str
    machine: dict[str, Any]
    figures: tuple[Figure, ...]

    @property
    def missed(self) -> list[str]:
        return [figure.name for figure in self.figures if figure.holds is False]

    def as_mapping(self) -> dict[str, Any]:
        """``{"bench", "machine", "figures"}``, as ``--json`` writes it."""
        return {
            "bench": self.bench,
            "machine": self.machine,
            "figures": [as_mapping(figure) for figure in self.figures],
        }


def discover(folder: Path = HERE) -> dict[str, Bench]:
    """Every module or package of ``folder`` that defines ``run``, by name."""
    found = {}
    for path in sorted([*folder.glob("*.py"), *folder.glob("*/__init__.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body):
            module = path.parent.name if path.name == "__init__.py" else path.stem
            about = (ast.get_docstring(tree) or "").split("\n", 1)[0]
            found[module] = Bench(module.replace("_", "-"), about)
    return {bench.name: bench for bench in found.values()}


def write_docs(result: Result, page: Path) -> None:
    """Put the result's section into the page of figures; other sections stay as they are."""
    start, end = f"<!-- {result.bench} -->", f"<!-- /{result.bench} -->"
    facts = result.machine
    section = "\n".join(
        [
            start,
            f"## {result.bench}",
            "",
            _where(facts),
            "",
            markdown_table(result.figures),
            "",
            f"Measured by `latido bench {result.bench} --write-docs`.",
            end,
        ]
    )
    text = page.read_text(encoding="utf-8") if page.exists() else PAGE_HEAD
    before, found, rest = text.partition(start)
    text = before + section + rest.partition(end)[2] if found else f"{text.rstrip()}\n\n{section}\n"
    page.write_text(text, encoding="utf-8")


def _where(facts: dict[str, Any]) -> str:
    hardware = f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gib']} GiB"
    return f"{hardware}, {facts['system']}, Python {facts['python']}"


def main(argv: Sequence[str]) -> int:
    """``latido bench [NAME ...]``: 0, or 1 when a target is missed, or 2 for an unknown bench."""
    options = _parser().parse_args(argv)
    benches = discover()
    names = list(benches) if options.all else [name.replace("_", "-") for name in options.names]
    if not names:
        print(_listing(benches))
        return 0
    unknown = [name for name in names if name not in benches]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}. {_listing(benches)}", file=sys.stderr)
        return 2
    results = []
    for name in names:
        result = benches[name].run(short=options.short, cores=options.cores)
        results.append(result)
        _show(result)
        if options.write_docs:
            write_docs(result, project_folder() / FIGURES_PAGE)
    if options.json:
        _write_json(results, options.json)
    return int(any(result.missed for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="latido bench", description="Measure figures against their targets."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bench; none lists them")
    parser.add_argument("--all", action="store_true", help="run every bench")
    parser.add_argument("--short", action="store_true", help="the form that a check can afford")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures (an array for several)")
    parser.add_argument("--cores", type=int, default=CORES, help=f"cores to run on (default {CORES})")
    parser.add_argument("--write-docs", action="store_true", help=f"keep the tables in {FIGURES_PAGE}")
    return parser


def _listing(benches: dict[str, Bench]) -> str:
    if not benches:
        return "There are no benches yet."
    width = max(len(name) for name in benches)
    lines = [f"  {name.ljust(width)}  {bench.about}" for name, bench in benches.items()]
    return "\n".join(["Benches:", *lines])


def _show(result: Result) -> None:
    print(f"{result.bench}: {_where(result.machine)}")
    print(plain_table(result.figures))
    if result.missed:
        print(f"Missed: {', '.join(result.missed)}")
    print(flush=True)


def _write_json(results: Sequence[Result], file: Path) -> None:
    content = [result.as_mapping() for result in results]
    text = json.dumps(content[0] if len(content) == 1 else content, indent=2, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
