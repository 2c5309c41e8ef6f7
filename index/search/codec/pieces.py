"""Which words of a dictionary hold which runs of four letters: how words that look alike are found.

    piece u32[pieces]          hashes of the runs that occur, sorted
    piece_at u32[pieces+1]     where the words that hold each begin
    piece_term u32[…]          numbers of terms

A word is taken with a mark at either end, so that beginnings and endings count. Short words, unspaced scripts and words
with digits have no look-alikes. (Character n-grams with rarity weights: as in spelling correction since Angell 1983.)
"""

from __future__ import annotations

import numpy as np

from index.search.analysis import is_unspaced
from index.search.codec.arrays import Array, ArrayFileWriter
from index.search.codec.dictionary import Dictionary
from index.search.codec.runs import distinct, is_first, offsets, ragged

LENGTH = 4
"""Letters in a piece, and in the shortest word that has any."""

LONGEST = 32
"""Letters of the longest: what is longer was glued together by a machine."""

_EDGE, _BREAK = "_", "\0"
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)
_FIRST, _SECOND, _THIRD, _FOURTH = _FACTORS.tolist()
_MIXER = np.uint64(0xFF51AFD7ED558CCD)
_MIXING = int(_MIXER)
_ALL = (1 << 64) - 1


def has_pieces(word: str) -> bool:
    """Whether look-alikes of a word are worth looking for."""
    return LENGTH <= len(word) <= LONGEST and word.isalpha() and not is_unspaced(word)


def pieces_of(word: str) -> Array:
    """The hashes of a word's pieces, sorted and different."""
    points = [ord(letter) for letter in f"{_EDGE}{word}{_EDGE}"]
    hashes = set()
    for one, two, three, four in zip(points, points[1:], points[2:], points[3:], strict=False):
        mixed = (one * _FIRST + two * _SECOND + three * _THIRD + four * _FOURTH) & _ALL  # as `_hashed` does with many
        hashes.add((((mixed ^ mixed >> 29) * _MIXING) & _ALL) >> 32)
    return np.array(sorted(hashes), np.uint32)


def write_pieces(out: ArrayFileWriter, name: str, terms: Dictionary) -> None:
    """Write the table of a dictionary, which is sorted."""
    numbers = np.flatnonzero(_have_pieces(terms)).astype(np.uint64)
    hashes, words = _hashed(_marked(terms, numbers))
    pairs = hashes.astype(np.uint64) << np.uint64(32) | numbers[words]
    pairs.sort(kind="stable")
    pairs = pairs[is_first(pairs)]
    piece = (pairs >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(is_first(piece))
    out.add(f"{name}/piece", piece[first])
    out.add(f"{name}/piece_at", np.append(first, len(pairs)), np.uint32)
    out.add(f"{name}/piece_term", pairs.astype(np.uint32))


def _have_pieces(terms: Dictionary) -> Array:
    """`has_pieces` of each term."""
    points, at = terms.points
    if not len(terms):
        return np.zeros(0, bool)
    different = distinct(points)
    letters = [chr(point) for point in different.tolist()]
    is_alpha, is_spaced = np.zeros((2, int(different[-1]) + 1), bool)
    is_alpha[different] = [letter.isalpha() for letter in letters]
    is_spaced[different] = [not is_unspaced(letter) for letter in letters]
    sizes = np.diff(at)
    found: Array = (sizes >= LENGTH) & (sizes <= LONGEST)
    found &= np.logical_and.reduceat(is_alpha.take(points), at[:-1])
    found &= is_spaced.take(points.take(at[:-1]))
    return found


def _marked(terms: Dictionary, numbers: Array) -> Array:
    """The code points of some terms, each with a mark at either end, and a break between one and the next."""
    points, at = terms.points
    starts = at.take(numbers)
    sizes = at.take(numbers + np.uint64(1)) - starts
    begins = offsets(sizes + 3)[:-1]
    marked = np.full(max(0, int(sizes.sum()) + 3 * len(sizes) - 1), ord(_EDGE), np.uint64)
    marked[ragged(begins + 1, sizes)] = points.take(ragged(starts, sizes))
    marked[begins[1:] - 1] = ord(_BREAK)
    return marked


def _hashed(points: Array) -> tuple[Array, Array]:
    """(hash, place of the word) of every piece of words that are `_marked`."""
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
