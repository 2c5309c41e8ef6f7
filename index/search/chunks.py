"""Texts cut into *chunks* by numpy: what stands between ASCII characters that no token holds, told apart by a hash.

A chunk is mostly one word. What is in it depends on nothing around it, so who keeps what each different chunk says
(`vocabulary`) needs neither a regular expression nor a dictionary for all the words that come again: most of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.search.characters import JOINERS
from index.search.codec.arrays import Array
from index.search.codec.runs import ragged
from index.search.hash_table import MIXER

_WORD = 8
"""Bytes that are hashed at a time."""

_LONG = 64
"""Bytes beyond which a chunk is hashed by itself: runs of scripts without blanks, which are few and seldom alike."""

_BREAK = ord("\n")
"""Stands in no chunk, and something that stands in none follows each."""

_INSIDE, _BETWEEN, _JOINS, _JOINS_OR_BEGINS = range(4)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], np.uint64)
_SHIFT = np.uint64(32)
_ALL = (1 << 64) - 1
_SEED = np.uint64(secrets.randbits(64))
"""Different in each process, so that nobody can write a text whose words are taken for each other."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of several texts, end to end: where each lies in `data` (UTF-8), and its hash, which is not 0.

    `ends` says how many chunks the texts up to each have.
    """

    data: bytes
    starts: Array
    sizes: Array
    hashes: Array
    ends: Array

    def texts(self, places: Array) -> list[str]:
        """Some chunks as they are written: cut out together, since to decode one by one takes longer than all else."""
        sizes = self.sizes.take(places) + 1
        together = np.frombuffer(self.data, np.uint8).take(ragged(self.starts.take(places), sizes))
        together[sizes.cumsum() - 1] = _BREAK
        return together.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]


def as_bytes(text: str) -> bytes:
    """A text as it is cut: UTF-8, and whatever else stands in strings, too."""
    return text.encode("utf-8", "surrogatepass")


def chunks_of(texts: Sequence[bytes]) -> Chunks:
    """Cut texts (`as_bytes`) into chunks."""
    data = b"\n".join([*texts, b""])
    edges = np.flatnonzero(np.diff(_is_inside(data), prepend=False, append=False))
    starts, sizes = edges[::2], np.diff(edges)[::2]
    last = np.fromiter(map(len, texts), np.int64, len(texts)).cumsum() + np.arange(len(texts))
    return Chunks(data, starts, sizes, _hashes(data, starts, sizes), starts.searchsorted(last))


def _kind(character: str) -> int:
    """What an ASCII character may be to a token; `.` may begin one (`.net`), the other joiners may not."""
    if character == ".":
        return _JOINS_OR_BEGINS
    if character in JOINERS + "," and character != "_":
        return _JOINS
    return _INSIDE if character.isalnum() or character in "_+#" else _BETWEEN


_KINDS = bytes(_kind(chr(byte)) if byte < 128 else _INSIDE for byte in range(256))


def _is_inside(data: bytes) -> Array:
    """Which bytes belong to chunks. A joiner before a gap joins nothing, nor does one after a gap."""
    kinds = np.frombuffer(data.translate(_KINDS), np.uint8)
    inside: Array = kinds != _BETWEEN
    for _ in range(2):  # as in `end".`; what is left of longer rows makes chunks of its own, no other tokens
        inside[:-1] &= (kinds[:-1] < _JOINS) | inside[1:]
    inside[1:] &= (kinds[1:] != _JOINS) | inside[:-1]
    return inside


def _hashes(data: bytes, starts: Array, sizes: Array) -> Array:
    """The hash of each chunk: eight bytes after the other, each time mixed into all bits."""
    words: Array = np.ndarray((len(data),), "<u8", data + bytes(_WORD), strides=(1,))  # one begins at every byte
    hashes = (words[starts] & _MASKS.take(sizes, mode="clip")) + sizes.astype(np.uint64) * MIXER
    hashes = _mixed(hashes ^ _SEED)
    for place in np.flatnonzero(sizes > _LONG).tolist():
        hashes[place] = hash(data[starts[place] : starts[place] + sizes[place]]) & _ALL
    long = np.flatnonzero((sizes > _WORD) & (sizes <= _LONG))
    done = _WORD
    while len(long):
        rest = sizes.take(long) - done
        following = words[starts.take(long) + done] & _MASKS.take(rest, mode="clip")
        hashes[long] = _mixed(hashes.take(long) ^ following)
        done += _WORD
        long = long.compress(rest > _WORD)
    return np.maximum(hashes, np.uint64(1))


def _mixed(values: Array) -> Array:
    values = (values ^ (values >> _SHIFT)) * MIXER
    mixed: Array = (values ^ (values >> _SHIFT)) * MIXER
    return mixed
