"""Laws of the query language: every string is read or refused, and what is printed is read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import QueryError
from index.search.query import parse, parse_as_typed
from index.search.tree import Query

TODAY = date(2024, 5, 15)
PIECES = st.sampled_from(
    [
        *[
            "a",
            "climate",
            "l’IA",
            "e-mail",
            "c++",
            "c#",
            ".net",
            "3.14",
            "猫",
            "未来的",
            "OR",
            "AND",
            "NOT",
            "or",
            "x_y",
        ],
        *['"', "“", "”", "„", "«", "»", "(", ")", "|", "-", "*", "~", "~2", "~3", ":", "@", "?", "!", ".", "..", "'"],
        *[
            "title:",
            "tag:",
            "is:",
            "is:read",
            "added:",
            "7d",
            "2024",
            "2024-03",
            ">",
            "<=",
            "words:10",
            "id:3..7",
            "x:y",
        ],
        *[
            "similar:12",
            "sort:title",
            "sort:-added",
            "in:inbox",
            "lang:french",
            "older_than:1y",
            "sort:",
            "~2023",
            "note:",
            "highlight:a",
            "before:2024",
            "nosuch:x",
            "by:",
            "@saved",
            "http://x.org/a?b=(c)",
            'צה"ל',
            '5"',
            "\u00ad",
            "\0",
        ],
        *[" ", " ", " ", "\n", "\u00a0", "foo*", "ba*r", "fuzzy~", "--x", "¿tag:x", "OR,", "end.Next", "'s", "½"],
    ]
)
QUERIES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


def refusal(read: Callable[[str, date], Query], text: str) -> QueryError | None:
    """The error of a query that cannot be read."""
    try:
        read(text, TODAY)
    except QueryError as error:
        return error
    return None


@given(QUERIES)
def test_any_string_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    error = refusal(parse, text)
    assert error is None or (error.message and 0 <= error.position <= len(text))


@given(QUERIES)
@example('tag:":a"')
@example('f(5"3)"')
def test_what_is_printed_is_read_back_as_the_same_tree(text: str) -> None:
    try:
        tree = parse(text, TODAY)
    except QueryError:
        return
    assert parse(str(tree), TODAY) == tree


@given(QUERIES)
@example('tag:":a"')
def test_every_beginning_of_a_query_is_read_or_refused_while_it_is_typed(text: str) -> None:
    for end in range(len(text) + 1):
        error = refusal(parse_as_typed, text[:end])
        if error is None:
            tree = parse_as_typed(text[:end], TODAY)
            assert parse(str(tree), TODAY) == tree
        else:
            assert 0 <= error.position <= end


@pytest.mark.parametrize("text", ["(" * 51 + "a", "a" * 1001])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, TODAY)
