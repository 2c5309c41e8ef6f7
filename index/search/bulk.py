"""Builds the segments of many articles, with a second process beside this one where there are enough of them.

Each process turns articles into drafts of its own, and merges those of a size as it goes; of the merge at the end each
does some fields.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.search.building import SegmentBuilder
from index.search.codec.drafts import DraftSegment, sweep
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry
from index.search.partner import Partner

ALONE = 2_000
"""Articles up to which a second process costs more than it saves."""

PORTION = 250_000
"""Characters of the articles that are handed over at a time, or one article more."""


def built(storage: MappedStorage, entries: Iterable[Entry], processes: int | None = None) -> list[DraftSegment]:
    """A draft of a segment that holds all the articles; none where there are none. Raises DiskError; it is then gone.

    Every segment costs each search a few look-ups, so what is built anew begins with one.
    """
    builder = SegmentBuilder(storage, rough=True)
    left = iter(entries)
    try:
        few = list(itertools.islice(left, ALONE + 1))
        everything = itertools.chain(few, left)
        if len(few) > ALONE and (_processors() if processes is None else processes) > 1:
            with Partner(Path(storage.folder)) as partner:
                _share(builder, everything, partner)
        else:
            _add_all(builder, everything)
            builder.finish()
    except BaseException:
        builder.discard()
        sweep(storage)  # what the second process left, which is no more
        raise
    return builder.drafts


def _share(builder: SegmentBuilder, entries: Iterator[Entry], partner: Partner) -> None:
    """Build with a second process: both take as much, unless one of them has more time."""
    ours = theirs = 0
    for portion, size in _portions(entries):
        if (theirs <= ours or partner.is_idle) and partner.takes(portion):
            theirs += size
        else:
            _add_all(builder, portion)
            ours += size
    partner.flush()
    builder.flush()
    builder.finish(partner.drafts(), partner)


def _portions(entries: Iterator[Entry]) -> Iterator[tuple[Sequence[Entry], int]]:
    """Articles together with the characters that they have."""
    portion: list[Entry] = []
    size = 0
    for entry in entries:
        portion.append(entry)
        size += len(entry.title) + len(entry.body)
        if size >= PORTION:
            yield portion, size
            portion, size = [], 0
    if portion:
        yield portion, size


def _add_all(builder: SegmentBuilder, entries: Iterable[Entry]) -> None:
    for entry in entries:
        builder.add(entry)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
