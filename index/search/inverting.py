"""Turns documents around: for each term the documents that hold it, how often, and where. numpy sorts term numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.dictionary import Dictionary
from index.search.codec.runs import grouped, is_first, offsets, ragged
from index.search.codec.writing import FieldWriter, position_type
from index.search.names import COPIES, GAP

PARTS = COPIES + 1
"""The parts of a document: its title several times, and its body."""


class Tokens(NamedTuple):
    """The term numbers of all documents, end to end; where each document's begin, and where the last one's end."""

    numbers: Array
    starts: Array

    @property
    def sizes(self) -> Array:
        """The tokens of each document."""
        sizes: Array = self.starts[1:] - self.starts[:-1]
        return sizes


class Texts(NamedTuple):
    """The term numbers of whole documents, end to end; where each of their parts begins, and where the last ends."""

    numbers: Array
    edges: Array

    @property
    def whole(self) -> Tokens:
        """All parts together."""
        return Tokens(self.numbers, self.edges[::PARTS])

    @property
    def titles(self) -> Tokens:
        """The titles alone, once."""
        sizes = np.diff(self.edges)[::PARTS]
        return Tokens(self.numbers.take(ragged(self.edges[:-1:PARTS], sizes)), offsets(sizes))

    @property
    def positions(self) -> Array:
        """The position of each token in its document, with a gap between one part and the next."""
        before = np.tile(np.arange(PARTS) * GAP, len(self.edges) // PARTS) - self.edges[:-1:PARTS].repeat(PARTS)
        positions: Array = np.arange(len(self.numbers)) + before.repeat(np.diff(self.edges))
        return positions


@dataclass(frozen=True, slots=True)
class Numbered:
    """Terms by their numbers, and the numbers in the order of the terms: found once for all fields."""

    terms: Dictionary
    order: Array

    @classmethod
    def of(cls, words: Sequence[str]) -> Numbered:
        """Words, which are all different, by their places."""
        terms = Dictionary.of_words(words)
        order, _ = terms.ordered()
        return cls(terms, order)

    def ranked(self, numbers: Array) -> tuple[Dictionary, Array]:
        """The terms that occur, sorted; and for each number the rank of its term among them."""
        occurs = np.zeros(len(self.order), bool)
        occurs[numbers] = True
        chosen = self.order.compress(occurs.take(self.order))
        ranks = np.zeros(len(occurs), np.uint32)
        ranks[chosen] = np.arange(len(chosen), dtype=np.uint32)
        return self.terms.take(chosen), ranks


class FieldsWriter:
    """Writes the fields of a segment from the tokens of its documents.

    `lengths` says how many tokens each document has in each field that was written.
    """

    def __init__(self, out: ArrayFileWriter, *, rough: bool) -> None:
        self._out, self._rough = out, rough
        self.lengths: dict[str, Array] = {}

    def write(self, name: str, tokens: Tokens, terms: Numbered, positions: Array | None = None) -> None:
        """Sort the tokens of a field into postings, and write them; with their positions, where those are given."""
        self.lengths[name] = tokens.sizes
        dictionary, ranks = terms.ranked(tokens.numbers)
        of_token = ranks.take(tokens.numbers)
        order = grouped(of_token)
        term = of_token.take(order)
        document = np.arange(len(tokens.starts) - 1, dtype=np.uint32).repeat(tokens.sizes).take(order)
        first = np.flatnonzero(is_first(term) | is_first(document))
        postings_at = offsets(np.bincount(term.take(first), minlength=len(dictionary)))
        longest = int(positions.max(initial=0)) + 1 if positions is not None else 0
        positions_at = np.append(first, len(term)).take(postings_at) if positions is not None else None
        out, kind = self._out, position_type(longest)
        writer = FieldWriter(out, name, dictionary, postings_at, positions_at, kind, rough=self._rough)
        frequencies = np.diff(first, append=len(term))
        writer.append(document.take(first), frequencies, positions.take(order) if positions is not None else None)
        writer.close()
