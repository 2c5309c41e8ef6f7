"""Pages and extractions for the tests of the store."""

from __future__ import annotations

from typing import Any

from index.article import Extraction, Metadata, Page, Verdict
from index.document import BlockKind, Document, DocumentBuilder
from index.document.measure import length_of

RIVERS = (
    "A river delta is a landform shaped by the deposition of sediment that is carried by a river, as the flow leaves "
    "its mouth and enters slower-moving or stagnant water. The size and shape of a delta are controlled by the balance "
    "between the processes upstream that supply sediment, and those in the basin that move it away again."
)
GLACIERS = (
    "Glaciers form where the accumulation of snow exceeds its ablation over many years, often centuries. They deform "
    "and flow slowly under stresses induced by their weight, creating crevasses, seracs and other features. "
    "Because glacial mass is affected by long-term changes of the climate, it is watched with care."
)


def document(*paragraphs: str) -> Document:
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.block(BlockKind.PARAGRAPH, paragraph)
    return builder.build()


def extraction(*paragraphs: str, verdict: Verdict = Verdict.ARTICLE, **metadata: Any) -> Extraction:
    """What extraction would make of paragraphs; lengths are measured where they are not given."""
    body = document(*(paragraphs or (RIVERS,)))
    length = length_of(body.text)
    metadata = {"title": "Deltas", "language": "en", "words": length.words, "minutes": length.minutes, **metadata}
    return Extraction(Metadata(**metadata), body, verdict)


def page(url: str = "https://rivers.example/delta", data: bytes = b"<html>delta</html>", source: str = "") -> Page:
    return Page(source or url, url, data, "text/html", "utf-8", 1_700_000_000.0)


def numbered(number: int, **metadata: Any) -> tuple[Page, Extraction]:
    """A page like no other."""
    url = f"https://rivers.example/{number}"
    made = extraction(f"Number {number}. " * 30, f"The {number}th delta.", title=f"Delta {number}", **metadata)
    return page(url), made
