"""Keeps the structure of a document in bytes: compact, versioned, and readable block by block.

The text is kept apart (the store searches it). The form is zlib over JSON,

    [version, containers, starts, blocks, anchors]

with a row of numbers and strings a block, trailing defaults left out. Kinds are numbers by their place in the tables
below: **append only**. Offsets of spans and cells count from the start of their block. Blocks are made when they are
asked for, so an article of a whole book opens at once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from typing import Any, Generic, TypeVar, overload

from index.document.model import (
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Document,
    Span,
    SpanKind,
    SurveyedBlocks,
    Table,
)
from index.errors import BadDataError

VERSION = 1

_BLOCKS = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.TERM,
    BlockKind.SUMMARY,
    BlockKind.CODE,
    BlockKind.TABLE,
    BlockKind.IMAGE,
    BlockKind.CAPTION,
    BlockKind.MATH,
    BlockKind.EMBED,
    BlockKind.RULE,
)
_CONTAINERS = (
    ContainerKind.QUOTE,
    ContainerKind.LIST,
    ContainerKind.ITEM,
    ContainerKind.DEFINITIONS,
    ContainerKind.DESCRIPTION,
    ContainerKind.FIGURE,
    ContainerKind.NOTE,
    ContainerKind.DETAILS,
    ContainerKind.ADMONITION,
    ContainerKind.APART,
)
_SPANS = (
    SpanKind.EMPHASIS,
    SpanKind.STRONG,
    SpanKind.CODE,
    SpanKind.LINK,
    SpanKind.SUBSCRIPT,
    SpanKind.SUPERSCRIPT,
    SpanKind.STRIKE,
    SpanKind.MARK,
    SpanKind.NOTE,
    SpanKind.MATH,
    SpanKind.RUBY,
)
_BLOCK_NUMBER = {kind: number for number, kind in enumerate(_BLOCKS)}
_CONTAINER_NUMBER = {kind: number for number, kind in enumerate(_CONTAINERS)}
_SPAN_NUMBER = {kind: number for number, kind in enumerate(_SPANS)}

_BLOCK_DEFAULTS: list[Any] = [0, 0, -1, 0, "", "", [], None]
_CONTAINER_DEFAULTS: list[Any] = [0, -1, False, 1, None, "", ""]


def write_structure(document: Document) -> bytes:
    """Everything of a document but its text."""
    form = [
        VERSION,
        [_container_row(container) for container in document.containers],
        document.starts,
        [_block_row(block) for block in document.blocks],
        dict(document.anchors),
    ]
    return zlib.compress(json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def read_structure(text: str, data: bytes) -> Document:
    """The document of a text and what `write_structure` made of its structure.

    Raises BadDataError where the bytes are damaged or written by a newer Carrel.
    """
    try:
        version, containers, starts, rows, anchors = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError, TypeError) as error:
        raise BadDataError("the structure of an article is damaged; `carrel reextract` makes it anew") from error
    if version != VERSION:
        raise BadDataError(f"the structure of an article has form {version}, written by a newer Carrel")
    return Document(text, StoredBlocks(starts, rows), tuple(map(_container, containers)), anchors)


Made = TypeVar("Made")


class Stored(Sequence[Made], Generic[Made]):
    """The parts of a stored document, each made from its row when it is first asked for."""

    def __init__(self, rows: list[Any], make: Callable[[int, Any], Made]) -> None:
        self._rows = rows
        self._make = make
        self._made: list[Made | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Made: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Made]: ...
    def __getitem__(self, number: int | slice) -> Made | Sequence[Made]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        made = self._made[number]
        if made is None:
            made = self._made[number] = self._make(number, self._rows[number])
        return made

    def __iter__(self) -> Iterator[Made]:
        return (self[number] for number in range(len(self._rows)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(mine == theirs for mine, theirs in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        return hash(tuple(self))


class StoredBlocks(Stored[Block], SurveyedBlocks):
    """The blocks of a stored document, and where each begins."""

    def __init__(self, starts: list[int], rows: list[list[Any]]) -> None:
        super().__init__(rows, lambda number, row: _block(starts[number], row))
        self.starts = starts

    def of_kind(self, kind: BlockKind) -> list[int]:
        """The numbers of the blocks of a kind."""
        wanted = _BLOCK_NUMBER[kind]
        return [number for number, row in enumerate(self._rows) if row[0] == wanted]


def _block_row(block: Block) -> list[Any]:
    spans: list[Any] = []
    for span in block.spans:
        spans += (_SPAN_NUMBER[span.kind], span.start - block.start, span.end - span.start, span.target)
    row = [
        _BLOCK_NUMBER[block.kind],
        block.end - block.start,
        block.container,
        block.level,
        block.language,
        block.source,
        spans,
        _table_row(block, block.table) if block.table else None,
    ]
    return _trimmed(row, _BLOCK_DEFAULTS)


def _table_row(block: Block, table: Table) -> list[Any]:
    cells = []
    for cell in table.cells:
        row = list(astuple(cell))
        row[0:2] = cell.start - block.start, cell.end - cell.start
        cells.append([*row[:-1], int(cell.header)])
    return [table.rows, table.columns, cells]


def _container_row(container: Container) -> list[Any]:
    row: list[Any] = list(astuple(container))
    row[0] = _CONTAINER_NUMBER[container.kind]
    return _trimmed(row, _CONTAINER_DEFAULTS)


def _trimmed(row: list[Any], defaults: list[Any]) -> list[Any]:
    length = len(row)
    while length > 2 and row[length - 1] == defaults[length - 1]:
        length -= 1
    return row[:length]


def _block(start: int, row: list[Any]) -> Block:
    kind, length, container, level, language, source, spans, table = [*row, *_BLOCK_DEFAULTS[len(row) :]]
    quads = zip(*[iter(spans)] * 4, strict=True)
    return Block(
        _BLOCKS[kind], start, start + length, container, level, language, source,
        tuple(Span(_SPANS[k], start + at, start + at + size, target) for k, at, size, target in quads),
        _table(start, table) if table else None,
    )  # fmt: skip


def _table(start: int, row: list[Any]) -> Table:
    rows, columns, cells = row
    return Table(rows, columns, Stored(cells, lambda _, cell: _cell(start, cell)))


def _cell(start: int, row: list[int]) -> Cell:
    at, size, line, column, height, width, header = row
    return Cell(start + at, start + at + size, line, column, height, width, bool(header))


def _container(row: list[Any]) -> Container:
    kind, *rest = [*row, *_CONTAINER_DEFAULTS[len(row) :]]
    return Container(_CONTAINERS[kind], *rest)
