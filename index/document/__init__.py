"""The clean text of an article: typed blocks and inline spans over one plain text.

`model` holds the nouns and their laws, `builder` puts a document together piece by piece, `serialise` keeps it in
bytes; `html`, `markdown` and `plain` write it in other forms. No file, no database, no screen.
"""

from index.document.builder import DocumentBuilder
from index.document.model import (
    TOP,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Document,
    Span,
    SpanKind,
    Table,
)

__all__ = [
    "TOP",
    "Block",
    "BlockKind",
    "Cell",
    "Container",
    "ContainerKind",
    "Document",
    "DocumentBuilder",
    "Span",
    "SpanKind",
    "Table",
]
