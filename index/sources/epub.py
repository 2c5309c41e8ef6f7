"""EPUB, books: the chapters of the spine, joined into one page with the title, author and language of the package.

Read are the container, the package and the chapters, each parsed with entities, DTDs and the network switched off.
Addresses between chapters become places in the joined page. Pictures get an address in the book, and come along.
"""

from __future__ import annotations

import html
import html.entities
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from index.article import Page
from index.errors import BadDataError
from index.pictures import within_limits
from index.sources.addresses import member
from index.sources.model import Limits, Origin, UnfitError
from index.sources.zips import Archive, opened

if TYPE_CHECKING:
    from lxml import etree

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[)?[^>]*>", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTES = frozenset({"footnote", "endnote", "rearnote"})
_FACTS = {
    'name="author"': "creator",
    'name="description"': "description",
    'property="article:published_time"': "date",
    'property="og:site_name"': "publisher",
}
"""Where pages say what the package says in Dublin Core."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".avif")
_DROPPED = ("script", "style", "link", "meta", "audio", "video", "iframe")
_LAYOUT = ("address", "article", "aside", "center", "div", "footer", "form", "g", "header", "main", "nav", "section",
           "svg", "label", "fieldset")  # fmt: skip
"""What parts a page into boxes: dissolved, so that extraction sees a page that is nothing but its text."""
_BLOCKS = frozenset((*_LAYOUT, "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ol", "p",
                     "pre", "table", "ul"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package says: facts by their Dublin Core names, and the chapters in reading order."""

    facts: dict[str, str]
    chapters: tuple[str, ...]


def epub_page(stream: BinaryIO, origin: Origin, limits: Limits) -> Page:
    """The book in a seekable stream, as one page of HTML. Raises BadDataError where it is damaged or locked."""
    with opened(stream, limits) as archive:
        book = _book(archive)
        _refuse_locked(archive, book)
        places = {name: f"chapter-{number}" for number, name in enumerate(book.chapters, 1)}
        body = "".join(_chapter(archive.read(name), name, places, origin) for name in book.chapters if name in archive)
        pictures = tuple(within_limits(_pictures(archive, origin, body)))
    if not re.sub(r"<[^>]*>", "", body).strip():
        raise UnfitError("a book without text")
    title = book.facts.get("title", "")
    return Page(
        origin.source,
        origin.url,
        _frame(book.facts, title, body).encode("utf-8", "replace"),
        "application/epub+zip",
        "utf-8",
        origin.fetched,
        assets=pictures,
    )


