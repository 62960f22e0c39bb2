"""A legal definition of trafficking as data: the UN Protocol, or one form of a country's law.

A country pack writes one TOML table per form and reads it with `legal_form`:

    [[forms]]
    code = "mx-10-iii"              # unique and stable inside the pack
    law = "Ley General ... (DOF 2012-06-14)"
    provision = "10-III"            # where the form is named
    article = "13"                  # the article with the form's own elements
    title = { en = "...", es = "..." }
    version = "2024-06-07"          # any text; grows with every correction of the data
    reforms = [2024-06-07]          # dates of reforms that this row takes into account
    mark = "V"                      # confidence mark of the row
    source = "..."                  # citation that a reader can follow
    only_minors = false             # true: the form is about people under 18 only
    consent_never_counts = true     # true: the law says so at any age
    keyed = true                    # false: stop here, the lens gives "article not keyed in"
    means_required = true           # false: act and purpose are enough for everybody
    means_waived_for = ["minor", "unable_to_understand"]   # only where means are required
    means_named = true              # an assessor names which of the listed means was found (the default)
    instruments = []                # ids of the indicator sets that may be read for this form

    [[forms.means]]                 # likewise forms.acts and forms.examples (of the exploitation)
    code = "deceit"
    label = { en = "...", es = "..." }
    since = 2024-06-07              # optional: added by a reform on this date
    dimensions = ["D1"]             # means only: dimensions that can show it when a set is scored
    indicators = ["D4-01"]          # examples only: signs that point to it, for a person to judge
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from latido.engines.indicators.codes import Code, Mark, Wording, _
from latido.engines.indicators.errors import CatalogueError
from latido.engines.indicators.instruments import Dimension


class Waiver(Code):
    """For whom a definition needs no means."""

    MINOR = "minor", _("people under 18")
    UNABLE_TO_UNDERSTAND = "unable_to_understand", _("people unable to understand what was done to them")


@dataclass(frozen=True)
class LegalItem:
    """One act, means or example that a definition lists."""

    code: str
    wording: Wording
    since: date | None = None
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The item in plain words, in `language` or else in English."""
        return self.wording.in_language(language)

    def in_force(self, on: date | None) -> bool:
        """Whether the item stood in the law on that day; without a day, as the data stands."""
        return on is None or self.since is None or self.since <= on


@dataclass(frozen=True, kw_only=True)
class LegalForm:
    """One form of trafficking with the elements of its own article; the module shows it as TOML.

    A form that is not `keyed` names the form and nothing else, and no lens reads it. `keyed` needs an
    article that somebody has read (mark V) and says whether means are required.
    """

    code: str
    law: str
    provision: str
    article: str
    title: Wording
    version: str
    reforms: tuple[date, ...]
    mark: Mark
    source: str
    keyed: bool
    means_required: bool | None = None
    means_waived_for: frozenset[Waiver] = frozenset()
    means_named: bool = True
    only_minors: bool = False
    consent_never_counts: bool = False
    instruments: tuple[str, ...] = ()
    acts: tuple[LegalItem, ...] = ()
    means: tuple[LegalItem, ...] = ()
    examples: tuple[LegalItem, ...] = ()

    def __post_init__(self) -> None:
        for code, wrong, message in self._faults():
            if wrong:
                raise CatalogueError(code, message, [self.code])

    def _faults(self) -> tuple[tuple[str, bool, str], ...]:
        elements = (self.means_required is not None, self.acts, self.means, self.examples, self.instruments)
        means_data = bool(self.means or self.means_waived_for)
        return (
            ("source_missing", not self.source.strip(), "Every form names its source."),
            (
                "elements_not_keyed",
                not self.keyed and any(elements),
                "A form that is not keyed in has no elements.",
            ),
            (
                "article_not_read",
                self.keyed and self.mark is not Mark.READ,
                "Key in an article only after reading it.",
            ),
            (
                "means_unsaid",
                self.keyed and self.means_required is None,
                "Say whether the article requires means.",
            ),
            (
                "means_not_required",
                means_data and not self.means_required,
                "Means are listed but not required.",
            ),
            (
                "means_unlisted",
                bool(self.means_required) and not self.means,
                "List the means that are required.",
            ),
        )

    def label(self, language: str) -> str:
        """The name of the form in `language` or else in English."""
        return self.title.in_language(language)


def legal_form(table: Mapping[str, Any]) -> LegalForm:
    """A form from one TOML table as the module shows it; CatalogueError says what is missing or unknown."""
    fields = set(LegalForm.__dataclass_fields__)
    strangers = sorted(set(table) - fields)
    missing = sorted(
        {"code", "law", "provision", "article", "title", "version", "mark", "source", "keyed"} - set(table)
    )
    if strangers or missing:
        raise CatalogueError("bad_form", "A form has unknown or missing keys.", [*strangers, *missing])
    try:
        return LegalForm(**{**table, **_values(table)})
    except (KeyError, TypeError, ValueError) as fault:
        raise CatalogueError(
            "bad_form", f"The form cannot be read: {fault}.", [str(table["code"])]
        ) from fault


def _values(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": Wording(table["title"]),
        "mark": Mark(table["mark"]),
        "reforms": tuple(table.get("reforms", ())),
        "means_waived_for": frozenset(Waiver(each) for each in table.get("means_waived_for", ())),
        "instruments": tuple(table.get("instruments", ())),
        **{
            kind: tuple(_item(each) for each in table.get(kind, ())) for kind in ("acts", "means", "examples")
        },
    }


def _item(table: Mapping[str, Any]) -> LegalItem:
    return LegalItem(
        code=table["code"],
        wording=Wording(table["label"]),
        since=table.get("since"),
        dimensions=tuple(Dimension(each) for each in table.get("dimensions", ())),
        indicators=tuple(table.get("indicators", ())),
    )
