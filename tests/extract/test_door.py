"""The one door of the room: what it takes for which markup, and what loading it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.article import Page
from index.extract import extract
from index.extract.sniff import SourceKind, sniff

HEAVY = ("lxml", "readability", "py3langid", "markdown_it", "numpy", "webencodings")


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = f"import sys, index.extract; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("source", "media_type", "data", "kind"),
    [
        ("a.html", "", b"just words", SourceKind.HTML),
        ("a.md", "", b"just words", SourceKind.MARKDOWN),
        ("a.txt", "", b"just words", SourceKind.PLAIN),
        ("a.txt.gz", "", b"just words", SourceKind.PLAIN),
        ("https://a.example/notes.md", "text/plain", b"just words", SourceKind.MARKDOWN),
        ("https://a.example/x", "text/html; charset=utf-8", b"just words", SourceKind.HTML),
        ("https://a.example/x.txt", "text/html", b"<p>words", SourceKind.HTML),
        ("-", "", b"<!doctype html><p>words", SourceKind.HTML),
        ("-", "", b"# A heading\n\nwords", SourceKind.MARKDOWN),
        ("-", "", b"words, and if a < b then more words", SourceKind.PLAIN),
    ],
)
def test_the_markup_is_known_by_media_type_name_or_bytes(
    source: str, media_type: str, data: bytes, kind: SourceKind
) -> None:
    assert sniff(Page(source, source, data, media_type)) is kind


def test_extraction_is_pure() -> None:
    page = Page("a.html", "https://a.example/a", b"<body><p>" + b"A sentence of some words, and more. " * 12)
    assert extract(page) == extract(page)
