"""Which segments are worth merging: those of one size, once there are enough of them.

A segment belongs to the tier of its logarithm, so every document is merged about once a tier, and the number of
segments grows with the logarithm of the library. A segment of which a third is deleted is rewritten as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from index.search.codec.segment import FlatSegment

WIDTH = 8
"""Segments of a tier that become one of the next."""

SMALLEST = 16
"""Documents up to which segments are all of one tier."""

MOST = 14
"""Segments in all; from then on the smallest are merged, whatever their tier."""


Segment = TypeVar("Segment", bound=FlatSegment)


def due(segments: Sequence[Segment]) -> list[Segment]:
    """The segments to merge next, in their order; none where all is well."""
    tiers: dict[int, list[Segment]] = {}
    for segment in segments:
        tiers.setdefault(_tier(segment.doc_count()), []).append(segment)
    for _, members in sorted(tiers.items()):
        if len(members) >= WIDTH:
            return members
    if len(segments) > MOST:
        smallest = sorted(segments, key=lambda segment: segment.doc_count())[:WIDTH]
        return [segment for segment in segments if segment in smallest]
    wasteful = [segment for segment in segments if segment.deleted_count() * 3 > segment.doc_count_all() > SMALLEST]
    return wasteful[:1]


def _tier(count: int) -> int:
    tier = 0
    while count > SMALLEST:
        count //= WIDTH
        tier += 1
    return tier
