"""Small synthetic people for the linkage tests, and a strategy that makes them collide."""

from __future__ import annotations

import uuid
from typing import Any

from hypothesis import strategies as st

from latido.engines.linkage import EpochKey, Identifier, PartialDate, PersonRecord

KEY = EpochKey(bytes(range(32)), "2026")
OTHER_KEY = EpochKey(bytes(range(1, 33)), "2026")


def opaque_id(number: int) -> uuid.UUID:
    return uuid.UUID(int=number << 80 | number, version=4)


def person(number: int, **fields: Any) -> PersonRecord:
    known: dict[str, Any] = {
        "given_names": "María Guadalupe",
        "surnames": "Ficticia Inventada",
        "sex": "female",
        "birth_date": PartialDate(1999, 4, 13),
        "birth_country": "MX",
        "birth_state": "Chiapas",
        "municipality": "Tapachula",
    }
    return PersonRecord(opaque_id(number), **(known | fields))


def phone(number: int, role: str = "person") -> Identifier:
    return Identifier("phone", f"+52000{number:07d}", role)  # type: ignore[arg-type]


_dates = st.builds(
    PartialDate,
    st.sampled_from([None, 1998, 1999]),
    st.sampled_from([None, 1, 4, 5]),
    st.sampled_from([None, 1, 4, 5]),
)
_identifiers = st.builds(
    Identifier,
    st.just("phone"),
    st.sampled_from(["+520000000001", "+520000000002", "+520000000003"]),
    st.sampled_from(["person", "suspect", "help", "unknown"]),
) | st.builds(
    Identifier,
    st.just("plate"),
    st.sampled_from(["AAA-0001", "AAA-0002"]),
    st.sampled_from(["person", "suspect"]),
)


def files(first_number: int) -> st.SearchStrategy[list[PersonRecord]]:
    """Up to seven people whose names, dates, phones and plates often coincide."""
    fields = st.fixed_dictionaries(
        {
            "given_names": st.sampled_from(["Lupita", "Guadalupe", "María Guadalupe", "Xóchitl", ""]),
            "surnames": st.sampled_from(
                ["Ficticia", "Ficticia Inventada", "Inventada Fictisia", "de la Cruz"]
            ),
            "sex": st.sampled_from(["female", "male", "unknown"]),
            "birth_date": _dates,
            "municipality": st.sampled_from(["Tapachula", "Comitán", ""]),
            "identifiers": st.lists(_identifiers, max_size=3).map(tuple),
        }
    )
    return st.lists(fields, max_size=7).map(
        lambda many: [person(first_number + row, **one) for row, one in enumerate(many)]
    )
