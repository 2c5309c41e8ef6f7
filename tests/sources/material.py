"""Files of every kind that a person may hand in, made by our own hand for the tests of this room."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from index.article import Page
from index.sources import Found, Limits, pages

HTML = b"<!DOCTYPE html><html><head><title>Tides</title></head><body><p>The sea comes and goes.</p></body></html>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(64)


def found(*sources: Path | str, url: str | None = None, limits: Limits | None = None) -> list[Found]:
    """Everything that the sources yield."""
    return list(pages([str(source) for source in sources], url=url, limits=limits))


def only_page(*sources: Path | str, url: str | None = None, limits: Limits | None = None) -> Page:
    """The one page that the sources yield."""
    (page,) = found(*sources, url=url, limits=limits)
    assert isinstance(page, Page), page
    return page


def mhtml(body: str = "<p>Saved <img src='cid:picture@x'></p>", *, charset: str = "utf-8", encoding: str = "8bit",
          address: str = "https://example.org/tides") -> bytes:  # fmt: skip
    """A page as Chromium saves it."""
    return (
        (
            "From: <Saved by Blink>\r\n"
            f"Snapshot-Content-Location: {address}\r\n"
            "Subject: Tides\r\nDate: Fri, 1 Mar 2024 12:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary"\r\n\r\n\r\n'
            "------Boundary\r\n"
            f'Content-Type: text/html; charset="{charset}"\r\nContent-ID: <frame-1@mhtml.blink>\r\n'
            f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: {address}\r\n\r\n"
        ).encode()
        + body.encode(charset)
        + (
            b"\r\n------Boundary\r\n"
            b"Content-Type: image/png\r\nContent-ID: <picture@x>\r\nContent-Transfer-Encoding: base64\r\n"
            b"Content-Location: https://example.org/a.png?x=1&y=2\r\n\r\niVBORw0KGgo=\r\n------Boundary--\r\n"
        )
    )


def record(address: str, payload: bytes = HTML, *, content_type: str = "text/html; charset=utf-8",
           status: str = "200 OK", headers: str = "", kind: str = "response") -> bytes:  # fmt: skip
    """A record of a WARC file."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + payload
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-03-01T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc_gz(*records: bytes) -> bytes:
    """A packed WARC file: each record is a member of its own."""
    return b"".join(gzip.compress(each) for each in records)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            plain = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, compress_type=plain)
    return target.getvalue()


def wacz(records: Mapping[str, bytes], listed: list[str]) -> bytes:
    """An archive as Webrecorder writes it."""
    lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url, "title": "x"} for url in listed)]
    return zipped(
        {
            "datapackage.json": "{}",
            "archive/data.warc.gz": warc_gz(*records.values()),
            "pages/pages.jsonl": "\n".join(map(json.dumps, lines)),
        }
    )


CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Tide &amp; the Moon</dc:title><dc:creator>Ada Marsh</dc:creator><dc:creator>Ben Reed</dc:creator>
<dc:language>en</dc:language><dc:date>2021-05-04</dc:date></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="extra" href="text/extra.xhtml" media-type="application/xhtml+xml"/>
<item id="pic" href="images/moon.png" media-type="image/png"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="extra" linear="no"/></spine>
</package>"""
CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><style>p {{}}</style></head><body>{}</body></html>'
)


def epub(**changes: bytes | str) -> bytes:
    """A small book; `changes` replaces members, named without their folder and suffix."""
    members: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/nav.xhtml": CHAPTER.format("<nav><ol><li>Contents</li></ol></nav>"),
        "OEBPS/text/one.xhtml": CHAPTER.format(
            '<h1 id="top"><a id="mark"/>One</h1><p>The sea&nbsp;rises. <a href="two.xhtml#deep">On</a> '
            '<a href="https://example.org/">Out</a> <img src="../images/moon.png" alt="Moon"/></p>'
        ),
        "OEBPS/text/two.xhtml": CHAPTER.format('<h1>Two</h1><p id="deep">The sea falls. <a href="#deep">Here</a></p>'),
        "OEBPS/text/extra.xhtml": CHAPTER.format("<p>An answer key.</p>"),
        "OEBPS/images/moon.png": PNG,
    }
    places = {name.rpartition("/")[2].partition(".")[0]: name for name in members}
    return zipped({**members, **{places.get(key, key): value for key, value in changes.items()}})
