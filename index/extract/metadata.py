"""What a page says about its article: JSON-LD first, then `meta` elements, then what a reader sees.

Reads the tree that selection and blocks read later, before anything is taken out of it. The answers are as the page
gives them; they are completed from the text (excerpt, language) and cleaned at the door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml.html import HtmlElement

from index.extract.address import absolute, address_of, base_of
from index.extract.dates import iso_date
from index.extract.labels import judge, tokens_of
from index.extract.linked_data import (
    LinkedObject,
    address_in,
    is_article,
    is_paid_for,
    linked_objects,
    name_in,
    types_of,
)
from index.extract.titles import article_title, forms_of, page_title, without_site
from index.extract.tree import elements, key, label_of, one_blank, text_of, text_without

_NAME = re.compile(
    r"(?:(dc|dcterm|dcterms|og|twitter|parsely|article|weibo:(?:article|webpage))\s*[-.:]\s*)?"
    r"(author|creator|pub-date|published_time|description|title|site_name|image|date|created|issued)"
)
_BYLINE_LABEL = re.compile(r"byline|author|dateline|writtenby|p-author", re.IGNORECASE)
_TIME_BEHIND = re.compile(r"\s*[•·|]\s*\d+\s?\w.*$")
_LONGEST_BYLINE = 100
_SHORTEST_LABEL = 6
_OUTSIDE = frozenset(("meta", "link", "script", "body", "html", "style", "head", "title", "base"))
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_TITLES = (
    "dc:title", "dcterm:title", "dcterms:title", "og:title", "weibo:article:title", "weibo:webpage:title", "title",
    "twitter:title", "parsely:title", "citation_title",
)  # fmt: skip
_AUTHORS = ("dc:creator", "dcterm:creator", "dcterms:creator", "author", "parsely:author")
_DESCRIPTIONS = (
    "dc:description", "dcterm:description", "dcterms:description", "og:description", "weibo:article:description",
    "weibo:webpage:description", "description", "twitter:description",
)  # fmt: skip
_DATES = (
    "article:published_time", "parsely:pub-date", "datepublished", "dc:date", "dcterms:created", "dcterms:issued",
    "dc:issued", "citation_publication_date", "citation_date", "sailthru:date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "og:published_time", "date",
)  # fmt: skip
_IMAGES = ("og:image", "twitter:image", "og:image:url", "twitter:image:src")


@dataclass(slots=True)
class Declared:
    """What a page says about its article; empty where it says nothing.

    `page_title` is the text of the `title` element. `titles`, `descriptions` and `authors` hold every form that may
    stand again at the head of the text, as keys.
    """

    title: str = ""
    page_title: str = ""
    url: str = ""
    base: str = ""
    byline: str = ""
    site: str = ""
    published: str = ""
    language: str = ""
    direction: str = ""
    excerpt: str = ""
    image: str = ""
    is_paid: bool = False
    titles: frozenset[str] = field(default_factory=frozenset)
    descriptions: frozenset[str] = field(default_factory=frozenset)
    authors: frozenset[str] = field(default_factory=frozenset)


def read_metadata(root: HtmlElement, source: str, url: str) -> Declared:
    """What the page says. `source` is its text before parsing, `url` where it was found."""
    meta = MetaElements(root)
    objects = linked_objects(root)
    described = [item for item in objects if is_article(item)]
    article = next((item for item in described if types_of(item) != ["WebPage"]), {})
    whole = unescape(page_title(root))
    declared = Declared(page_title=whole, base=base_of(root, url), is_paid=is_paid_for(objects))
    declared.url = address_of(root, source, url)
    declared.site = name_in(article.get("publisher")) or meta.first("og:site_name")
    said = _headline(article, whole) or meta.first(*_TITLES)
    declared.title = without_site(root, said, declared.site) if said else article_title(root, whole)
    declared.byline = _byline(root, article, meta)
    declared.excerpt = name_in(article.get("description")) or meta.first(*_DESCRIPTIONS)
    declared.published = _published(root, article, meta)
    declared.image = absolute(declared.base, address_in(article.get("image")) or meta.first(*_IMAGES))
    declared.language = _language(root, meta)
    declared.direction = _direction(root)
    headings = [text_of(heading) for heading in root.iter("h1")]
    declared.titles = forms_of(
        [whole, declared.title, *meta.all("og:title", "twitter:title"), *headings, *_all(described, "headline")]
    )
    declared.descriptions = _keys(*meta.all("description", "og:description", "twitter:description"),
                                  *_all(described, "description"))  # fmt: skip
    declared.authors = _keys(declared.byline, *meta.all("author", "article:author"), *_all([article], "author"))
    return declared


class MetaElements:
    """The `meta` elements of a page by their names, prefixes written one way: `dc:title` for `DC.Title`.

    `cited` are the authors as journals name them, in elements of one name: `Marsh, Ada`.
    """

    def __init__(self, root: HtmlElement) -> None:
        self._values: dict[str, str] = {}
        nodes = list(root.iter("meta"))
        self.cited = [one_blank(node.get("content")) for node in nodes if node.get("name") == "citation_author"]
        for attribute in ("property", "name", "itemprop"):
            for node in nodes:
                value = one_blank(node.get("content"))
                for name in (node.get(attribute) or "").lower().split() if value else ():
                    self._values.setdefault(self._one_form(name), one_blank(unescape(unescape(value))))

    @staticmethod
    def _one_form(name: str) -> str:
        match = _NAME.fullmatch(name)
        return f"{match[1]}:{match[2]}" if match and match[1] else name

    def all(self, *names: str) -> Iterator[str]:
        """The values that are there, in the order of the names."""
        return (self._values[name] for name in names if name in self._values)

    def first(self, *names: str) -> str:
        """The first value that is there, or empty."""
        return next(self.all(*names), "")


def _headline(article: LinkedObject, whole: str) -> str:
    """Of two names for one article, the one that the page's own title knows."""
    name, headline = name_in(article.get("name")), name_in(article.get("headline"))
    if name and headline and name != headline:
        shares = [_share_within(form, whole) for form in (name, headline)]
        return name if shares[0] > 0.75 >= shares[1] else headline
    return headline or name


