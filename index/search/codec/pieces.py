"""Which words of a dictionary hold which runs of four letters: how words that look alike are found.

    piece u32[pieces]          hashes of the runs that occur, sorted
    piece_at u32[pieces+1]     where the words that hold each begin
    piece_term u32[…]          numbers of terms

A word is taken with a mark at either end, so that beginnings and endings count. Short words, unspaced scripts and words
with digits have no look-alikes. (Character n-grams with rarity weights: as in spelling correction since Angell 1983.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.runs import is_first

LENGTH = 4
"""Letters in a piece, and in the shortest word that has any."""

LONGEST = 32
"""Letters of the longest: what is longer was glued together by a machine."""

_EDGE, _BREAK = "_", "\0"
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)
_MIXER = np.uint64(0xFF51AFD7ED558CCD)
_ALL = (1 << 64) - 1


def has_pieces(word: str) -> bool:
    """Whether look-alikes of a word are worth looking for."""
    return LENGTH <= len(word) <= LONGEST and word.isalpha() and not is_unspaced(word)


def pieces_of(word: str) -> Array:
    """The hashes of a word's pieces, sorted and different."""
    points = [ord(letter) for letter in f"{_EDGE}{word}{_EDGE}"]
    hashes = {_mixed(points[at : at + LENGTH]) for at in range(len(points) - LENGTH + 1)}
    return np.array(sorted(hashes), np.uint32)


def _mixed(points: Sequence[int]) -> int:
    """The hash of a piece: what `_hashed` makes of many."""
    mixed = sum(point * factor for point, factor in zip(points, _FACTORS.tolist(), strict=True)) & _ALL
    mixed = (mixed ^ mixed >> 29) * int(_MIXER) & _ALL
    return int(mixed >> 32)


def write_pieces(out: ArrayFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write the table of a dictionary, which is sorted."""
    texts = [(number, text) for number, term in enumerate(terms) if has_pieces(text := term.decode())]
    hashes, words = _hashed([text for _, text in texts])
    numbers = np.fromiter((number for number, _ in texts), np.uint64, len(texts))
    pairs = hashes.astype(np.uint64) << np.uint64(32) | numbers[words]
    pairs.sort(kind="stable")
    pairs = pairs[is_first(pairs)]
    piece = (pairs >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(is_first(piece))
    out.add(f"{name}/piece", piece[first])
    out.add(f"{name}/piece_at", np.append(first, len(pairs)), np.uint32)
    out.add(f"{name}/piece_term", pairs.astype(np.uint32))


def _hashed(words: Sequence[str]) -> tuple[Array, Array]:
    """(hash, place of the word) of every piece."""
    text = _BREAK.join(f"{_EDGE}{word}{_EDGE}" for word in words)
    points = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint64)
    if len(points) < LENGTH:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    is_break = points == 0
    owners = np.cumsum(is_break)
    last = len(points) - LENGTH + 1
    mixed = np.zeros(last, np.uint64)
    whole = np.ones(last, bool)
    for at, factor in enumerate(_FACTORS):
        mixed += points[at : at + last] * factor
        whole &= ~is_break[at : at + last]
    mixed = mixed.compress(whole)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIXER
    return (mixed >> np.uint64(32)).astype(np.uint32), owners[:last].compress(whole)
