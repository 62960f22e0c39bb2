"""The comparison of pairs that share a token as SQL, for DuckDB on one machine and Spark on many.

Tables of each side: <side>_tokens (token, record, mark: 2**pass) and <side>_filters (record, w0 ... w15: the
filter in sixteen signed 64-bit words). The same pairs come out as in memory.
"""

from __future__ import annotations

from latido.engines.linkage.encoding.scheme import FILTER_WORDS

WORDS = tuple(f"w{word}" for word in range(FILTER_WORDS))
SIDES = ("left", "right")


def frequent_sql(cap: int) -> str:
    """(token, on_left, on_right) of tokens that stand in both files and more than `cap` times in one."""
    return f"""
        SELECT l.token AS token, l.held AS on_left, r.held AS on_right
        FROM (SELECT token, count(*) AS held FROM left_tokens GROUP BY token) l
        JOIN (SELECT token, count(*) AS held FROM right_tokens GROUP BY token) r ON l.token = r.token
        WHERE l.held > {cap} OR r.held > {cap}"""  # noqa: S608  a whole number of our own


# (left_row, right_row, shared) of pairs with a token that is not in `frequent`.
SHARED = """
    SELECT l.record AS left_row, r.record AS right_row, bit_or(l.mark) AS shared
    FROM left_tokens l JOIN right_tokens r ON l.token = r.token
    WHERE NOT EXISTS (SELECT 1 FROM frequent f WHERE f.token = l.token)
    GROUP BY l.record, r.record"""


def near_sql(exclusive_or: str, farthest: int) -> str:
    """(left_row, right_row, shared, apart) of `shared`, at most `farthest` bits apart.

    exclusive_or: how this engine writes it of {0} and {1}.
    """
    words = (exclusive_or.format(f"a.{word}", f"b.{word}") for word in WORDS)
    bits = " + ".join(f"CAST(bit_count({word}) AS INT)" for word in words)
    return f"""
        SELECT * FROM (
            SELECT p.left_row, p.right_row, p.shared, {bits} AS apart
            FROM shared p JOIN left_filters a ON p.left_row = a.record
            JOIN right_filters b ON p.right_row = b.record
        ) compared WHERE apart <= {farthest}"""  # noqa: S608  names and a whole number of our own
