"""Tables that expose nobody.

`tabulate` counts coded records by a published codebook, `suppress` hides what must be hidden, `attack`
tries to undo that, `differencing` compares a new publication with all former ones.
"""

from latido.engines.disclosure.attack import Bounds, attack
from latido.engines.disclosure.codebook import TOTAL, Codebook, Dimension, Key
from latido.engines.disclosure.differencing import Conflict, Period, Publication, differencing
from latido.engines.disclosure.errors import DisclosureError
from latido.engines.disclosure.suppression import THRESHOLD, Cell, Status, SuppressedTable, suppress
from latido.engines.disclosure.tabulation import Table, tabulate

__all__ = [
    "THRESHOLD",
    "TOTAL",
    "Bounds",
    "Cell",
    "Codebook",
    "Conflict",
    "Dimension",
    "DisclosureError",
    "Key",
    "Period",
    "Publication",
    "Status",
    "SuppressedTable",
    "Table",
    "attack",
    "differencing",
    "suppress",
    "tabulate",
]
