"""Finds a term of a dictionary at one grasp: a table of buckets, some of which hold a few numbers of terms.

    bucket_at u32[buckets+1]   where the terms of each bucket begin in
    bucket_term u32[terms]     the numbers of terms, bucket by bucket

A bisection takes ten times as long, since each of its steps cuts a term out of the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from index.search.codec.arrays import Array
from index.search.codec.runs import offsets


def bucket_of(term: bytes, buckets: int) -> int:
    """The bucket of a term; `buckets` is a power of two."""
    return zlib.crc32(term) & (buckets - 1)


def buckets(terms: Sequence[bytes]) -> tuple[Array, Array]:
    """(bucket_at, bucket_term) of a dictionary: at least as many buckets as terms."""
    count = 1 << len(terms).bit_length()
    owners = np.fromiter(map(zlib.crc32, terms), np.uint32, len(terms)) & np.uint32(count - 1)
    return offsets(np.bincount(owners, minlength=count)), np.argsort(owners, kind="stable")