def _pictures(archive: Archive, origin: Origin, body: str) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of the files of the book that its chapters show; a damaged one costs only itself."""
    for name in archive.names():
        address = member(origin.url, name)
        if name.lower().endswith(_PICTURES) and html.escape(address) in body:
            with suppress(BadDataError):
                yield address, archive.read(name)


def _frame(facts: dict[str, str], title: str, body: str) -> str:
    """The whole page, with what the package says in the places where every reader of pages looks."""
    metas = "".join(
        f'<meta {name} content="{html.escape(facts[fact])}">' for name, fact in _FACTS.items() if facts.get(fact)
    )
    language = html.escape(facts.get("language", ""))
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{metas}'
        f"</head><body>{body}</body></html>"
    )


def _book(archive: Archive) -> _Book:
    roots = [element.get("full-path", "") for element in _elements(_xml(archive.read(_CONTAINER)), "rootfile")]
    if not roots or not roots[0]:
        raise BadDataError("a damaged book (EPUB): it names no package")
    package = _xml(archive.read(roots[0]))
    folder = posixpath.dirname(roots[0])
    items = {element.get("id", ""): element for element in _elements(package, "item")}
    chapters = []
    for reference in _elements(package, "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or reference.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type", "") in _CHAPTER_TYPES:
            chapters.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    if not chapters:
        raise BadDataError("a damaged book (EPUB): it names no chapters")
    return _Book(_facts(package), tuple(dict.fromkeys(chapters)))


def _facts(package: etree._Element) -> dict[str, str]:
    facts: dict[str, list[str]] = {}
    for element in package.iter(f"{_DUBLIN_CORE}*"):
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            facts.setdefault(str(element.tag).removeprefix(_DUBLIN_CORE), []).append(text)
    return {name: ", ".join(values) if name == "creator" else values[0] for name, values in facts.items()}


def _refuse_locked(archive: Archive, book: _Book) -> None:
    """Fonts may be scrambled, chapters may not."""
    if _LOCKS not in archive:
        return
    locked = {unquote(element.get("URI", "")) for element in _elements(_xml(archive.read(_LOCKS)), "CipherReference")}
    if not locked.isdisjoint(book.chapters):
        raise UnfitError("a locked book (DRM)")


def _chapter(data: bytes, name: str, places: dict[str, str], origin: Origin) -> str:
    """A chapter as HTML without boxes, whose names and addresses fit the joined page."""
    from lxml import etree

    root = _tree(data)
    bodies = list(_elements(root, "body"))
    body = deepcopy(bodies[0] if bodies else root)
    etree.strip_elements(body, *(f"{{*}}{tag}" for tag in _DROPPED), with_tail=False)
    own = places[name]
    for element in body.iter(etree.Element):
        element.tag = etree.QName(element).localname
        _readdress(element, name, own, places, origin)
    _gather_notes(body)
    _dissolve(body)
    etree.cleanup_namespaces(body)
    inside = [etree.tostring(child, encoding="unicode", method="html") for child in body]
    return f'<a id="{own}"></a>{html.escape(body.text or "")}{"".join(inside)}\n'


def _gather_notes(body: etree._Element) -> None:
    """Put the footnotes, which stand where they are called, behind the chapter, as HTML writes them."""
    from lxml import etree

    notes = [element for element in body.iter(etree.Element) if _NOTES & set(element.attrib.pop(_TYPE, "").split())]
    if not notes:
        return
    behind = etree.SubElement(body, "ol")
    for note in notes:
        if not (note.tail or "").strip():
            behind.append(note)
            note.tag = "li"
            note.set("class", "footnote")
            note.set("role", "doc-footnote")


def _dissolve(body: etree._Element) -> None:
    """Take the boxes away: one of mere words becomes a paragraph, of another its name stays as an anchor."""
    from lxml import etree

    for box in [element for element in body.iterdescendants(etree.Element) if element.tag in _LAYOUT]:
        if not any(inner.tag in _BLOCKS for inner in box.iterdescendants(etree.Element)):
            box.tag = "p"
        elif identity := box.get("id"):
            anchor = etree.Element("a", id=identity)
            anchor.tail, box.text = box.text, None
            box.insert(0, anchor)
    etree.strip_tags(body, *_LAYOUT)


def _readdress(element: etree._Element, name: str, own: str, places: dict[str, str], origin: Origin) -> None:
    if identity := element.get("id"):
        element.set("id", f"{own}-{identity}")
    if element.tag == "a" and (target := element.get("href")):
        element.set("href", _target(target, name, own, places))
    for attribute in ("src", _XLINK):
        source = element.get(attribute)
        if source and not urlsplit(source).scheme:
            inside = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(source)))
            element.set("src" if attribute == _XLINK else attribute, member(origin.url, inside))
            if attribute == _XLINK:
                element.tag = "img"


def _target(target: str, name: str, own: str, places: dict[str, str]) -> str:
    """Where a link leads in the joined page; links that leave the book stay."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc:
        return target
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    place = places.get(inside, own)
    return f"#{place}-{parts.fragment}" if parts.fragment else f"#{place}"


def _tree(data: bytes) -> etree._Element:
    """A chapter's tree: as XML, which it should be, else as the HTML that it is."""
    from lxml import etree

    text = _DOCTYPE.sub("", _named_characters(_text(data)), count=1)
    try:
        return _xml(text.encode("utf-8", "replace"))
    except BadDataError:
        pass
    root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:
        raise BadDataError("a damaged book (EPUB): a chapter cannot be read")
    return root


def _text(data: bytes) -> str:
    """A chapter's characters: XML is UTF-8 or UTF-16 unless it says otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _undeclared(data.decode("utf-16", "replace"))
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    try:
        return _undeclared(data.decode(declared[1].decode() if declared else "utf-8-sig", "replace"))
    except LookupError:
        return _undeclared(data.decode("utf-8-sig", "replace"))


def _undeclared(text: str) -> str:
    return re.sub(r"\A\ufeff?\s*<\?xml[^>]*\?>", "", text)


def _named_characters(text: str) -> str:
    """Characters named as HTML names them, which XML without its DTD does not know."""
    return _NAMED_ENTITY.sub(
        lambda found: found[0] if found[1] in _OF_XML else html.entities.html5.get(found[1], found[0]), text
    )


def _xml(data: bytes) -> etree._Element:
    """The tree of XML that declares nothing. Raises BadDataError."""
    from lxml import etree

    if b"<!ENTITY" in data:
        raise BadDataError("a book (EPUB) that declares entities; refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadDataError("a damaged book (EPUB): its package cannot be read") from error


def _elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")
