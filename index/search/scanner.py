"""Cuts what a person types into tokens with their places: operators, brackets, fields with their values, words.

What cannot be searched for is dropped here or becomes an empty leaf. Errors are those of a single place: an unknown
field, a value that a field does not take, a quote without its end. How tokens join is `query`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from index.errors import QueryError
from index.facts import SAVED_NAME, FactField, Matches
from index.search import fields
from index.search.analysis import has_words, is_unspaced, spans
from index.search.tree import All, Fuzzy, Phrase, Prefix, Query, Saved, Similar, Where, Word, all_of, any_of

LONGEST = 1000
"""Characters of a query."""

LONG = 6
"""Letters from which on a fuzzy word may differ by two, where nothing else is said."""

DEEPEST = 50
"""Brackets inside one another."""

_CLOSERS = {'"': '"', "“": '”"', "„": '“”"', "”": '”"', "«": "»", "»": "«»", "「": "」", "『": "』"}
_QUOTES = "".join(_CLOSERS) + "」』"
_HEBREW = "\u05d0-\u05ea"
_PLAIN = rf"[^\s()|{_QUOTES}]|(?<=[{_HEBREW}])\"(?=[{_HEBREW}])|(?<=[^\s(|])\([^\s(){_QUOTES}]*\)"

_BLANK = re.compile(r"\s+")
_FIELD = re.compile(r"([A-Za-z]{2,}|[A-Za-z]+_[A-Za-z]+):(?=[^\s)|:])(?!//)")
_VALUE = re.compile(rf"(?:[^\s()|{_QUOTES}]|\([^\s()|{_QUOTES}]*\))+")
_SAVED = re.compile(f"@({SAVED_NAME})")
_WORD = re.compile(rf"(?:{_PLAIN})+")
_STARS = re.compile(r"\*+$")
_TILDE = re.compile(r"~(\d*)$")
_ABOUT = re.compile(r"~[1-9]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
"""About a year or a month: when something half remembered was published."""
_HEBREW_QUOTE = re.compile(rf"(?<=[{_HEBREW}])\"(?=[{_HEBREW}])")


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    FIELD = auto()
    LEAF = auto()


class Token(NamedTuple):
    """A piece of a query: the name of a field, or what a leaf stands for; and where it begins."""

    kind: Kind
    position: int
    name: str = ""
    leaf: Query = All()


_OPERATORS = {"OR": Kind.OR, "AND": Kind.AND, "NOT": Kind.NOT, "&&": Kind.AND}


@dataclass
class Scanner:
    """Cuts a query into tokens. `typing`: the query may be unfinished (see `query.parse_as_typed`)."""

    text: str
    today: date
    typing: bool = False
    at: int = 0
    depth: int = 0
    values: list[tuple[int, int]] = field(default_factory=list)
    """Where the values of fields stand."""

    def tokens(self) -> list[Token]:
        """The tokens in order. Raises QueryError."""
        if len(self.text) > LONGEST:
            raise QueryError(f"a query has at most {LONGEST} characters, this one {len(self.text)}", self.text, LONGEST)
        found: list[Token] = []
        while self.at < len(self.text):
            if blank := _BLANK.match(self.text, self.at):
                self.at = blank.end()
                continue
            token = self._next()
            if token is not None:
                found.append(token)
        return found

    def without_values(self) -> str:
        """The text as far as it was read, with blanks in the place of the values of fields."""
        text = self.text
        for start, end in self.values:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _next(self) -> Token | None:
        start, character = self.at, self.text[self.at]
        match character:
            case "(":
                return self._bracket_opens()
            case ")":
                return self._bracket_closes()
            case "|":
                return self._operator(Kind.OR)
            case "-" if self._negates():
                return self._operator(Kind.NOT)
        if character in _CLOSERS and not self._is_stray():
            content, is_closed = self._quoted()
            return Token(Kind.LEAF, start, leaf=_phrase(content if is_closed else _opened(content)))
        if saved := _SAVED.match(self.text, start):
            self.at = saved.end()
            return Token(Kind.LEAF, start, leaf=Saved(saved[1]))
        named = _FIELD.match(self.text, start)
        if named and (fields.canonical(named[1]) or "_" not in named[1]):
            return self._field(named[1], named.end())
        return self._word()

    def _bracket_opens(self) -> Token:
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} brackets inside one another", self.text, self.at - 1)
        return Token(Kind.OPEN, self.at - 1)

    def _bracket_closes(self) -> Token | None:
        self.at += 1
        if not self.depth:
            return None
        self.depth -= 1
        return Token(Kind.CLOSE, self.at - 1)

    def _operator(self, kind: Kind) -> Token:
        self.at += 1
        return Token(kind, self.at - 1)

    def _negates(self) -> bool:
        following = self.text[self.at + 1 : self.at + 2]
        return bool(following) and not following.isspace() and following not in "-)|"

    def _is_stray(self) -> bool:
        """A quote that only closes: inches, or the end of a quotation that was cut."""
        before, after = self.text[self.at - 1 : self.at] if self.at else "", self.text[self.at + 1 : self.at + 2]
        return self.text[self.at] in '"”' and (before.strip(" (|") != "") and (after == "" or after.isspace())

    def _quoted(self) -> tuple[str, bool]:
        """The text between quotes, and whether there is a second one; the place moves behind them."""
        start = self.at
        closers = _CLOSERS[self.text[start]]
        end = start + 1
        while end < len(self.text) and (self.text[end] not in closers or _HEBREW_QUOTE.match(self.text, end)):
            end += 1
        if end == len(self.text) and not self.typing:
            raise QueryError(f"the quote {self.text[start]} is not closed", self.text, start)
        self.at = end + 1
        return self.text[start + 1 : end], end < len(self.text)

    def _word(self) -> Token | None:
        start = self.at
        match = _WORD.match(self.text, start)
        if match is None:  # a closing quote that nothing opened
            self.at += 1
            return None
        self.at = match.end()
        text = match[0]
        if self.typing and self.at == len(self.text) and text[-1] == ":" and fields.canonical(text[:-1]):
            return None
        if text in _OPERATORS:
            return Token(_OPERATORS[text], start)
        return Token(Kind.LEAF, start, leaf=self._leaf(text, start))

    def _leaf(self, text: str, start: int) -> Query:
        """The words of a text without blanks; the last has the star or tilde at its end."""
        if _ABOUT.fullmatch(text):
            return fields.leaf_of(FactField.PUBLISHED, text, self.today)
        if stars := _STARS.search(text):
            return _written(text[: stars.start()], Prefix)
        if tilde := _TILDE.search(text):
            return _written(text[: tilde.start()], self._fuzzy(tilde[1], start + tilde.start()))
        if self.typing and self.at == len(self.text) and text[-1].isalnum():
            return _written(text, _unfinished)
        return _written(text)

    def _fuzzy(self, digits: str, position: int) -> Callable[[str], Query]:
        if digits not in ("", "1", "2"):
            raise QueryError("a word may differ by 1 or 2 letters: write ~1 or ~2", self.text, position)

        def fuzzy(word: str) -> Query:
            if is_unspaced(word):
                return Word(word)
            return Fuzzy(word, int(digits) if digits else 1 if len(word) < LONG else 2)

        return fuzzy

    # Fields

    def _field(self, name: str, value_at: int) -> Token | None:
        start = self.at
        known = fields.canonical(name)
        if known is None:
            return self._unknown_field(name, start)
        self.at = value_at
        if known == fields.TITLE:
            return Token(Kind.FIELD, start, name=known)
        value = self._value()
        self.values.append((value_at, self.at))
        is_last = self.typing and self.at >= len(self.text)
        try:
            return Token(Kind.LEAF, start, leaf=self._fact(known, value, is_last))
        except ValueError as error:
            if is_last:
                return None
            raise QueryError(str(error), self.text, value_at) from None

    def _unknown_field(self, name: str, start: int) -> Token | None:
        match = _WORD.match(self.text, start)
        word = match[0] if match else name
        if self.typing and start + len(word) == len(self.text):
            self.at = len(self.text)
            return None
        close = fields.nearest(name)
        hint = f"did you mean {close}:?" if close else f"known are {', '.join(fields.FIELDS)}."
        raise QueryError(
            f'there is no field “{name}:”; {hint} To find it as text, quote it: "{word}"', self.text, start
        )

    def _value(self) -> str:
        if self.text[self.at] in _CLOSERS:
            return " ".join(self._quoted()[0].replace('"', "").split())
        match = _VALUE.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match[0] if match else ""

    def _fact(self, name: str, value: str, is_last: bool) -> Query:
        if name == fields.SORT:
            return fields.order_of(value)
        if name == fields.SIMILAR:
            if not (value.isascii() and value.isdecimal() and len(value) < 16):
                raise ValueError("similar: takes the number of an article")
            return Similar(int(value))
        leaf = fields.leaf_of(name, value, self.today)
        if not (is_last and isinstance(leaf, Where)):
            return leaf
        if name == FactField.LANGUAGE and fields.is_half_a_language(value):
            raise ValueError("half a language")
        if isinstance(leaf.fact, Matches) and leaf.fact.field in fields.TEXTS - {FactField.LANGUAGE}:
            return Where(Matches(leaf.fact.field, leaf.fact.value.rstrip("*") + "*"))
        return leaf


def _written(text: str, last: Callable[[str], Query] = Word) -> Query:
    """The words of a text without the signs around and between them; the last is made by `last`."""
    words = [match[0] for match in spans(text)]
    if not words:
        return All()
    return all_of([*map(_word, words[:-1]), last(words[-1]) if words[-1] not in _OPERATORS else _word(words[-1])])


def _word(raw: str) -> Query:
    """A word; a phrase of one where it would be read as an operator."""
    return Phrase(raw) if raw in _OPERATORS else Word(raw)


def _unfinished(raw: str) -> Query:
    """A word that is still being typed: itself, or what begins so."""
    return Word(raw) if is_unspaced(raw) else any_of((Word(raw), Prefix(raw)))


def _opened(content: str) -> str:
    """A phrase that is still being typed: its last word is open."""
    return content + "*" if content[-1:].isalnum() else content


def _phrase(content: str) -> Query:
    text = " ".join(content.split())
    text = "".join(
        " " if letter == '"' and not _HEBREW_QUOTE.match(text, i) else letter for i, letter in enumerate(text)
    )
    return Phrase(" ".join(text.split())) if has_words(text) else All()
