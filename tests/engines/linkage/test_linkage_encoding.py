"""What leaves a node: shape, secrecy of names, strict wire form."""

from __future__ import annotations

import json
import uuid
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from latido.engines.linkage import (
    EncodedFile,
    EncodedRecord,
    EpochKey,
    Identifier,
    Known,
    LinkageError,
    PartialDate,
    PersonColumns,
    PersonRecord,
    encode,
)
from latido.engines.linkage.encoding import noise, sketches
from latido.engines.linkage.encoding.scheme import Pass
from tests.engines.linkage.linkage_people import KEY, OTHER_KEY, files, person, phone


def distance(a: EncodedRecord, b: EncodedRecord) -> int:
    return (int.from_bytes(a.filter, "big") ^ int.from_bytes(b.filter, "big")).bit_count()


def test_a_filter_has_1024_bits_and_the_rest_names_nothing():
    (record,) = encode([person(1)], KEY)
    assert len(record.filter) == 128
    assert {token[0] >> 4 for token in record.tokens} <= set(Pass)
    assert record.known == sum(Known)
    assert record.epoch == "2026"
    assert record.key_check == KEY.check_value()


def test_spellings_of_one_person_lie_near_and_strangers_far():
    one, other, stranger = encode(
        [
            person(1, given_names="Ma. Gpe.", surnames="de la Peña Núñez"),
            person(
                2, given_names="MARIA GUADALUPE", surnames="Nunez Peña", birth_date=PartialDate(1999, 4, 13)
            ),
            person(
                3,
                given_names="Celso",
                surnames="Ficticio Tzotzil",
                birth_date=PartialDate(1950, 9, 30),
                sex="male",
            ),
        ],
        KEY,
    )
    assert distance(one, other) < 100  # noise alone: 2 in 32 bits
    assert distance(one, stranger) > 400


def test_day_and_month_swapped_cost_less_than_another_day():
    right, swapped, other = encode(
        [person(1, birth_date=PartialDate(1999, 4, d if m == 4 else 4)) if m == 4 else
         person(2, birth_date=PartialDate(1999, m, 4)) for m, d in ((4, 5), (5, 4))]
        + [person(3, birth_date=PartialDate(1999, 9, 28))],
        KEY,
    )  # fmt: skip
    assert distance(right, swapped) < distance(right, other)
    assert set(right.tokens) & set(swapped.tokens)


def test_another_key_or_purpose_gives_unrelated_values():
    mine, theirs = (
        encode([person(1, identifiers=(phone(1),))], KEY)[0],
        encode([person(1, identifiers=(phone(1),))], OTHER_KEY)[0],
    )
    assert not set(mine.tokens) & set(theirs.tokens)
    assert {v for *_, v in mine.identifiers}.isdisjoint({v for *_, v in theirs.identifiers})
    assert distance(mine, theirs) > 400
    assert mine.key_check != theirs.key_check
    assert KEY.check_value() != EpochKey(KEY.secret, "2027").check_value()


def test_one_record_encodes_as_it_does_among_many():
    many = [person(n, given_names=f"Nombre{n}", identifiers=(phone(n),)) for n in range(1, 40)]
    together = encode(many, KEY)
    assert [encode([one], KEY)[0] for one in many] == list(together)


def test_more_records_than_one_chunk(monkeypatch):
    many = [person(n, given_names=f"Nombre{n}") for n in range(1, 12)]
    whole = encode(many, KEY)
    monkeypatch.setattr(sketches, "_AT_ONCE", 4)
    monkeypatch.setattr(noise, "_AT_ONCE", 3)
    assert (encode(many, KEY).filters == whole.filters).all()


def test_two_records_of_one_person_do_not_have_equal_filters():
    one, again = encode([person(1), person(2)], KEY)
    assert one.tokens == again.tokens
    assert 20 < distance(one, again) < 100


def test_columns_and_records_encode_alike():
    many = [
        person(n, given_names=f"Nombre{n}", identifiers=(phone(n), phone(n, "suspect"))) for n in range(1, 9)
    ]
    assert list(encode(PersonColumns.from_records(many), KEY)) == list(encode(many, KEY))


def test_harmless_and_help_identifiers_are_left_out():
    shelter, hotline = Identifier("phone", "800 000 0001", "suspect"), phone(2, "help")
    (record,) = encode([person(1, identifiers=(shelter, hotline, phone(3, "suspect")))], KEY,
                       harmless=[Identifier("phone", "+52 800 000 0001", "help")])  # fmt: skip
    (only,) = encode([person(1, identifiers=(phone(3, "suspect"),))], KEY)
    assert record.identifiers == only.identifiers


def test_too_little_known_gives_no_filter():
    scarce = PersonRecord(uuid.UUID(int=1, version=4), "María", "García")
    (record,) = encode([scarce], KEY)
    assert (record.filter, record.tokens) == (b"", ())


def test_first_of_january_counts_as_year_only():
    (record,) = encode([person(1, birth_date=PartialDate(1999, 1, 1))], KEY)
    (year_only,) = encode([person(1, birth_date=PartialDate(1999))], KEY)
    assert record == year_only


@settings(deadline=None, max_examples=50)
@given(files(1))
def test_wire_form_and_columns_keep_everything(people):
    if not people:
        return
    encoded = encode(people, KEY)
    read = [EncodedRecord.from_dict(json.loads(json.dumps(one.to_dict()))) for one in encoded]
    assert read == list(encoded)
    assert list(EncodedFile.from_records(read)) == list(encoded)