def _share_within(form: str, whole: str) -> float:
    words = set(key(form).split())
    return len(words & set(key(whole).split())) / max(1, len(words))


def _byline(root: HtmlElement, article: LinkedObject, meta: MetaElements) -> str:
    named = name_in(article.get("author")) or meta.first(*_AUTHORS) or ", ".join(map(_forename_first, meta.cited))
    if named and not named.startswith("http"):
        return named
    profile = meta.first("article:author")
    return profile if profile and not profile.startswith("http") else _visible_byline(root)


def _forename_first(name: str) -> str:
    """`Marsh, Ada` as `Ada Marsh`; other names as they are."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and ", " not in first else name


def _visible_byline(root: HtmlElement) -> str:
    for node in elements(root):
        if node.tag in _OUTSIDE or not node.attrib:
            continue
        label = label_of(node)
        if (
            node.get("rel") == "author"
            or "author" in (node.get("itemprop") or "")
            or (len(label) >= _SHORTEST_LABEL and _BYLINE_LABEL.search(label))
        ):
            named = next((each for each in node.iterdescendants() if _names_person(each)), node)
            text = _TIME_BEHIND.sub("", text_without(named, _is_unseen))
            if 0 < len(text) < _LONGEST_BYLINE:
                return text
    return ""


def _is_unseen(node: HtmlElement) -> bool:
    """Whether a part of a line is only read aloud ("Author", "Posted by")."""
    return judge(label_of(node)).unseen


def _names_person(node: HtmlElement) -> bool:
    """Whether a part of a line of who and when is the name alone."""
    return "name" in (node.get("itemprop") or "") or "username" in tokens_of(node.get("class") or "")


def _published(root: HtmlElement, article: LinkedObject, meta: MetaElements) -> str:
    for value in (name_in(article.get("datePublished")), *meta.all(*_DATES), *_visible_dates(root)):
        if day := iso_date(value):
            return day
    return ""


def _visible_dates(root: HtmlElement) -> Iterator[str]:
    for node in root.iter("time", "abbr", "span", "meta"):
        marks = f"{node.get('itemprop') or ''} {node.get('class') or ''}"
        if "datePublished" in marks or "dt-published" in marks or "pubdate" in node.attrib or (
            node.tag == "time" and re.search(r"\b(?:published|entry-date|post-date)\b", marks)
        ):  # fmt: skip
            yield node.get("datetime") or node.get("content") or node.get("title") or text_of(node)


def _language(root: HtmlElement, meta: MetaElements) -> str:
    declared = root.get("lang") or root.get(_XML_LANGUAGE) or root.get("xml:lang")
    body = root.find("body")
    if not declared and body is not None:
        declared = body.get("lang")
    return declared or meta.first("dc:language", "dcterms:language", "language") or meta.first("og:locale")


def _direction(root: HtmlElement) -> str:
    body = root.find("body")
    declared = (body.get("dir") if body is not None else "") or root.get("dir") or ""
    return declared.strip().lower()


def _all(items: list[LinkedObject], name: str) -> list[str]:
    return [found for item in items if (found := name_in(item.get(name)))]


def _keys(*texts: str) -> frozenset[str]:
    return frozenset(key(text) for text in texts if text and not text.startswith("http")) - {""}
