"""Which kind of source a file is, told by its name and its first bytes. Tables, and the few rules that read them.

What matters here is what a source is packed in, and what in a folder is worth opening. Whether the bytes of a page are
a page, extraction judges.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What Carrel reads."""

    HTML = "text/html"
    XHTML = "application/xhtml+xml"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    MHTML = "multipart/related"
    EPUB = "application/epub+zip"
    WARC = "application/warc"
    WACZ = "application/wacz"
    UNTOLD = ""
    """A page by all that is known here; extraction looks closer."""


MANY = frozenset({Kind.WARC, Kind.WACZ})
"""Kinds that hold any number of pages."""

SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".shtml": Kind.HTML,
    ".xhtml": Kind.XHTML,
    ".xht": Kind.XHTML,
    ".mhtml": Kind.MHTML,
    ".mht": Kind.MHTML,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".epub": Kind.EPUB,
    ".warc": Kind.WARC,
    ".wacz": Kind.WACZ,
}

MEDIA_TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.XHTML,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/x-markdown": Kind.MARKDOWN,
    "multipart/related": Kind.MHTML,
    "message/rfc822": Kind.MHTML,
    "application/x-mimearchive": Kind.MHTML,
    "application/epub+zip": Kind.EPUB,
    "application/warc": Kind.WARC,
    "application/wacz": Kind.WACZ,
}

_FOREIGN = {
    "an image": "avif bmp gif heic ico jpeg jpg png psd svg tif tiff webp",
    "a style sheet": "css less scss",
    "a script": "cjs js jsx mjs ts tsx wasm",
    "a font": "eot otf ttf woff woff2",
    "a sound or a film": "aac avi flac m4a m4v mkv mov mp3 mp4 oga ogg opus wav webm",
    "a PDF": "pdf",
    "an archive": "7z bz2 rar tar tgz xz zip zst",
    "data": "bin csv db json jsonl log map sqlite sqlite3 toml tsv xml yaml yml",
    "an office document": "doc docx odp ods odt ppt pptx rtf xls xlsx",
}
FOREIGN_SUFFIXES = {f".{suffix}": what for what, suffixes in _FOREIGN.items() for suffix in suffixes.split()}

GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EPUB_TYPE = b"mimetypeapplication/epub+zip"
_MHTML_START = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?i:MIME-Version|Snapshot-Content-Location):")
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|h[1-6]|p|a|ul|ol|table|br|!--)[\s/>-]",
    re.IGNORECASE,
)
HEAD = 4096
"""How many bytes `told` wants to see."""


def by_name(name: str) -> Kind | str | None:
    """The kind that a file name promises, what else it promises ("an image"), or None."""
    name = name.lower().removesuffix(".gz")
    suffix = name[name.rfind(".") :] if "." in name else ""
    return SUFFIXES.get(suffix) or FOREIGN_SUFFIXES.get(suffix)


def told(name: str, media_type: str, head: bytes, *, alone: bool = False) -> Kind | str:
    """What a source is, all things considered: a kind, or in words what it is instead.

    `alone`: a person named just this, so what promises nothing is taken for a page, for extraction to look at.
    """
    promised = MEDIA_TYPES.get(media_type) or by_name(name)
    if head.startswith(_ZIP):
        return _kind_of_zip(promised, head)
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if isinstance(promised, Kind):
        return promised
    if _MHTML_START.match(head):
        return Kind.MHTML
    if _has_tag(head):
        return Kind.HTML
    return promised or (Kind.UNTOLD if alone else "of an unknown kind")


def _kind_of_zip(promised: Kind | str | None, head: bytes) -> Kind | str:
    if promised in (Kind.EPUB, Kind.WACZ):
        return Kind(promised)
    return Kind.EPUB if head.startswith(_EPUB_TYPE, 30) else "an archive (zip)"


def _has_tag(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    return _TAG.search(head) is not None
