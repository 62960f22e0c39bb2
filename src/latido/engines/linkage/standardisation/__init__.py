"""Make spellings of the same thing the same: names, dates, places, phones, plates, documents."""

from latido.engines.linkage.standardisation.curp import curp_check_digit, is_valid_curp
from latido.engines.linkage.standardisation.dates import PartialDate, parse_date
from latido.engines.linkage.standardisation.identifiers import standardise_identifier
from latido.engines.linkage.standardisation.names import (
    fold,
    phonetic_code,
    standardise_given_names,
    standardise_place,
    standardise_surnames,
)
from latido.engines.linkage.standardisation.phones import standardise_phone

__all__ = [
    "PartialDate",
    "curp_check_digit",
    "fold",
    "is_valid_curp",
    "parse_date",
    "phonetic_code",
    "standardise_given_names",
    "standardise_identifier",
    "standardise_phone",
    "standardise_place",
    "standardise_surnames",
]
