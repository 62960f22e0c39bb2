from latido.bench.people import CORRUPTIONS, people_files


def test_a_seed_fixes_every_person():
    assert people_files(50, seed=3) == people_files(50, seed=3)
    assert people_files(50, seed=3) != people_files(50, seed=4)


def test_sizes_and_truth():
    made = people_files(100, seed=1, overlap=0.3)
    assert (len(made.left), len(made.right), len(made.truth)) == (100, 100, 30)
    left, right = ({one.opaque_id.bytes for one in side} for side in (made.left, made.right))
    assert {pair[0] for pair in made.truth} <= left
    assert {pair[1] for pair in made.truth} <= right
    assert not left & right


def test_without_corruptions_copies_are_equal_but_for_the_id():
    made = people_files(60, seed=2, corruptions={})
    left, right = ({one.opaque_id.bytes: one for one in side} for side in (made.left, made.right))
    for mine, theirs in made.truth:
        a, b = left[mine], right[theirs]
        assert (a.given_names, a.surnames, a.birth_date, a.municipality) == (
            b.given_names, b.surnames, b.birth_date, b.municipality,
        )  # fmt: skip


def test_each_corruption_changes_somebody():
    def people(rates):
        return {
            (one.given_names, one.surnames, one.birth_date, one.municipality, one.identifiers)
            for one in people_files(400, seed=9, overlap=1.0, corruptions=rates).right
        }

    plain = {
        (one.given_names, one.surnames, one.birth_date, one.municipality, one.identifiers)
        for one in people_files(400, seed=9, overlap=1.0, corruptions={}).left
    }
    for name in CORRUPTIONS:
        assert people({name: 1.0}) - plain, name


def test_phones_lie_in_a_range_nobody_has():
    made = people_files(100, seed=1)
    phones = [one.value for side in (made.left, made.right) for each in side for one in each.identifiers]
    assert phones
    assert all(phone.startswith("+52000") for phone in phones)
