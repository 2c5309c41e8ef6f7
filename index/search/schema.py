"""The fields of the index, as Whoosh knows them, and the mark by which another schema is recognised.

Text arrives analysed (`analysis`), since the language is the document's and not the field's. Title and body are one
field (`names.COPIES`), and the title is another one, so that a query may ask for it alone; each has a stream of stems,
with positions, and one of exact words, without. Bodies are not stored: the store has them.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from whoosh import fields, formats
from whoosh.columns import NumericColumn

from index.search.names import ID, LANGUAGE, STEMS, WORDS

VERSION = 6
"""To be raised whenever the analysis or the layout of a segment changes: old indexes are then rebuilt."""


class FlatPositions(formats.Positions):  # type: ignore[misc]
    """Positions as plain 32-bit numbers: what Whoosh carries about is what is written."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Positions as bytes."""
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Bytes as positions."""
        return array("I", valuestring).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often a term stands in a document."""
        return len(valuestring) // 4


class AnalysedField(fields.FieldType):  # type: ignore[misc]
    """A field whose values are lists of terms in order; an empty one is a position that nothing stands in."""

    indexed, scorable = True, True

    def __init__(self, *, positions: bool) -> None:
        self.format = FlatPositions() if positions else formats.Frequency()
        self.analyzer = None

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, encoded posting) of each different term."""
        if isinstance(self.format, FlatPositions):
            places: dict[str, list[int]] = {}
            for position, term in enumerate(value):
                if term:
                    places.setdefault(term, []).append(position)
            for term, at in places.items():
                yield term.encode(), len(at), float(len(at)), self.format.encode(at)
        else:
            for term, count in Counter(filter(None, value)).items():
                yield term.encode(), count, float(count), struct.pack("!I", count)

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as the index has it."""
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, bs: bytes) -> str:
        """A term as text."""
        return bs.decode()


@cache
def schema() -> fields.Schema:
    """The schema of every index."""
    return fields.Schema(
        **{ID: fields.COLUMN(NumericColumn("q")), LANGUAGE: fields.COLUMN(NumericColumn("q"))},
        **{name: AnalysedField(positions=True) for name in STEMS},
        **{name: AnalysedField(positions=False) for name in WORDS},
    )


@cache
def schema_hash() -> str:
    """Eight letters that change when an index of before cannot be read any more, or was analysed otherwise."""
    import Stemmer
    import whoosh

    parts = (VERSION, whoosh.__version__, Stemmer.version(), sorted(Stemmer.algorithms()))
    return hashlib.blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def language_number(code: str) -> int:
    """A language code as the number that its column holds."""
    return int.from_bytes(code.encode()[:7], "big")


def language_code(number: int) -> str:
    """The language code of a number."""
    return number.to_bytes(7, "big").lstrip(b"\0").decode()
