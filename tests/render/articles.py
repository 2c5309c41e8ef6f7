"""Articles of our own that hold what is hard to set, a page of HTML each, read as any page is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.article import Page
from index.document import Document
from index.extract import extract

_FOLDER = Path(__file__).parent / "articles"

ARTICLES = sorted(path.stem for path in _FOLDER.glob("*.html"))


@cache
def article(name: str) -> Document:
    """The clean text of an article."""
    path = _FOLDER / f"{name}.html"
    return extract(Page(str(path), f"https://harbour.example/{name}", path.read_bytes())).document
