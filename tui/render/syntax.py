"""The syntax of code, from the lexers of Pygments: loaded late, limited in length and time.

A highlighted block differs from a plain one in roles alone, so it can be drawn plain first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from time import monotonic
from typing import NamedTuple

from tui.render.model import Role

LONGEST = 200_000
"""Characters of a block that are looked at; what comes after stays plain."""
TIME_LIMIT = 0.5
"""Seconds after which the rest of a block stays plain: some lexers are slow on some texts."""
_CLOCK_EVERY = 256

_ROLES = (
    ("Token.Keyword", Role.SYNTAX_KEYWORD),
    ("Token.Operator.Word", Role.SYNTAX_KEYWORD),
    ("Token.Comment", Role.SYNTAX_COMMENT),
    ("Token.Literal.String", Role.SYNTAX_STRING),
    ("Token.Literal.Number", Role.SYNTAX_NUMBER),
    ("Token.Name.Function", Role.SYNTAX_NAME),
    ("Token.Name.Class", Role.SYNTAX_NAME),
    ("Token.Name.Builtin", Role.SYNTAX_NAME),
    ("Token.Name.Decorator", Role.SYNTAX_NAME),
    ("Token.Name.Exception", Role.SYNTAX_NAME),
    ("Token.Name.Tag", Role.SYNTAX_NAME),
    ("Token.Name.Attribute", Role.SYNTAX_NAME),
    ("Token.Generic.Deleted", Role.SYNTAX_COMMENT),
    ("Token.Generic.Inserted", Role.SYNTAX_STRING),
    ("Token.Generic.Heading", Role.SYNTAX_KEYWORD),
    ("Token.Generic.Prompt", Role.SYNTAX_COMMENT),
)


class Token(NamedTuple):
    """A range of the document with a role of syntax."""

    start: int
    end: int
    role: Role


class Syntax(NamedTuple):
    """The tokens of a block of code, in order and disjoint; plain code between them is left out."""

    tokens: Sequence[Token] = ()

    def within(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that touch a range."""
        first = bisect_right(self.tokens, start, key=_end)
        return self.tokens[first : bisect_left(self.tokens, end, first, key=_start)]


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


def syntax_of(code: str, language: str, offset: int) -> Syntax:
    """The syntax of code that stands at an offset of the document; empty where the language is unknown."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language.strip().lower())
    except ClassNotFound:
        return Syntax()
    roles: dict[object, Role] = {}
    tokens: list[Token] = []
    deadline = monotonic() + TIME_LIMIT
    for number, (start, kind, text) in enumerate(lexer.get_tokens_unprocessed(code[:LONGEST])):
        role = roles.get(kind)
        if role is None:
            role = roles[kind] = _role(str(kind))
        if role and text:
            tokens.append(Token(offset + start, offset + start + len(text), role))
        if number % _CLOCK_EVERY == 0 and monotonic() > deadline:
            break
    return Syntax(_in_order(tokens))


def _role(kind: str) -> Role:
    for prefix, role in _ROLES:
        if kind == prefix or kind.startswith(prefix + "."):
            return role
    return Role.TEXT


def _in_order(tokens: list[Token]) -> list[Token]:
    """The tokens ascending and disjoint; lexers that nest others may report them otherwise."""
    kept: list[Token] = []
    end = 0
    for token in sorted(tokens, key=_start):
        if token.start >= end:
            kept.append(token)
            end = token.end
    return kept
