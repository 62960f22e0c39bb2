"""A pack that cannot be used says which file, which row, and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from latido.countries import CountryDataError, load_folder

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """A copy of the Mexican pack with one text replaced once."""
    with as_file(files("latido.countries") / "mx") as original:
        shutil.copytree(original, tmp_path / "mx")

    def spoiled(file: str, old: str, new: str) -> Path:
        path = tmp_path / "mx" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path / "mx"

    return spoiled


def test_an_unspoilt_copy_loads(spoil: Spoil) -> None:
    assert load_folder(spoil("country.toml", "# Mexico", "# Copy"), code="copy").code == "copy"


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "problem"),
    [
        ("country.toml", "format = 1", "format = 2", "top", "format must be 1"),
        ("country.toml", 'kind = "emergency"', 'kind = "urgent"', "hotline 1", "use one of emergency"),
        ("country.toml", 'link = "tel:911"', 'link = "911"', "hotline 1", "must start with tel: or https://"),
        ("country.toml", 'mark = "V"', 'mark = "X"', "language 1", "mark is 'X'; use one of V, 2, R, C, D"),
        ("country.toml", 'number = "911"', 'numbr = "911"', "hotline 1", "number is missing"),
        ("country.toml", 'en = "Emergency"', 'en = " "', "hotline 1, label", "en is empty"),
        ("country.toml", 'hotline = "national-line"', 'hotline = "gone"', "campaign blue-heart", "'gone'"),
        ("country.toml", 'code = "national-chat"', 'code = "emergency"', "code emergency", "used twice"),
        ("country.toml", "[[hotline]]", "[[hotline]", "top", "not valid TOML"),
        ("states.csv", "07,MX-CHP,CS,05", "07,MX-CHP,CS,07", "code 07", "used twice"),
        ("states.csv", "01,MX-AGU,AS,01,", "01,MX-AGU,AS,", "line 4", "has 7 cells, the header 8"),
        ("commission.csv", "2021-10-20", "soon", "line 5", "until must be a date like 2024-06-07"),
        ("commission.csv", "V,,2021-10-20", "V,2022-01-01,2021-10-20", "line 5", "lies before since"),
        ("legal_forms.toml", "keyed = false", "keyed = true", "form 1", "means_waived_for is missing"),
        ("legal_forms.toml", "means_required = true", "means_required = false", "form 3", "lists means if"),
        ("places.csv", "07-tapachula,Tapachula,07", "07-tapachula,Tapachula,99", "code 07-tapachula", "'99'"),
        ("places.csv", ",V\n", ",\n", "line ", "mark is empty"),
    ],
)
def test_names_file_row_and_problem(  # noqa: PLR0917  the parts of one spoilt line
    spoil: Spoil, file: str, old: str, new: str, row: str, problem: str
) -> None:
    folder = spoil(file, old, new)
    with pytest.raises(CountryDataError) as caught:
        load_folder(folder, code="mx")
    assert caught.value.file == file
    assert row in caught.value.row
    assert problem in caught.value.problem
    assert str(caught.value).startswith(f"{file}, {caught.value.row}: ")


def test_a_surplus_column_is_refused(spoil: Spoil) -> None:
    folder = spoil("country.toml", 'link = "tel:911"', 'link = "tel:911"\nfax = "none"')
    with pytest.raises(CountryDataError, match=r"country\.toml, hotline 1: unknown fax; check the spelling"):
        load_folder(folder, code="mx")


def test_a_missing_file_is_named(spoil: Spoil) -> None:
    folder = spoil("states.csv", "# States", "# States")
    (folder / "states.csv").unlink()
    with pytest.raises(CountryDataError, match=r"states\.csv, file: is missing from the country pack"):
        load_folder(folder, code="mx")


def test_a_file_in_another_encoding_is_named(spoil: Spoil) -> None:
    folder = spoil("states.csv", "# States", "# States")
    (folder / "states.csv").write_bytes("code,náme".encode("latin-1"))
    with pytest.raises(CountryDataError, match="is not UTF-8"):
        load_folder(folder, code="mx")


def test_an_open_quote_is_named(spoil: Spoil) -> None:
    folder = spoil("places.csv", "07-tapachula,Tapachula", '07-tapachula,"Tapachula')
    with pytest.raises(CountryDataError, match=r"places\.csv, line \d+"):
        load_folder(folder, code="mx")
