"""The instruments and prompts that ship with the engine, read from `data/`.

Layout: `data/<id>/<version>/` holds one TOML head and one CSV with a row per sign. Every column
`label_xx` or `note_xx` is a language; further languages are further columns.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from latido.engines.indicators.codes import Mark, Wording
from latido.engines.indicators.errors import UnknownInstrumentError
from latido.engines.indicators.instruments import Dimension, Indicator, Instrument, Population, Status, Weight
from latido.engines.indicators.prompts import Prompt, PromptKind, PromptList, Situation

DATA = "data"


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every version of every instrument, drafts included; by id, then oldest version first."""
    found = [_instrument(folder) for folder in _folders("instrument.toml")]
    return tuple(sorted(found, key=lambda each: (each.id, _numbers(each.version))))


def instrument(instrument_id: str, version: str | None = None) -> Instrument:
    """One instrument, in its newest published version unless one is named.

    Raises UnknownInstrumentError when there is none. Results keep the version they were made with.
    """
    for each in reversed(instruments()):
        fits = each.status is Status.PUBLISHED if version is None else each.version == version
        if each.id == instrument_id and fits:
            return each
    known = ", ".join(f"{each.id} {each.version}" for each in instruments())
    raise UnknownInstrumentError(
        "unknown_instrument", f"The catalogue has {known}.", [instrument_id, version or "newest"]
    )


@cache
def prompt_lists() -> tuple[PromptList, ...]:
    """Every version of every list of prompts; by id, then oldest version first."""
    found = [_prompt_list(folder) for folder in _folders("prompts.toml")]
    return tuple(sorted(found, key=lambda each: (each.id, _numbers(each.version))))


def prompt_list(list_id: str = "unodc-signs", version: str | None = None) -> PromptList:
    """One list of prompts, in its newest published version unless one is named.

    Raises UnknownInstrumentError when there is none.
    """
    for each in reversed(prompt_lists()):
        fits = each.status is Status.PUBLISHED if version is None else each.version == version
        if each.id == list_id and fits:
            return each
    raise UnknownInstrumentError(
        "unknown_prompt_list", "There is no such list of prompts.", [list_id, version or "newest"]
    )


def _folders(head: str) -> Iterator[Traversable]:
    for item in (files("latido.engines.indicators") / DATA).iterdir():
        for version in item.iterdir():
            if (version / head).is_file():
                yield version


def _instrument(folder: Traversable) -> Instrument:
    head = tomllib.loads((folder / "instrument.toml").read_text("utf-8"))
    return Instrument(
        id=head["id"],
        version=head["version"],
        status=Status(head["status"]),
        population=Population(head["population"]),
        exploitation=head["exploitation"],
        title=Wording(head["title"]),
        indicators=tuple(_indicator(row, head["sources"]) for row in _rows(folder / "indicators.csv")),
    )


def _indicator(row: Mapping[str, str], sources: Mapping[str, str]) -> Indicator:
    return Indicator(
        code=row["code"],
        dimension=Dimension(row["dimension"]),
        weight=Weight(row["weight"]),
        wording=_label(row),
        mark=Mark(row["mark"]),
        source=sources[row["source"]],
        note=_note(row),
    )


def _prompt_list(folder: Traversable) -> PromptList:
    head = tomllib.loads((folder / "prompts.toml").read_text("utf-8"))
    return PromptList(
        id=head["id"],
        version=head["version"],
        status=Status(head["status"]),
        title=Wording(head["title"]),
        note=Wording(head["note"]),
        situations=tuple(_situation(each) for each in head["situations"]),
        prompts=tuple(_prompt(row, head["sources"]) for row in _rows(folder / "prompts.csv")),
    )


def _situation(table: Mapping[str, Any]) -> Situation:
    return Situation(table["code"], Wording(table["label"]), Wording(table["note"]))


def _prompt(row: Mapping[str, str], sources: Mapping[str, str]) -> Prompt:
    return Prompt(
        code=row["code"],
        situation=row["situation"],
        kind=PromptKind(row["kind"]),
        public=row["public"] == "yes",
        wording=_label(row),
        mark=Mark(row["mark"]),
        source=sources[row["source"]],
        note=_note(row),
    )


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines(), strict=True))


def _label(row: Mapping[str, str]) -> Wording:
    return Wording(_languages(row, "label_"))


def _note(row: Mapping[str, str]) -> Wording | None:
    texts = {language: text for language, text in _languages(row, "note_").items() if text}
    return Wording(texts) if texts else None


def _languages(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {column.removeprefix(prefix): text for column, text in row.items() if column.startswith(prefix)}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
