"""What a person types becomes a query tree. The language is described in docs/query-language.md.

NOT binds first, then AND (which is the blank), then OR. What cannot be searched for (a lone dash, a question mark, an
operator with nothing to join) is left out, so that questions and half-typed queries are read; what looks like a field
and is none, and a quote or bracket that is not closed, are errors that point at their place.
"""

from __future__ import annotations

import re
from datetime import date

from index.errors import QueryError
from index.facts import Matches
from index.search.scanner import Kind, Scanner, Token
from index.search.tree import (
    All,
    And,
    Fuzzy,
    InTitle,
    Not,
    Or,
    Ordered,
    Phrase,
    Prefix,
    Query,
    Where,
    Word,
    all_of,
    any_of,
    leaves,
    negated,
)

_QUESTION = re.compile(r"(?:^|[^\s?*~:/]\S*|\s)[?？؟](?=[\s)\]\"'’»«”“」』]|$)")


def parse(text: str, today: date) -> Query:
    """The tree of a query; All for one that asks for nothing. Raises QueryError, with the place."""
    return _tree(Scanner(text, today))


def parse_as_typed(text: str, today: date) -> Query:
    """The tree of a query that is still being typed: its last word may be unfinished, and so may its brackets.

    A quote or bracket that is open is closed, a field without a proper value yet is left out, and the last word stands
    for all that begin with it until a blank follows. Raises QueryError for what more typing would not mend.
    """
    return _tree(Scanner(text, today, typing=True))


def _tree(scanner: Scanner) -> Query:
    """The tree of what a scanner reads, told that it is a question where a question mark says so."""
    tree = _Builder(scanner.text, scanner.tokens(), typing=scanner.typing).tree()
    is_question = isinstance(tree, And) and _QUESTION.search(scanner.without_values())
    return And(tree.parts, question=True) if isinstance(tree, And) and is_question else tree


class _Builder:
    """Builds the tree of a list of tokens."""

    def __init__(self, text: str, tokens: list[Token], *, typing: bool = False) -> None:
        self._text, self._tokens, self._typing = text, tokens, typing
        self._at = 0

    def tree(self) -> Query:
        return self._any()

    def _peek(self) -> Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _any(self) -> Query:
        parts = [self._all()]
        while self._peek() is Kind.OR:
            self._at += 1
            parts.append(self._all())
        return any_of(parts)

    def _all(self) -> Query:
        parts: list[Query] = []
        while self._peek() not in (None, Kind.OR, Kind.CLOSE):
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Query:
        """A leaf, a group or a title, and what negates it; operators with nothing to join say nothing."""
        negative = False
        while self._peek() in (Kind.NOT, Kind.AND):
            negative ^= self._peek() is Kind.NOT
            self._at += 1
        start = self._tokens[self._at].position if self._at < len(self._tokens) else 0
        part = self._operand()
        if negative and isinstance(part, Ordered):
            raise QueryError("an order cannot be excluded; sort: takes no - before it", self._text, start)
        if not negative:
            return part
        return negated(_as_written(part) if self._typing and not self._text.endswith("*") else part)

    def _operand(self) -> Query:
        if self._peek() in (None, Kind.OR, Kind.CLOSE):
            return All()
        token = self._tokens[self._at]
        self._at += 1
        match token.kind:
            case Kind.OPEN:
                return self._group(token)
            case Kind.FIELD:
                return _in_title(self._operand())
        return token.leaf

    def _group(self, opened: Token) -> Query:
        part = self._any()
        if self._peek() is Kind.CLOSE:
            self._at += 1
        elif not self._typing:
            raise QueryError("the bracket is not closed", self._text, opened.position)
        return part


def _as_written(part: Query) -> Query:
    """What is still being typed, at its word: `-c` on the way to `-car` must not exclude all that begins so."""
    match part:
        case Or((Word(word), Prefix(begin))) if word == begin:
            return Word(word)
        case InTitle(inner):
            return InTitle(_as_written(inner))
        case Where(Matches(field, value)):
            return Where(Matches(field, value.removesuffix("*")))
    return part


def _in_title(part: Query) -> Query:
    """A part that holds of the title; where nothing in it speaks of text, itself."""
    if isinstance(part, InTitle | All):
        return part
    if isinstance(part, Not):
        return negated(_in_title(part.part))
    speaks = any(isinstance(leaf, Word | Phrase | Prefix | Fuzzy) for leaf in leaves(part))
    return InTitle(part) if speaks else part
