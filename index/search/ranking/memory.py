"""The posting lists that were joined last, kept in a third of the room: what makes the next keystroke cheap."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple

import numpy as np

from index.search.codec.arrays import Array
from index.search.ranking.postings import Postings

ROOM = 32 << 20
"""Bytes in all."""

OVERHEAD = 500
"""Bytes of an entry besides its numbers."""


class _Packed(NamedTuple):
    documents: Array
    frequencies: Array

    @property
    def size(self) -> int:
        return int(self.documents.nbytes + self.frequencies.nbytes) + OVERHEAD


class Memory:
    """Postings by key, the least recently used forgotten first. Any thread may ask."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._held = room, 0
        self._entries: OrderedDict[Hashable, _Packed] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Postings]) -> Postings:
        """What `make` gives, kept as long as there is room."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
        if found is not None:
            return Postings(found.documents.astype(np.int64), found.frequencies.astype(np.float32))
        made = make()
        self._keep(key, _packed(made))
        return made

    def _keep(self, key: Hashable, packed: _Packed) -> None:
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = packed
            self._held += packed.size
            while self._held > self._room:
                self._held -= self._entries.popitem(last=False)[1].size


def _packed(postings: Postings) -> _Packed:
    """Documents in four bytes, and frequencies in one where they are small whole numbers, as nearly always."""
    frequencies = postings.frequencies
    if len(frequencies) and frequencies.max() < 1 << 8:
        small = frequencies.astype(np.uint8)
        if (small == frequencies).all():
            frequencies = small
    return _Packed(postings.documents.astype(np.int32), frequencies)
