"""A publication as files: tidy CSV (one row for each cell) and signed JSON."""

from __future__ import annotations

import csv
import io
import json

from latido.apps.statistics import queries, statements
from latido.apps.statistics.choices import CellStatus
from latido.apps.statistics.models import Publication
from latido.apps.statistics.words import form_name, state_name

COLUMNS = ("quarter", "state_code", "state", "form_code", "form", "value", "status")


def to_csv(publication: Publication, *, language: str) -> str:
    """UTF-8 text with a header. ``value`` is empty where ``status`` is "suppressed", and 0 where "zero"."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in queries.table_of(publication).figures:
        state, form = state_name(figure.state, language), form_name(figure.form, language)
        value = "" if figure.status == CellStatus.SUPPRESSED else figure.value
        writer.writerow(
            [publication.quarter, figure.state, state, figure.form, form, value, str(figure.status)]
        )
    return text.getvalue()


def to_json(publication: Publication) -> str:
    """The statement, its signature (a compact JWS over it) and the public key that made it (JWK)."""
    signed = {
        "statement": statements.statement(publication),
        "signature": publication.signature,
        "key": publication.signing_key,
    }
    return json.dumps(signed, ensure_ascii=False, indent=1)
