"""What kind of bytes a page is: HTML, Markdown, plain text, or something that is no page at all, by its name.

Knows signatures, media types and file names; understands no markup.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.article import Page
from index.errors import BadDataError

LARGEST = 50_000_000
"""Bytes of the largest page that is taken: the longest single pages of the web (law codes, logs) are below 30 MB."""


class SourceKind(StrEnum):
    """The markup of a source."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"(\xb5/\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x00asm", "a WebAssembly module"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"OTTO", "a font"),
    (b"WARC/", "a web archive"),
)
_SHORT_SIGNATURE = 4
"""A signature of fewer bytes may open a text by chance; it counts only where control bytes follow."""

_INSIDE = (
    (b"WEBP", 8, "a WebP picture"),
    (b"WAVE", 8, "a WAV recording"),
    (b"ftypavif", 4, "an AVIF picture"),
    (b"ftyphei", 4, "a HEIF picture"),
    (b"ftyp", 4, "an MP4 video"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|a|h[1-6]|table|span|ul|ol|article|section"
    rb"|main|br|img|blockquote|pre|dl|figure|details|em|strong|b|i|hr|header|nav|font|center)\b",
    re.IGNORECASE,
)
_MARKDOWN_START = re.compile(rb"\s{0,99}(?:---\r?\n[\w-]{1,40}:|#{1,3} \S)")
_ROOT = re.compile(rb"\s*(?:(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)\s*)*<([a-z:]+)\b", re.IGNORECASE | re.DOTALL)
_XML_KINDS = {
    b"rss": "a feed",
    b"feed": "a feed",
    b"rdf:rdf": "a feed",
    b"svg": "an SVG picture",
    b"opml": "an OPML list",
    b"urlset": "a site map",
    b"sitemapindex": "a site map",
}
"""What is no page, by its root element: feeds and lists have titles, links and bodies too."""

_BOOKMARKS = re.compile(rb"<!doctype\s+netscape-bookmark-file", re.IGNORECASE)
_PAGE_BESIDE_SVG = re.compile(rb"<(?:html|body|p|div|h1|article)\b", re.IGNORECASE)
_MEDIA_KINDS = {
    "text/html": SourceKind.HTML,
    "application/xhtml+xml": SourceKind.HTML,
    "text/markdown": SourceKind.MARKDOWN,
    "text/x-markdown": SourceKind.MARKDOWN,
}
_SUFFIX_KINDS = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx"), SourceKind.HTML),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), SourceKind.MARKDOWN),
    **dict.fromkeys((".txt", ".text"), SourceKind.PLAIN),
}


def sniff(page: Page) -> SourceKind:
    """The kind of a page. Raises BadDataError where it is empty, too large, or no page by its bytes."""
    data = page.data
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise BadDataError(f"{page.source}: empty")
    if len(data) > LARGEST:
        raise BadDataError(f"{page.source}: larger than {LARGEST // 1_000_000} MB, too large for a page")
    declared = _declared_kind(page)
    if foreign := _foreign_kind(data, declared):
        raise BadDataError(f"{page.source}: {foreign}, not a page")
    return declared or _kind_by_markup(data)


def _declared_kind(page: Page) -> SourceKind | None:
    media_type = page.media_type.split(";")[0].strip().lower()
    if media_type in _MEDIA_KINDS:
        return _MEDIA_KINDS[media_type]
    for address in (page.source, page.url):
        if kind := _SUFFIX_KINDS.get(_suffix(address)):
            return kind
    return SourceKind.PLAIN if media_type == "text/plain" else None


def _suffix(address: str) -> str:
    try:
        path = urlsplit(address).path if "://" in address else address
    except ValueError:
        return ""
    path = path.lower().removesuffix(".gz")
    return PurePosixPath(unquote(path).replace("\0", "")).suffix


def _foreign_kind(data: bytes, declared: SourceKind | None) -> str:
    """The name of what is no page, or empty."""
    head = data[:4096]
    for signature, name in _SIGNATURES:
        if head.startswith(signature) and (len(signature) >= _SHORT_SIGNATURE or _is_binary(head)):
            return name
    for signature, offset, name in _INSIDE:
        if head[offset : offset + len(signature)] == signature and _is_binary(head):
            return name
    if _is_binary(head):
        return "binary data"
    if declared in (SourceKind.MARKDOWN, SourceKind.PLAIN):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"[") and _is_json(data):
        return "JSON data"
    if _BOOKMARKS.match(start):
        return "a list of bookmarks"
    root = _ROOT.match(start)
    element = root[1].lower() if root else b""
    return "" if element == b"svg" and _PAGE_BESIDE_SVG.search(head) else _XML_KINDS.get(element, "")


def _is_binary(head: bytes) -> bool:
    """Whether control bytes stand where no text has them. UTF-16 has zeros in every other place only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    if zeros and min(head[::2].count(0), head[1::2].count(0)) <= 0.02 * len(head) and zeros > 0.3 * len(head):
        return False
    controls = sum(head.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > 0.02 * len(head)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _kind_by_markup(data: bytes) -> SourceKind:
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        head = head.replace(b"\x00", b"")
    if _MARKDOWN_START.match(head):
        return SourceKind.MARKDOWN
    return SourceKind.HTML if _MARKUP.search(head) else SourceKind.PLAIN