def wire(**changes):
    record = encode([person(1, identifiers=(phone(1),))], KEY)[0].to_dict()
    return record | changes


GOOD = wire()


@pytest.mark.parametrize(
    "changes",
    [
        {"opaque_id": "AAAA"},
        {"opaque_id": GOOD["opaque_id"] + "=="},
        {"opaque_id": 5},
        {"epoch": "no spaces"},
        {"epoch": None},
        {"key_check": "AAAA"},
        {"known": 512},
        {"known": True},
        {"known": "511"},
        {"filter": GOOD["filter"][:-4]},
        {"filter": "A" * len(GOOD["filter"])},
        {"filter": ""},
        {"filter": "*" + GOOD["filter"][1:]},
        {"tokens": "AAAA"},
        {"tokens": ["AAAAAAAAAAA"]},
        {"tokens": ["AAAA"]},
        {"tokens": GOOD["tokens"][::-1]},
        {"tokens": GOOD["tokens"] + GOOD["tokens"][-1:]},
        {"identifiers": [{"kind": "phone", "role": "person"}]},
        {"identifiers": [{"kind": "name", "role": "person", "hmac": GOOD["identifiers"][0]["hmac"]}]},
        {"identifiers": [{"kind": "phone", "role": "victim", "hmac": GOOD["identifiers"][0]["hmac"]}]},
        {"identifiers": [{"kind": ["phone"], "role": "person", "hmac": GOOD["identifiers"][0]["hmac"]}]},
        {"identifiers": [{"kind": "phone", "role": "person", "hmac": "AAAA"}]},
        {"identifiers": GOOD["identifiers"] * 2},
        {"identifiers": GOOD["identifiers"] * 201},
        {"surprise": 1},
    ],
)  # fmt: skip
def test_wire_form_refuses_what_is_wrong(changes):
    with pytest.raises(LinkageError):
        EncodedRecord.from_dict(GOOD | changes)


@pytest.mark.parametrize("version", [0, 1, 3, "2", 2.0, True, None])
def test_wire_form_refuses_other_versions(version):
    with pytest.raises(LinkageError) as refused:
        EncodedRecord.from_dict(GOOD | {"version": version})
    assert refused.value.code == "unknown_version"


@pytest.mark.parametrize("value", [None, [], "text", {}, {"version": 2}])
def test_wire_form_refuses_what_is_no_record(value):
    with pytest.raises(LinkageError):
        EncodedRecord.from_dict(value)


def test_a_value_beside_the_wire_is_checked_too():
    with pytest.raises(LinkageError):
        EncodedRecord(b"1" * 16, "2026", b"1" * 8, 0, b"", (), (("phone", "person"),))  # type: ignore[arg-type]


def test_files_refuse_double_ids_mixed_keys_and_nothing():
    with pytest.raises(LinkageError) as double:
        encode([person(1), person(1)], KEY)
    with pytest.raises(LinkageError) as mixed:
        EncodedFile.from_records([encode([person(1)], KEY)[0], encode([person(2)], OTHER_KEY)[0]])
    with pytest.raises(LinkageError) as empty:
        encode([], KEY)
    with pytest.raises(LinkageError) as no_rows:
        EncodedFile.from_records([])
    codes = [one.value.code for one in (double, mixed, empty, no_rows)]
    assert codes == ["duplicate_id", "mixed_epochs", "empty_file", "empty_file"]


def columns(**changes):
    file = encode([person(1, identifiers=(phone(1),)), person(2)], KEY)
    names = [one.name for one in fields(EncodedFile) if one.init]
    return {name: getattr(file, name) for name in names} | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"filters": np.zeros((2, 127), np.uint8)},
        {"known": np.zeros(1, np.uint16)},
        {"ids": np.zeros((2, 15), np.uint8)},
        {"tokens": np.zeros(1, np.uint64)},
        {"token_starts": np.array([0, 2])},
        {"token_starts": np.array([0, 20, 14])},
        {"identifier_kinds": np.array([99], np.uint8)},
        {"identifier_roles": np.zeros(2, np.uint8)},
        {"identifier_hashes": np.zeros((0, 16), np.uint8)},
        {"key_check": b"short"},
    ],
)
def test_truncated_files_are_refused(changes):
    with pytest.raises(LinkageError) as refused:
        EncodedFile(**columns(**changes))
    assert refused.value.code == "truncated_file"


@pytest.mark.parametrize(
    "changes",
    [
        {"tokens": np.arange(22, dtype=np.uint64)},
        {"known": np.full(2, 512, np.uint16)},
        {"tokens": np.arange(22, dtype=np.uint64) | np.uint64(15 << 60)},
    ],
)
def test_impossible_columns_are_refused(changes):
    with pytest.raises(LinkageError) as refused:
        EncodedFile(**columns(**changes))
    assert refused.value.code == "bad_encoded_record"


def test_slices_and_ends_read_as_rows():
    file = encode([person(1), person(2), person(3)], KEY)
    assert file[-1] == file[2]
    assert list(file[1:]) == [file[1], file[2]]
    with pytest.raises(IndexError):
        file[3]


@pytest.mark.parametrize("secret", [b"short", bytes(33), "x" * 32])
def test_an_epoch_key_has_32_bytes(secret):
    with pytest.raises(LinkageError):
        EpochKey(secret, "2026")


def test_an_epoch_key_does_not_show_itself():
    assert str(KEY.secret) not in repr(KEY)
    assert repr(KEY) == "EpochKey(epoch='2026')"
