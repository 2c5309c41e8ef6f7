"""The query language, as docs/query-language.md tells it: its examples are the tests."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Sort
from index.errors import QueryError
from index.facts import Between, FactField, Matches
from index.search.query import parse, parse_as_typed
from index.search.tree import All, And, Fuzzy, InTitle, Not, Or, Ordered, Phrase, Prefix, Where, Word
from tests.search.guide import ERRORS, EXAMPLES, TODAY


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) > 50
    assert len(ERRORS) >= 10


@pytest.mark.parametrize(("query", "printed"), EXAMPLES)
def test_an_example_is_read_as_the_guide_says(query: str, printed: str) -> None:
    tree = parse(query, TODAY)
    assert str(tree) == printed
    assert parse(printed, TODAY) == tree


@pytest.mark.parametrize(("query", "place", "message"), ERRORS)
def test_an_error_is_the_one_that_the_guide_shows(query: str, place: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    assert (caught.value.position, caught.value.message) == (place, message)


@pytest.mark.parametrize("field", [*map(str, FactField), "title", "before", "after", "similar", "sort"])
def test_the_guide_shows_every_field(field: str) -> None:
    assert any(f" {field}:" in f" {query.lstrip('-')}" for query, _ in EXAMPLES)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", All()),
        ("  \n", All()),
        ("? ! … — -", All()),
        ("a", Word("a")),
        ("a b", And((Word("a"), Word("b")))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("-a", Not(Word("a"))),
        ("NOT NOT a", Word("a")),
        ("a -b", And((Word("a"), Not(Word("b"))))),
        ("pre*", Prefix("pre")),
        ("word~", Fuzzy("word", 1)),
        ("longer~", Fuzzy("longer", 2)),
        ("title:a", InTitle(Word("a"))),
        ("-title:a", Not(InTitle(Word("a")))),
        ("Title:a", InTitle(Word("a"))),
        ("tag:x", Where(Matches(FactField.TAG, "x"))),
        ("words:10", Where(Between(FactField.WORDS, 10, 11))),
        ("words:1,000..2,000", Where(Between(FactField.WORDS, 1000, 2001))),
        ("a OR", Word("a")),
        ("OR a", Word("a")),
        ("a AND b", And((Word("a"), Word("b")))),
        ("()", All()),
        ("(a)", Word("a")),
        ("a)", Word("a")),
        ('""', All()),
        ("“a b”", Phrase("a b")),
        ("„a b“", Phrase("a b")),
        ("«a b»", Phrase("a b")),
        ("「东京」", Phrase("东京")),
        ("OR,", Phrase("OR")),
        ("~2023", Where(Between(FactField.PUBLISHED, "2022-01-01", "2025-01-01"))),
        ("sort:title", Ordered(Sort.TITLE)),
        ("a sort:Last-Read", And((Word("a"), Ordered(Sort.OPENED)))),
        ("sort:-read", Ordered(Sort.OPENED_REVERSED)),
        ("sort:-oldest", Ordered(Sort.ADDED)),
        ("foo_bar:baz", And((Word("foo_bar"), Word("baz")))),
        ("is:finished", Where(Matches(FactField.IS, "read"))),
        ("-is:untagged", Where(Matches(FactField.HAS, "tag"))),
        ("lang:DEUTSCH", Where(Matches(FactField.LANGUAGE, "de"))),
        ("lang:中文", Where(Matches(FactField.LANGUAGE, "zh"))),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("title:(a tag:x)", InTitle(And((Word("a"), Where(Matches(FactField.TAG, "x")))))),
        ("title:(tag:x)", Where(Matches(FactField.TAG, "x"))),
    ],
)
def test_a_query_becomes_a_tree(query: str, tree: object) -> None:
    assert parse(query, TODAY) == tree


@pytest.mark.parametrize(
    "question",
    [
        "What's the capital of Australia?",
        "Qu'est-ce que : le RGPD ?",
        "Note: this is text",
        "see http://example.org/a_(b)?c=d",
        "at 12:30 or 8:15",
        "std::vector in c++",
        'a 5" floppy disk',
        "it's over -- or is it",
        'Who said "I am the law"?',
        "¿Dónde está la biblioteca?",
        "ratio 3:1, score 2-0",
        "print(x) and map()",
        "R&D at AT&T",
        "东京在哪里？",
        "50% off!",
        'בצה"ל שירת',
        "this is it (really)",
        'the end of a quotation"',
    ],
)
def test_a_natural_question_is_read(question: str) -> None:
    assert parse(question, TODAY) != All()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("clim", "clim OR clim*"),
        ("clim ", "clim"),
        ("hot clim", "hot (clim OR clim*)"),
        ('"global war', '"global war*"'),
        ("(cats OR do", "cats OR do OR do*"),
        ("tag:", ""),
        ("cats tag:", "cats"),
        ("tag:ph", "tag:ph*"),
        ("lang:", ""),
        ("lang:f", ""),
        ("lang:fr", "lang:fr"),
        ("lang:fre", ""),
        ("lang:french", "lang:fr"),
        ("in:inbox", "-is:archived"),
        ("is:unr", ""),
        ("cats is:unr", "cats"),
        ("published:202", ""),
        ("cats sort:ti", "cats"),
        ("note:the", "note:the*"),
        ("title:ber", "title:(ber OR ber*)"),
        ("cats -", "cats"),
        ("cats -d", "cats -d"),
        ("cats -do*", "cats -do*"),
        ("cats -title:d", "cats -title:d"),
        ("cats -tag:d", "cats -tag:d"),
        ("-(cats do", "-(cats (do OR do*))"),
        ("cats OR", "cats"),
        ("cats OR ", "cats"),
        ("aut:x", ""),
        ("北京", "北京"),
        ("c++", "c++"),
        ("what is lo", "what is (lo OR lo*)"),
    ],
)
def test_what_is_half_typed_is_read_leniently(typed: str, read: str) -> None:
    assert str(parse_as_typed(typed, TODAY)) == read


def test_an_error_in_the_middle_stays_one_while_typing() -> None:
    with pytest.raises(QueryError):
        parse_as_typed("is:nonsense cats", TODAY)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("today", "2024-05-15", "2024-05-16"),
        ("yesterday", "2024-05-14", "2024-05-15"),
        ("this-week", "2024-05-13", "2024-05-20"),
        ("last-week", "2024-05-06", "2024-05-13"),
        ("this-month", "2024-05-01", "2024-06-01"),
        ("last-month", "2024-04-01", "2024-05-01"),
        ("this-year", "2024-01-01", "2025-01-01"),
        ("last-year", "2023-01-01", "2024-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2023-12", "2023-12-01", "2024-01-01"),
        ("3m", "2024-02-15", None),
        ("1y", "2023-05-15", None),
        (">3w", None, "2024-04-24"),
        ("<3w", "2024-04-24", None),
        ("<=2022", None, "2023-01-01"),
        ("30d..7d", "2024-04-15", "2024-05-09"),
        ("~2023", "2022-01-01", "2025-01-01"),
        ("~2024-01", "2023-12-01", "2024-03-01"),
        ("~2024-03-01", "2024-02-29", "2024-03-03"),
        ("2024/03/01", "2024-03-01", "2024-03-02"),
    ],
)
def test_a_date_is_a_span_of_days(value: str, low: str | None, high: str | None) -> None:
    assert parse(f"added:{value}", TODAY) == Where(Between(FactField.ADDED, low, high))


def test_a_month_before_a_longer_one_ends_on_its_last_day() -> None:
    assert parse("added:1m", date(2024, 3, 31)) == Where(Between(FactField.ADDED, "2024-02-29", None))


@pytest.mark.parametrize(
    "value", ["2024-13", "~7d", "~2024-13", "~", "2024-02-30", "0000", "9999", "..", "a..b", "9" * 9]
)
def test_a_day_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(QueryError):
        parse(f"published:{value}", TODAY)
