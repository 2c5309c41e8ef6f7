"""What was joined last, kept in a third of the room: what makes the next keystroke cheap."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

import numpy as np

from index.search.codec.arrays import Array

OVERHEAD = 500
"""Bytes of an entry besides its numbers."""

FEW = 64
"""Numbers that are not worth packing."""

Arrays = TypeVar("Arrays", bound=tuple[Array, ...])


class Memory:
    """Named tuples of arrays by key, the least recently used forgotten first. Any thread may ask.

    Packed ones take a third of the room, and some microseconds to unpack.
    """

    def __init__(self, room: int, *, packed: bool = True) -> None:
        self._room, self._held, self._is_packed = room, 0, packed
        self._entries: OrderedDict[Hashable, tuple[Array, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """What `make` gives, kept as long as there is room."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
        if found is not None:
            return cast(Arrays, type(found)(*map(_unpacked, found)) if self._is_packed else found)
        made = make()
        self._keep(key, cast(tuple[Array, ...], type(made)(*map(_packed, made))) if self._is_packed else made)
        return made

    def _keep(self, key: Hashable, packed: tuple[Array, ...]) -> None:
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = packed
            self._held += _size(packed)
            while self._held > self._room:
                self._held -= _size(self._entries.popitem(last=False)[1])


def _size(packed: tuple[Array, ...]) -> int:
    return sum(each.nbytes for each in packed) + OVERHEAD


def _packed(values: Array) -> Array:
    """Documents in four bytes, and frequencies in one where they are small whole numbers, as nearly always."""
    if len(values) < FEW:
        return values
    if values.dtype == np.int64:
        return values.astype(np.int32)
    if values.dtype == np.float32 and len(values) and values[0] % 1 == 0 and values.max() < 1 << 8:
        small = values.astype(np.uint8)
        if (small == values).all():
            return small
    return values


def _unpacked(values: Array) -> Array:
    if values.dtype == np.int32:
        return values.astype(np.int64)
    return values.astype(np.float32) if values.dtype == np.uint8 else values
