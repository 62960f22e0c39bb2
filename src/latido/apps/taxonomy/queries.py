"""Reading the coded lists."""

from __future__ import annotations

from latido.apps.taxonomy.codes import Code, UnknownCodeError, lists

AGE_BAND_LIMITS = (8, 17, 20, 23, 26, 29, 38, 47)  # last year of each CTDC band but the open one (recalled)


def codes(listname: str) -> tuple[Code, ...]:
    """The codes of a list in the order in which they are offered. Raises UnknownCodeError."""
    try:
        return lists()[listname]
    except KeyError:
        raise UnknownCodeError(f"no list {listname!r}; there are {', '.join(lists())}") from None


def code(listname: str, value: str) -> Code:
    """One code of a list. Raises UnknownCodeError."""
    for each in codes(listname):
        if each.code == value:
            return each
    raise UnknownCodeError(f"{value!r} is not in the list {listname}")


def choices(listname: str, language: str) -> list[tuple[str, str]]:
    """Pairs of code and words for a form field. Raises UnknownCodeError."""
    return [(each.code, each.label(language)) for each in codes(listname)]


def age_band(age: int | None) -> Code:
    """The CTDC band of an age in whole years; None is not known. Raises UnknownCodeError below 0."""
    bands = codes("age_band")
    if age is None:
        return bands[-1]
    if age < 0:
        raise UnknownCodeError(f"{age} is not an age")
    return bands[sum(age > limit for limit in AGE_BAND_LIMITS)]
