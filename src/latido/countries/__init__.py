"""Countries as data: states, lines to call, schemes, law, commission, places. No country is in the code.

`load("mx")` gives the complete Mexican pack, `load("generic")` the United Nations Protocol alone.
"""

from latido.countries.country import Country
from latido.countries.errors import CountryDataError, UnknownCountryError
from latido.countries.law import Law, LegalElement, LegalForm
from latido.countries.loading import load, load_folder, shipped
from latido.countries.records import (
    ENTRY_EXIT_KINDS,
    MARKS,
    PLACE_KINDS,
    Campaign,
    CampaignFact,
    CommissionMember,
    ConfidentialityLimit,
    Hotline,
    Language,
    Mark,
    Place,
    Scheme,
    State,
    Text,
)

__all__ = [
    "ENTRY_EXIT_KINDS",
    "MARKS",
    "PLACE_KINDS",
    "Campaign",
    "CampaignFact",
    "CommissionMember",
    "ConfidentialityLimit",
    "Country",
    "CountryDataError",
    "Hotline",
    "Language",
    "Law",
    "LegalElement",
    "LegalForm",
    "Mark",
    "Place",
    "Scheme",
    "State",
    "Text",
    "UnknownCountryError",
    "load",
    "load_folder",
    "shipped",
]
