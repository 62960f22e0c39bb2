import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latido.engines.vault import MAX_CONTENT_BYTES, EnvelopeError
from latido.engines.vault.content import read_content, write_content


@given(filler=st.integers(0, 5000))
def test_padding_goes_to_the_next_multiple_of_1024(filler):
    written = write_content({"t": "x" * filler})
    size = filler + len('{"t":""}')
    expected = next(n for n in range(1024, 10_000, 1024) if n >= size)
    assert len(written) == expected
    assert written[:size] == b'{"t":"' + b"x" * filler + b'"}'
    assert written[size:] == b" " * (expected - size)
    assert read_content(written) == {"t": "x" * filler}


def test_the_limit_counts_bytes_before_padding():
    fits = "ñ" * ((MAX_CONTENT_BYTES - 8) // 2)
    assert read_content(write_content({"t": fits})) == {"t": fits}
    with pytest.raises(EnvelopeError) as refusal:
        write_content({"t": fits + "ñ"})
    assert refusal.value.code == "content_too_large"


@pytest.mark.parametrize("content", [{"t": b"bytes"}, {"t": float("nan")}, {"t": {1, 2}}, {("a", "b"): 1}])
def test_what_json_cannot_say_is_refused(content):
    with pytest.raises(EnvelopeError) as refusal:
        write_content(content)
    assert refusal.value.code == "content_not_json"


def test_a_circle_is_refused():
    circle: dict[str, object] = {}
    circle["again"] = circle
    with pytest.raises(EnvelopeError) as refusal:
        write_content(circle)
    assert refusal.value.code == "content_not_json"


@pytest.mark.parametrize(
    "raw",
    [b"", b" " * 1024, b"[1]", b'"text"', b"\xff", b'{"a":NaN}', b'{"a":"\\ud800","b":NaN}', b"[" * 60_000],
    ids=["empty", "blank", "list", "text", "bytes", "NaN", "NaN after a half", "deep"],
)
def test_what_is_no_json_object_is_refused(raw):
    with pytest.raises(EnvelopeError) as refusal:
        read_content(raw)
    assert refusal.value.code == "content_not_json"


def test_half_a_surrogate_pair_costs_one_sign_not_the_report():
    escaped = json.dumps({"t": "bus \ud83d parada 🚌"}).encode()
    assert b"\\ud83d " in escaped
    assert read_content(escaped) == {"t": "bus \ufffd parada 🚌"}
    assert read_content(write_content({"t": "bus \ud83d parada 🚌"})) == {"t": "bus ? parada 🚌"}
