"""Reading rows strictly: a missing, empty, misspelt or surplus column is named with its file and row."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any, TypeVar, cast

from latido.countries.errors import CountryDataError
from latido.countries.records import MARKS, Mark, Text

Choice = TypeVar("Choice", bound=str)


class Row:
    """One row of a file. Each getter takes a column out of it; `done` refuses what nobody took."""

    def __init__(self, file: str, where: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self.where = where
        self._left = dict(values)

    def fail(self, problem: str) -> CountryDataError:
        """The error for this row, to be raised."""
        return CountryDataError(self.file, self.where, problem)

    def _take(self, column: str) -> Any:
        if column not in self._left:
            raise self.fail(f"{column} is missing")
        return self._left.pop(column)

    def words(self, column: str, *, empty: bool = False) -> str:
        """A string, not blank unless `empty` is allowed."""
        value = self._take(column)
        if not isinstance(value, str):
            raise self.fail(f"{column} must be text, not {value!r}")
        if not value.strip() and not empty:
            raise self.fail(f"{column} is empty")
        return value.strip()

    def text(self, column: str) -> Text:
        """Words in both languages: a table {en, es} in TOML, two columns `_en` and `_es` in CSV."""
        inner = self._left.pop(column, None)
        if inner is None:
            return Text(en=self.words(f"{column}_en"), es=self.words(f"{column}_es"))
        if not isinstance(inner, dict):
            raise self.fail(f"{column} must be a table with en and es")
        part = Row(self.file, f"{self.where}, {column}", inner)
        text = Text(en=part.words("en"), es=part.words("es"))
        part.done()
        return text

    def choice(self, column: str, allowed: tuple[Choice, ...]) -> Choice:
        """One of the allowed codes."""
        value = self.words(column)
        if value not in allowed:
            raise self.fail(f"{column} is {value!r}; use one of {', '.join(allowed)}")
        return value

    def choices(self, column: str, allowed: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """A list of allowed codes."""
        values = self._take(column)
        if not isinstance(values, list) or any(value not in allowed for value in values):
            raise self.fail(f"{column} is {values!r}; use a list out of {', '.join(allowed)}")
        return tuple(values)

    def flag(self, column: str) -> bool:
        """True or false."""
        value = self._take(column)
        if not isinstance(value, bool):
            raise self.fail(f"{column} must be true or false, not {value!r}")
        return value

    def flag_or(self, column: str, default: bool) -> bool:
        """True or false, or the default where the column is left out."""
        return self.flag(column) if column in self._left else default

    def whole(self, column: str) -> int:
        """A whole number of zero or more."""
        value = self._take(column)
        if isinstance(value, bool) or not str(value).isdigit():
            raise self.fail(f"{column} must be a whole number of zero or more, not {value!r}")
        return int(value)

    def number(self, column: str, *, low: float, high: float) -> float:
        """A number between two bounds."""
        value = self._take(column)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise self.fail(f"{column} must be a number, not {value!r}") from None
        if not low <= number <= high:
            raise self.fail(f"{column} is {number}; it must lie between {low} and {high}")
        return number

    def day(self, column: str) -> date | None:
        """A date (ISO text or a TOML date); None where empty or left out."""
        value = self._left.pop(column, "")
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            raise self.fail(f"{column} must be a date like 2024-06-07, not {value!r}") from None

    def required_day(self, column: str) -> date:
        """A date that has to be there."""
        found = self.day(column)
        if found is None:
            raise self.fail(f"{column} is missing")
        return found

    def days(self, column: str) -> tuple[date, ...]:
        """A list of TOML dates, in order."""
        values = self._take(column)
        if not isinstance(values, list) or any(not isinstance(value, date) for value in values):
            raise self.fail(f"{column} must be a list of dates")
        return tuple(sorted(values))

    def list_of_words(self, column: str) -> tuple[str, ...]:
        """A list of texts; empty where it is left out."""
        values = self._left.pop(column, [])
        if not isinstance(values, list) or any(not isinstance(value, str) or not value for value in values):
            raise self.fail(f"{column} must be a list of texts")
        return tuple(values)

    def mark(self) -> Mark:
        """The confidence mark of the row."""
        return cast(Mark, self.choice("mark", MARKS))

    def source(self) -> str:
        """Where the row was read."""
        return self.words("source")

    def rows(self, column: str) -> tuple[Row, ...]:
        """The tables of a TOML array; none where it is left out."""
        tables = self._left.pop(column, [])
        if not isinstance(tables, list) or any(not isinstance(table, dict) for table in tables):
            raise self.fail(f"{column} must be written as [[{column}]] tables")
        prefix = "" if self.where == "top" else f"{self.where}, "
        return tuple(Row(self.file, f"{prefix}{column} {n}", table) for n, table in enumerate(tables, 1))

    def table(self, column: str) -> Row:
        """One TOML table."""
        value = self._take(column)
        if not isinstance(value, dict):
            raise self.fail(f"{column} must be written as a [{column}] table")
        return Row(self.file, column, value)

    def done(self) -> None:
        """Refuse what was written but is not known, usually a misspelt column."""
        if self._left:
            raise self.fail(f"unknown {', '.join(sorted(map(str, self._left)))}; check the spelling")


def read_toml(path: Traversable) -> Row:
    """The top table of a TOML file."""
    try:
        values = tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise CountryDataError(path.name, "top", f"not valid TOML: {error}") from None
    return Row(path.name, "top", values)


def read_csv(path: Traversable) -> Iterator[Row]:
    """The rows of a CSV file with a header line; lines that start with # are comments."""
    lines = enumerate(_read(path).splitlines(), start=1)
    numbered = [(n, line) for n, line in lines if not line.startswith("#")]
    if not numbered:
        raise CountryDataError(path.name, "line 1", "the header line is missing")
    reader = csv.reader([line for _, line in numbered], strict=True)
    try:
        header, *table = [(numbered[reader.line_num - 1][0], cells) for cells in reader]
    except csv.Error as error:
        raise CountryDataError(path.name, f"line {numbered[reader.line_num - 1][0]}", str(error)) from None
    columns = header[1]
    for number, cells in table:
        where = f"line {number}"
        if len(cells) != len(columns):
            raise CountryDataError(path.name, where, f"has {len(cells)} cells, the header {len(columns)}")
        yield Row(path.name, where, dict(zip(columns, cells, strict=True)))


def _read(path: Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CountryDataError(path.name, "file", "is missing from the country pack") from None
    except UnicodeDecodeError:
        raise CountryDataError(path.name, "file", "is not UTF-8") from None
