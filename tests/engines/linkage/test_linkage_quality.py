from latido.engines.linkage import CandidateLink, quality


def made(kind, left, right):
    return CandidateLink(kind, left, right, 1.0, 0.9, ())


def test_counts_person_links_only():
    links = [made("person", b"1", b"a"), made("person", b"2", b"x"), made("shared_identifier", b"3", b"c")]
    measured = quality(links, {(b"1", b"a"), (b"2", b"b"), (b"3", b"c"), (b"4", b"d")})
    assert (measured.precision, measured.recall) == (0.5, 0.25)
    assert measured.f1 == 2 * 0.5 * 0.25 / 0.75


def test_nothing_answered_and_nothing_to_find():
    assert (quality([], []).precision, quality([], []).recall) == (1.0, 1.0)
    assert quality([made("person", b"1", b"a")], {(b"2", b"b")}).f1 == 0.0
