"""The extractors that are set side by side: Carrel, readability-lxml alone, trafilatura as it comes.

Each is a function of a page's bytes. What is only needed for scoring is made by the function that it gives back,
outside of the time that is measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec

from index.article import Metadata, Page
from index.document.html import write_html
from index.extract import extract


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor made of a page: the text of the body, the clean article, what it says of itself."""

    text: str = ""
    html: str = ""
    metadata: Metadata | None = None


@dataclass
class Extractor:
    """A way to extract, its answers by page, and the seconds that they took."""

    name: str
    run: Callable[[bytes], Callable[[], Answer]]
    answers: dict[str, Answer] = field(default_factory=dict)
    seconds: float = 0.0


def carrel(data: bytes) -> Callable[[], Answer]:
    """Everything from bytes to blocks and metadata."""
    result = extract(Page("page.html", "https://page.example/", data))
    return lambda: Answer(result.document.body_text(), write_html(result.document), result.metadata)


def trafilatura(data: bytes) -> Callable[[], Answer]:
    """The text alone, with every setting as it comes."""
    from trafilatura import extract as extract_text

    source = data.decode("utf-8", "replace")
    text = extract_text(source) or ""
    return lambda: Answer(text, extract_text(source, output_format="html", include_links=True) or "")


def installed(text_of_html: Callable[[str], str]) -> list[Extractor]:
    """The extractors that can run here. `text_of_html` gives the text of one that only answers with markup."""

    def readability(data: bytes) -> Callable[[], Answer]:
        from readability import Document
        from readability.readability import Unparseable

        try:
            html = Document(data.decode("utf-8", "replace")).summary(html_partial=True)
        except Unparseable:
            html = ""
        return lambda: Answer(text_of_html(html), html)

    found = [Extractor("Carrel", carrel), Extractor("readability-lxml, bare", readability)]
    if find_spec("trafilatura"):
        found.append(Extractor("trafilatura", trafilatura))
    return found


def take_turns(extractors: Iterable[Extractor], pages: dict[str, bytes], repeat: int) -> None:
    """Let the extractors take turns on every page, so that all see the same machine."""
    first = next(iter(pages.values()))
    for extractor in extractors:
        extractor.run(first)
    for number in range(repeat):
        for name, data in pages.items():
            for extractor in extractors:
                started = time.process_time()
                finish = extractor.run(data)
                extractor.seconds += time.process_time() - started
                if number == 0:
                    extractor.answers[name] = finish()
