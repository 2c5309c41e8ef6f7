"""Where the words of a query stand in a text: the stemmed, folded and begun forms that the index would find, as ranges.

Only the tokens of a text that may match are looked at, each once however often it stands there. Nothing here opens an
index, and neither numpy nor whoosh is imported: the reader marks hits without a search.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from index.search import tree
from index.search.analysis import is_plain_run, is_unspaced, read, spans, unspaced_words
from index.search.distance import edits
from index.search.ranking.plan import EVERYWHERE, Beginning, Chain, Leaf, Likeness, Plan, Term, plan_of, wanted
from index.search.results import Range
from index.search.sieve import Sieve, has_words, keeps_beginnings
from index.search.stemming import base_language, stem
from index.search.tokens import Tokens, tokens_of

MOST_JUDGED = 20_000
"""Stretches of texts of which a matcher remembers what they match."""

MATCHERS = 48
"""Matchers remembered: one for each language of a page of results, and those of the key before."""


class Hit(NamedTuple):
    """A place in a text that a leaf of the query matches; `leaf` counts the leaves."""

    start: int
    end: int
    leaf: int


class _Mark(NamedTuple):
    """What a token matches: a leaf, or one slot of a chain; offsets relative to the token, in characters and words."""

    start: int
    end: int
    word: int
    leaf: int
    slot: int


_SINGLE = -1

_PLAIN = re.compile(r"[\"'(\[{«“‘„]*([A-Za-z0-9]+)[\"')\]}»”’,.;:!?…]*")
"""A word that is read as it is written, in lower case, with what may stand around it."""


def matcher(query: tree.Query, language: str, *, in_title: bool = False) -> Matcher:
    """The matcher of a query in texts of a language; it remembers what it judged."""
    language = base_language(language)
    leaves = _leaves(query, language)
    if not in_title:
        leaves = tuple(leaf for leaf in leaves if leaf.scope is EVERYWHERE)
    return _matcher(leaves, language)


@lru_cache(MATCHERS)
def _leaves(query: tree.Query, language: str) -> tuple[Leaf, ...]:
    return tuple(_content(plan_of(tree.replaced(query, _without_facts), (language,))))


@lru_cache(MATCHERS)
def _matcher(leaves: tuple[Leaf, ...], language: str) -> Matcher:
    return Matcher(leaves, language)


def matches(text: str, query: tree.Query, language: str, *, in_title: bool = False) -> tuple[Range, ...]:
    """All places that a query matches in a text, in order, a phrase as one; what touches is joined."""
    found: list[Range] = []
    for hit in sorted(matcher(query, language, in_title=in_title).hits(text)):
        if found and hit.start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], hit.end))
        else:
            found.append((hit.start, hit.end))
    return tuple(found)


def _without_facts(leaf: tree.Query) -> tree.Query:
    """A fact is no word; in its place stands what changes nothing."""
    return leaf if isinstance(leaf, tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy) else tree.All()


def _content(plan: Plan) -> list[Leaf]:
    """The leaves worth marking: stop words only where there is nothing else."""
    leaves = list(wanted(plan))
    content = [leaf for leaf in leaves if not (isinstance(leaf, Term) and leaf.stop)]
    return content or leaves


_Role = tuple[int, int]
"""What a word can be: a leaf by itself (`_SINGLE`), or a slot of a leaf that is a chain."""


class Matcher:
    """Finds the hits of some leaves in texts of one language.

    What can be compared for equality lies in two tables, by word and by stem; only beginnings and fuzzy words are gone
    through one by one.
    """

    def __init__(self, leaves: tuple[Leaf, ...], language: str) -> None:
        self.leaves, self.language = leaves, language
        self._words: dict[str, list[_Role]] = {}
        self._stems: dict[str, list[_Role]] = {}
        self._beginnings: list[tuple[str, _Role]] = []
        self._likenesses: list[tuple[Likeness, _Role]] = []
        for number, leaf in enumerate(leaves):
            self._learn(leaf, number)
        self._forms = frozenset((*self._words, *self._stems)) - {""}
        begun = [begin for begin, _ in self._beginnings]
        sought = (*self._forms, *begun, *(leaf.word for leaf, _ in self._likenesses))
        self._letters = frozenset(letter for word in sought for letter in word)
        self._has_chains = any(isinstance(leaf, Chain) for leaf in leaves)
        self._sieve: Sieve | None = None
        if sought and not any(map(is_unspaced, sought)):
            is_begun = keeps_beginnings(language) and not self._likenesses
            self._sieve = Sieve(sought if is_begun else ())
        self._judged: dict[str, tuple[tuple[_Mark, ...], int]] = {}

    def _learn(self, leaf: Leaf, number: int) -> None:
        single = (number, _SINGLE)
        match leaf:
            case Term(word):
                self._words.setdefault(word, []).append(single)
                self._stems.setdefault(stem(word, self.language), []).append(single)
            case Beginning(begin):
                self._beginnings.append((begin, single))
            case Likeness():
                self._likenesses.append((leaf, single))
            case Chain(words):
                self._words.setdefault(leaf.joined, []).append(single)
                for slot, word in enumerate(words):
                    self._stems.setdefault(stem(word, self.language), []).append((number, slot))
                if leaf.is_open:
                    self._beginnings.append((words[-1], (number, len(words) - 1)))

    def hits(self, text: str) -> Iterator[Hit]:
        """The hits in a text, nearly in order: a phrase comes with its last word."""
        if not self.leaves:
            return
        if self._sieve is not None:
            yield from self._sifted(text, self._sieve)
            return
        tokens = tokens_of(text, self.language)
        marked = {raw: marks for raw in self._candidates(tokens) if (marks := self.marks(raw))}
        if not marked:
            return
        begun: dict[tuple[int, int, int], int] = {}
        for raw, start, place in zip(tokens.raws, tokens.starts, tokens.places, strict=True):
            if raw in marked:
                for mark in marked[raw]:
                    if mark.slot == _SINGLE:
                        yield Hit(start + mark.start, start + mark.end, mark.leaf)
                    else:
                        yield from self._follow(begun, mark, place + mark.word, start)

    def _sifted(self, text: str, sieve: Sieve) -> Iterator[Hit]:
        """The hits in stretches of a text; a chain goes on where no word stands between two of them."""
        begun: dict[tuple[int, int, int], int] = {}
        judged = self._judged
        place, end = 0, 0
        for start, stretch in sieve.stretches(text):
            found = judged.get(stretch)
            if found is None:
                found = self._judge(stretch)
            marks, words = found
            if self._has_chains:
                place += has_words(text, end, start)
                end = start + len(stretch)
            for mark in marks:
                if mark.slot == _SINGLE:
                    yield Hit(start + mark.start, start + mark.end, mark.leaf)
                else:
                    yield from self._follow(begun, mark, place + mark.word, start)
            place += words

    def _judge(self, stretch: str) -> tuple[tuple[_Mark, ...], int]:
        """What a stretch of a text matches, and how many words it is."""
        if len(self._judged) >= MOST_JUDGED:
            self._judged.clear()
        plain = _PLAIN.fullmatch(stretch)
        judgement = self._judged_plainly(plain) if plain is not None else self._judged_wholly(stretch)
        self._judged[stretch] = judgement
        return judgement

    def _judged_plainly(self, word: re.Match[str]) -> tuple[tuple[_Mark, ...], int]:
        """The same where it is one word of plain letters: nearly always."""
        start, end = word.span(1)
        return tuple([_Mark(start, end, 0, *role) for role in self._roles(word[1].lower())]), 1

    def _judged_wholly(self, stretch: str) -> tuple[tuple[_Mark, ...], int]:
        marks: list[_Mark] = []
        words = 0
        for match in spans(stretch):
            raw, at = match[0], match.start()
            for start, end, word, leaf, slot in self.marks(raw):
                marks.append(_Mark(at + start, at + end, words + word, leaf, slot))
            words += max(1, len(raw) - 1) if is_unspaced(raw) else len(read(raw).words)
        return tuple(marks), words

    def _candidates(self, tokens: Tokens) -> Mapping[str, None]:
        """The tokens of a text that may match, and few others."""
        found: dict[str, None] = {}
        for form in self._forms:
            found.update(dict.fromkeys(tokens.forms.get(form, ())))
        for begin, _ in self._beginnings:
            found.update(dict.fromkeys(tokens.beginning(begin)))
        for leaf, _ in self._likenesses:
            for word in tokens.words:
                if _is_like(word, leaf):
                    found.update(dict.fromkeys(tokens.forms[word]))
        for run in tokens.runs:
            if not (self._letters.isdisjoint(run) and is_plain_run(run)):
                found[run] = None
        return found

    def _follow(self, begun: dict[tuple[int, int, int], int], mark: _Mark, place: int, start: int) -> Iterator[Hit]:
        """Carry a chain one slot further; `begun` holds where each that got so far began."""
        begin = start + mark.start if mark.slot == 0 else begun.get((mark.leaf, mark.slot - 1, place - 1))
        if begin is None:
            return
        leaf = self.leaves[mark.leaf]
        if isinstance(leaf, Chain) and mark.slot == len(leaf.words) - 1:
            yield Hit(begin, start + mark.end, mark.leaf)
        else:
            begun[mark.leaf, mark.slot, place] = begin

    def marks(self, raw: str) -> tuple[_Mark, ...]:
        """What a raw token matches."""
        if is_unspaced(raw):
            return self._marks_of_run(raw)
        words, joined, pairs = read(raw)
        marks = [
            _Mark(start, end, at, *role) for at, (text, start, end) in enumerate(words) for role in self._roles(text)
        ]
        for text, start, end in ((joined, 0, len(raw)), *pairs) if joined else ():
            marks.extend(_Mark(start, end, 0, *role) for role in self._roles(text) if role[1] == _SINGLE)
        return tuple(marks)

    def _marks_of_run(self, raw: str) -> tuple[_Mark, ...]:
        """What a run of an unspaced script matches: with its bigrams, and its letters where one is looked for."""
        words = unspaced_words(raw)
        marks = [
            _Mark(start, end, at, *role) for at, (text, start, end) in enumerate(words) for role in self._roles(text)
        ]
        if len(words) > 1:
            for at, letter in enumerate(raw):
                marks.extend(_Mark(at, at + 1, 0, *role) for role in self._words.get(letter, ()))
        return tuple(marks)

    def _roles(self, text: str) -> Collection[_Role]:
        """What a folded word can be."""
        roles = [*self._words.get(text, ()), *self._stems.get(stem(text, self.language), ())]
        if self._beginnings:
            roles += [role for begin, role in self._beginnings if text.startswith(begin)]
        if self._likenesses:
            roles += [role for leaf, role in self._likenesses if _is_like(text, leaf)]
        return dict.fromkeys(roles) if len(roles) > 1 else roles


def _is_like(text: str, leaf: Likeness) -> bool:
    """Two edits count behind the first letter alone, as they do in the index."""
    distance = leaf.distance if text[:1] == leaf.word[:1] else 1
    if abs(len(text) - len(leaf.word)) > distance or len(set(text).difference(leaf.word)) > distance:
        return False
    return edits(text, leaf.word, leaf.distance) <= distance
