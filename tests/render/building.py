"""Short ways to small documents."""

from __future__ import annotations

from index.document import BlockKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline, TableCell


def paragraph(*parts: str | tuple[SpanKind, str] | tuple[SpanKind, str, str]) -> Document:
    """A document of one paragraph: strings, and spans as (kind, text) or (kind, text, target)."""
    inline = Inline()
    for part in parts:
        if isinstance(part, str):
            inline.add(part)
        else:
            with inline.span(part[0], part[2] if len(part) > 2 else ""):
                inline.add(part[1])
    return block(BlockKind.PARAGRAPH, inline)


def block(kind: BlockKind, text: Inline | str = "", *, language: str = "", source: str = "") -> Document:
    """A document of one block."""
    builder = DocumentBuilder()
    builder.block(kind, text, language=language, source=source)
    return builder.build()


def table(*rows: str, header: bool = True) -> Document:
    """A document of one table; cells are parted by `|`."""
    builder = DocumentBuilder()
    builder.table(
        [
            [TableCell(cell.strip(), header=header and number == 0) for cell in row.split("|")]
            for number, row in enumerate(rows)
        ]
    )
    return builder.build()
