"""A made-up law in the shape of a country pack: for tests only, no country's text."""

from __future__ import annotations

import tomllib
from typing import Any

from latido.engines.indicators import LegalForm, legal_form

SAMPLE = """
[[forms]]
code = "xx-sexual"
law = "Sample law of nowhere (2012)"
provision = "10-III"
article = "13"
title = { en = "Sexual exploitation", es = "Explotación sexual" }
version = "1"
reforms = []
mark = "V"
source = "Sample law of nowhere, art. 13"
consent_never_counts = true
keyed = true
means_required = true
means_waived_for = ["minor", "unable_to_understand"]
[[forms.means]]
code = "deceit"
label = { en = "deceit", es = "engaño" }
[[forms.means]]
code = "threat_of_report"
label = { en = "threat to report the migration status", es = "amenaza de denunciar la situación migratoria" }
since = 2024-06-07

[[forms]]
code = "xx-labour"
law = "Sample law of nowhere (2012)"
provision = "10-IV"
article = "21"
title = { en = "Labour exploitation", es = "Explotación laboral" }
version = "1"
reforms = [2024-06-07]
mark = "V"
source = "Sample law of nowhere, art. 21"
consent_never_counts = true
keyed = true
means_required = false
instruments = ["ilo-adult-labour", "ilo-child-labour"]
[[forms.examples]]
code = "pay_below_the_law"
label = { en = "pay below the law", es = "salario menor al legal" }
indicators = ["D4-02"]
[[forms.examples]]
code = "hours_above_the_law"
label = { en = "hours above the law", es = "jornadas mayores a las legales" }
since = 2024-06-07
indicators = ["D4-01"]

[[forms]]
code = "xx-minors-in-crime"
law = "Sample law of nowhere (2012)"
provision = "10-VII"
article = "25"
title = { en = "Use of people under 18 in crime", es = "Uso de menores de 18 años en delitos" }
version = "1"
mark = "V"
source = "Sample law of nowhere, art. 25"
keyed = true
only_minors = true
means_required = false

[[forms]]
code = "xx-slavery"
law = "Sample law of nowhere (2012)"
provision = "10-I"
article = "11"
title = { en = "Slavery", es = "Esclavitud" }
version = "1"
mark = "R"
source = "recalled"
consent_never_counts = true
keyed = false
"""
TABLES: dict[str, dict[str, Any]] = {table["code"]: table for table in tomllib.loads(SAMPLE)["forms"]}


def form(code: str) -> LegalForm:
    """One form of the sample law."""
    return legal_form(TABLES[code])
