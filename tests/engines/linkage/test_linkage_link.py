"""What the hub answers in the situations that matter."""

from __future__ import annotations

import pytest

from latido.bench.people import people_files
from latido.engines.linkage import (
    EncodedFile,
    EpochKey,
    Identifier,
    LinkageError,
    LinkSettings,
    PartialDate,
    encode,
    link,
    quality,
)
from tests.engines.linkage.linkage_people import KEY, OTHER_KEY, person, phone


def strangers(first: int, count: int = 8):
    names = ["Aarón", "Brígida", "Celso", "Dorotea", "Eleuterio", "Filemón", "Gumaro", "Hipólita"]
    return [
        person(
            first + row,
            given_names=names[row % 8],
            surnames=f"Ficticia{'abcdefgh'[row % 8] * 3} Supuesta{first}",
            birth_date=PartialDate(1970 + row, 1 + row, 10 + row),
            birth_state=f"E{row}",
            municipality=f"M{row}",
        )
        for row in range(count)
    ]


def pairs(result, kind):
    return {(one.left_id, one.right_id) for one in result if one.kind == kind}


def test_finds_a_variant_spelling_between_two_small_nodes():
    here = person(1, given_names="Ma. Guadalupe", surnames="Ficticia de la Peña")
    there = person(50, given_names="Lupita", surnames="Pena Fictisia", birth_date=PartialDate(1999, 4))
    result = link(encode([here, *strangers(2)], KEY), encode([there], KEY))
    assert pairs(result, "person") == {(here.opaque_id.bytes, there.opaque_id.bytes)}
    assert (result.calibration, len(result)) == ("prior", 1)
    (only,) = result.links
    assert [(one.kind, one.agreement) for one in only.evidence] == [("name_and_birth", "agreed")]
    assert only.probability > 0.5


def test_blind_threshold_is_good_on_generated_people():
    made = people_files(1_000, seed=5)
    result = link(encode(made.left, KEY), encode(made.right, KEY))
    measured = quality(result, made.truth)
    assert measured.precision >= 0.99
    assert measured.recall >= 0.97
    assert result.expected_false_share <= 0.02


def test_block_tokens_find_nearly_what_all_pairs_find():
    made = people_files(1_000, seed=6)
    files = encode(made.left, KEY), encode(made.right, KEY)
    blocked = link(*files, settings=LinkSettings(all_pairs_up_to=0))
    assert quality(blocked, made.truth).recall >= 0.95
    assert blocked.compared < 0.01 * link(*files).compared


def test_own_phone_adds_evidence_for_one_person():
    with_phone = [person(1, identifiers=(phone(1),))], [person(50, identifiers=(phone(1),))]
    without = [person(1)], [person(50)]
    strong, weak = (link(encode(a, KEY), encode(b, KEY)).links[0] for a, b in (with_phone, without))
    assert strong.weight > weak.weight
    assert [(one.kind, one.agreement) for one in strong.evidence] == [
        ("name_and_birth", "agreed"),
        ("phone", "agreed"),
    ]


def test_other_phone_and_lost_phone_are_told_apart():
    def evidence(other):
        return (
            link(encode([person(1, identifiers=(phone(1),))], KEY), encode([other], KEY)).links[0].evidence[1]
        )

    assert evidence(person(50, identifiers=(phone(2),))).agreement == "disagreed"
    assert evidence(person(50, identifiers=(phone(2),))).weight < 0
    assert (evidence(person(50)).agreement, evidence(person(50)).weight) == ("missing", 0.0)


def test_a_recruiters_phone_links_cases_not_people():
    here = strangers(1)[0]
    left = [person(1, identifiers=(phone(7, "suspect"),))]
    right = [*strangers(50)[1:], person(90, given_names="Otilia", surnames="Imaginaria Nunca", sex="unknown",
             birth_date=PartialDate(1971, 12, 30), identifiers=(phone(7, "suspect"),))]  # fmt: skip
    result = link(encode(left, KEY), encode(right, KEY))
    assert here.opaque_id.bytes == left[0].opaque_id.bytes
    (only,) = result.links
    assert (only.kind, only.probability) == ("shared_identifier", None)
    assert (only.left_id, only.right_id) == (left[0].opaque_id.bytes, right[-1].opaque_id.bytes)
    assert [(one.kind, one.agreement) for one in only.evidence] == [("phone", "agreed")]


@pytest.mark.parametrize(
    ("left_role", "right_role"), [("person", "suspect"), ("suspect", "person"), ("person", "person")]
)
def test_a_victims_own_phone_forms_no_network(left_role, right_role):
    left = [
        *strangers(1)[:1],
        person(30, given_names="Una", surnames="Inexistente", identifiers=(phone(7, left_role),)),
    ]
    right = [*strangers(50)[1:], person(90, given_names="Otro", surnames="Imaginario", sex="male",
             birth_date=PartialDate(1950, 12, 30), identifiers=(phone(7, right_role),))]  # fmt: skip
    assert pairs(link(encode(left, KEY), encode(right, KEY)), "shared_identifier") == set()


