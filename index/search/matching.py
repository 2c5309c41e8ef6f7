"""Where the words of a query stand in a text: the stemmed, folded and begun forms that the index would find, as ranges.

A raw token is judged once however often it stands in the text. Nothing here opens an index, and neither numpy nor
whoosh is imported: the reader marks hits without a search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from index.search import tree
from index.search.analysis import base_language, is_unspaced, read, spans, stem, unspaced_words
from index.search.distance import edits
from index.search.ranking.plan import EVERYWHERE, Beginning, Chain, Leaf, Likeness, Plan, Term, plan_of, wanted
from index.search.results import Range


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


class _Judged(NamedTuple):
    """A token, judged: how many words it is, and its marks."""

    words: int
    marks: tuple[_Mark, ...]


_SINGLE = -1


@lru_cache(16)
def matcher(query: tree.Query, language: str, *, in_title: bool = False) -> Matcher:
    """The matcher of a query in texts of a language; it remembers what it judged."""
    known = tree.replaced(query, _without_facts)
    leaves = _content(plan_of(known, (base_language(language),)))
    if not in_title:
        leaves = [leaf for leaf in leaves if leaf.scope is EVERYWHERE]
    return Matcher(tuple(leaves), base_language(language))


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


class _Tokens(dict[str, _Judged]):
    """Raw tokens, judged when they are first met. Runs without blanks hardly ever come twice, and are not kept."""

    def __init__(self, judge: Callable[[str], _Judged]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, raw: str) -> _Judged:
        judged = self._judge(raw)
        if not is_unspaced(raw):
            self[raw] = judged
        return judged


@dataclass
class Matcher:
    """Finds the hits of some leaves in texts of one language."""

    leaves: tuple[Leaf, ...]
    language: str
    _tokens: _Tokens = field(init=False)
    _stems: list[tuple[str, ...]] = field(default_factory=list)
    _letters: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens = _Tokens(self.judged)
        for number, leaf in enumerate(self.leaves):
            words = leaf.words if isinstance(leaf, Chain) else (leaf.word,) if isinstance(leaf, Term) else ()
            self._stems.append(tuple(stem(word, self.language) for word in words))
            if isinstance(leaf, Term) and len(leaf.word) == 1 and is_unspaced(leaf.word):
                self._letters[leaf.word] = number

    def hits(self, text: str) -> Iterator[Hit]:
        """The hits in a text, nearly in order: a phrase comes with its last word."""
        if not self.leaves:
            return
        has_chains = any(isinstance(leaf, Chain) for leaf in self.leaves)
        at = 0
        begun: dict[tuple[int, int, int], int] = {}
        tokens = self._tokens
        for match in spans(text):
            words, marks = tokens[match[0]]
            if marks:
                start = match.start()
                for mark in marks:
                    if mark.slot == _SINGLE:
                        yield Hit(start + mark.start, start + mark.end, mark.leaf)
                    elif has_chains:
                        yield from self._follow(begun, mark, at + mark.word, start)
            at += words

    def _follow(self, begun: dict[tuple[int, int, int], int], mark: _Mark, place: int, start: int) -> Iterator[Hit]:
        """Carry a chain one slot further; `begun` holds where each that got so far began."""
        begin = start + mark.start if mark.slot == 0 else begun.get((mark.leaf, mark.slot - 1, place - 1))
        if begin is None:
            return
        if mark.slot == len(self._stems[mark.leaf]) - 1:
            yield Hit(begin, start + mark.end, mark.leaf)
        else:
            begun[mark.leaf, mark.slot, place] = begin

    def judged(self, raw: str) -> _Judged:
        """What a raw token matches."""
        if is_unspaced(raw):
            return self._run(raw)
        reading = read(raw)
        marks = [mark for at, word in enumerate(reading.words) for mark in self._word(at, *word)]
        if reading.joined:
            joined = (mark for mark in self._word(0, reading.joined, 0, len(raw)) if mark.slot == _SINGLE)
            marks.extend(joined)
        return _Judged(len(reading.words), tuple(marks))

    def _run(self, raw: str) -> _Judged:
        """A run of an unspaced script: its bigrams, and its letters where one is looked for."""
        words = unspaced_words(raw)
        marks = [mark for at, word in enumerate(words) for mark in self._word(at, *word)]
        if self._letters and len(words) > 1:
            for at, letter in enumerate(raw):
                if letter in self._letters:
                    marks.append(_Mark(at, at + 1, 0, self._letters[letter], _SINGLE))
        return _Judged(len(words), tuple(marks))

    def _word(self, at: int, text: str, start: int, end: int) -> Iterator[_Mark]:
        """What a folded word at a place of a token matches."""
        stemmed = stem(text, self.language)
        for number, leaf in enumerate(self.leaves):
            match leaf:
                case Term(word):
                    is_hit = text == word or stemmed == self._stems[number][0]
                case Beginning(begin):
                    is_hit = text.startswith(begin)
                case Likeness(word, distance):
                    is_hit = edits(text, word, distance) <= (distance if text[:1] == word[:1] else 1)
                case Chain():
                    is_hit = leaf.joined == text
                    yield from self._slots(number, leaf, at, text, stemmed, start, end)
            if is_hit:
                yield _Mark(start, end, at, number, _SINGLE)

    def _slots(
        self, number: int, leaf: Chain, at: int, text: str, stemmed: str, start: int, end: int
    ) -> Iterator[_Mark]:
        last = len(leaf.words) - 1
        for slot, form in enumerate(self._stems[number]):
            is_open = slot == last and leaf.is_open
            if stemmed == form or (is_open and text.startswith(leaf.words[slot])):
                yield _Mark(start, end, at, number, slot)
