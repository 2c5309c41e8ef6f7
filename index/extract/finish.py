"""The last pass: a document and what its page declared become the answer, whatever view of the page they are."""

from __future__ import annotations

from index.article import Extraction, Metadata
from index.document import BlockKind, Document
from index.document.measure import length_of
from index.extract import verdict
from index.extract.language import direction_of, language_of
from index.extract.metadata import Declared
from index.safe_text import one_line


def finished(document: Document, declared: Declared, evidence: verdict.Evidence) -> Extraction:
    """A document and what its page declared, as one answer: completed from the text, and made safe."""
    text = document.body_text()
    length = length_of(text)
    language = language_of(text, declared.language)
    judgement = verdict.judge(document, evidence)
    metadata = Metadata(
        title=one_line(declared.title),
        url=one_line(declared.url),
        byline=one_line(declared.byline),
        site=one_line(declared.site),
        published=one_line(declared.published),
        language=language,
        direction=direction_of(language, text, declared.direction),
        excerpt=one_line(declared.excerpt) or _first_paragraph(document),
        image=one_line(declared.image),
        words=length.words,
        minutes=length.minutes,
    )
    return Extraction(metadata, document, judgement.verdict, judgement.quality, judgement.reasons)


def _first_paragraph(document: Document) -> str:
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            return one_line(document.text_of(block))
    return ""