def test_a_phone_two_suspects_share_is_withheld_when_it_is_also_a_victims():
    left = [person(1, identifiers=(phone(7, "suspect"),)), strangers(2)[0]]
    right = [person(50, surnames="Imaginaria", identifiers=(phone(7, "suspect"),))]
    assert len(pairs(link(encode(left, KEY), encode(right, KEY)), "shared_identifier")) == 1
    owner = person(60, given_names="Dueña", surnames="Inexistente", identifiers=(phone(7, "person"),))
    result = link(encode(left, KEY), encode([*right, owner], KEY))
    assert pairs(result, "shared_identifier") == set()
    assert result.withheld == 1


def test_unknown_roles_form_no_network():
    left, right = ([person(n, surnames=f"Ficticia{n}", identifiers=(phone(7, "unknown"),))] for n in (1, 50))
    assert pairs(link(encode(left, KEY), encode(right, KEY)), "shared_identifier") == set()


def test_an_identifier_in_too_many_records_is_reported_not_exploded():
    left = [person(n, given_names=f"Nombre{n}", identifiers=(phone(7, "suspect"),)) for n in range(1, 31)]
    right = [person(n, given_names=f"Otro{n}", identifiers=(phone(7, "suspect"),)) for n in range(50, 80)]
    result = link(encode(left, KEY), encode(right, KEY))
    assert pairs(result, "shared_identifier") == set()
    assert [(one.what, one.left, one.right) for one in result.too_frequent] == [("phone", 30, 30)]


def test_a_node_that_sends_one_record_many_times_is_reported_not_exploded():
    left = [person(n) for n in range(1, 41)]
    right = [person(n) for n in range(50, 90)]
    result = link(
        encode(left, KEY), encode(right, KEY), settings=LinkSettings(all_pairs_up_to=100, token_cap=30)
    )
    assert result.links == ()
    assert result.compared == 0
    assert {(one.what, one.left, one.right) for one in result.too_frequent} == {("token", 40, 40)}


def test_twins_get_one_link_each():
    left = [person(1, given_names="Rosa"), person(2, given_names="Iris")]
    right = [person(50, given_names="Iris"), person(51, given_names="Rosa")]
    assert pairs(link(encode(left, KEY), encode(right, KEY)), "person") == {
        (left[0].opaque_id.bytes, right[1].opaque_id.bytes),
        (left[1].opaque_id.bytes, right[0].opaque_id.bytes),
    }


def test_a_bare_name_is_never_enough():
    bare = {"sex": "unknown", "birth_date": PartialDate(), "birth_state": "", "municipality": ""}
    left = [person(1, given_names="María", surnames="García", **bare)]
    right = [person(50, given_names="María", surnames="García", **bare)]
    assert link(encode(left, KEY), encode(right, KEY)).links == ()


def test_more_distance_never_weighs_more():
    spellings = ["Guadalupe", "Guadalup", "Guadelup", "Gaudelup", "Otilia"]
    weights = [
        link(encode([person(1)], KEY), encode([person(50, given_names=f"María {name}")], KEY)).links[0].weight
        for name in spellings
    ]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1]


def test_files_of_different_keys_or_epochs_are_refused():
    mine = encode([person(1)], KEY)
    with pytest.raises(LinkageError) as other_key:
        link(mine, encode([person(50)], OTHER_KEY))
    with pytest.raises(LinkageError) as other_epoch:
        link(mine, encode([person(50)], EpochKey(KEY.secret, "2027")))
    assert (other_key.value.code, other_epoch.value.code) == ("wrong_epoch_key", "wrong_epoch")


def test_empty_files_give_no_links():
    assert link((), encode([person(1)], KEY)).links == ()
    assert link([], []).links == ()


def test_rows_and_columns_give_the_same_answer():
    mine, theirs = encode([person(1), *strangers(2)], KEY), encode([person(50)], KEY)
    assert link(list(mine), list(theirs)) == link(mine, theirs)
    assert isinstance(mine, EncodedFile)


def test_identifiers_alone_can_be_linked():
    nobody = {"given_names": "", "surnames": "", "sex": "unknown", "birth_date": PartialDate(),
              "birth_state": "", "municipality": "", "birth_country": ""}  # fmt: skip
    plate = Identifier("plate", "AAA-00-01", "suspect")
    left, right = ([person(n, **nobody, identifiers=(plate,))] for n in (1, 50))
    (only,) = link(encode(left, KEY), encode(right, KEY))
    assert only.kind == "shared_identifier"


def test_bad_settings_are_refused():
    with pytest.raises(LinkageError):
        LinkSettings(least_probability=1.0)
    with pytest.raises(LinkageError):
        LinkSettings(identifier_cap=1)
