"""Writes highlights in the forms of `carrel highlights`: by article, each passage with its note and its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.article import Article, Highlight
from index.safe_text import clean, one_line
from tui.cli.fields import moment
from tui.cli.streams import put, put_json, written_json

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Marked

Groups = Mapping[int, Sequence[Highlight]]
"""The highlights of each article in reading order; the article that was marked last comes first."""


def grouped(found: Sequence[Marked]) -> Groups:
    """The highlights by article."""
    groups: dict[int, list[Highlight]] = {}
    for each in found:
        groups.setdefault(each.article_id, []).append(each.highlight)
    return {article_id: sorted(group, key=lambda each: (each.start, each.id)) for article_id, group in groups.items()}


def _text(library: Library, groups: Groups) -> None:
    for number, (article, highlights) in enumerate(_articles(library, groups)):
        put(("\n" if number else "") + f"{article.id}  {' · '.join(_facts(article))}")
        for each in highlights:
            put(f"\n  {each.colour[:1].upper() if each.note else each.colour[:1]}  {_one_quote(each)}")
            for line in clean(each.note).splitlines():
                put(f"     {line}".rstrip())


def _markdown(library: Library, groups: Groups) -> None:
    for number, (article, highlights) in enumerate(_articles(library, groups)):
        title, *facts = map(_escaped, _facts(article))
        address = article.metadata.url
        put(("\n" if number else "") + (f"## [{title}](<{address}>)" if address else f"## {title}"))
        if facts:
            put(f"\n{', '.join(facts)}")
        for each in highlights:
            put("\n" + "\n".join(f"> {line}".rstrip() for line in _quote_in_markdown(article, each).split("\n")))
            link = f"[↗](<{_address(article, each)}>) · " if address else ""
            put(f">\n> — {link}{each.colour} · {moment(each.created)[:10]}")
            if each.note:
                put(f"\n{clean(each.note)}")


def _quote_in_markdown(article: Article, highlight: Highlight) -> str:
    from index.document.excerpt import excerpt
    from index.document.markdown import write_markdown

    if highlight.start == highlight.end:
        return _escaped(clean(highlight.quote))
    return clean(write_markdown(excerpt(article.document, highlight.start, highlight.end))).rstrip("\n")


def _org(library: Library, groups: Groups) -> None:
    for article, highlights in _articles(library, groups):
        title, *facts = _facts(article)
        address = _org_address(article.metadata.url)
        put(f"* [[{address}][{title.replace(']', '')}]]" if address else f"* {title}")
        if facts:
            put(", ".join(facts))
        for each in highlights:
            quoted = re.sub(r"^(?=\*|#\+)", ",", clean(each.quote), flags=re.MULTILINE)
            link = f"[[{_org_address(_address(article, each))}][↗]] " if address else ""
            put(f"#+begin_quote\n{quoted}\n#+end_quote\n{link}{each.colour}, [{moment(each.created)[:10]}]")
            if each.note:
                put(re.sub(r"^(?=\*|#\+)", ",", clean(each.note), flags=re.MULTILINE))


def _json(library: Library, groups: Groups) -> None:
    lines = [written_json(record) for record in _records(library, groups)]
    put("[\n" + ",\n".join(lines) + "\n]")


def _jsonl(library: Library, groups: Groups) -> None:
    for record in _records(library, groups):
        put_json(record)


WRITERS: Mapping[str, Callable[[Library, Groups], None]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "jsonl": _jsonl,
    "org": _org,
}
"""The forms, by the names that `--format` takes."""


def _records(library: Library, groups: Groups) -> Iterator[dict[str, Any]]:
    for article, highlights in _articles(library, groups):
        metadata = article.metadata
        for each in highlights:
            yield {
                "id": each.id,
                "article": article.id,
                "quote": each.quote,
                "note": each.note,
                "colour": each.colour,
                "created": moment(each.created),
                "title": metadata.title,
                "byline": metadata.byline,
                "site": metadata.site,
                "published": metadata.published,
                "url": metadata.url,
                "address": _address(article, each),
                "start": each.start,
                "end": each.end,
                "prefix": each.prefix,
                "suffix": each.suffix,
            }


def _articles(library: Library, groups: Groups) -> Iterator[tuple[Article, Sequence[Highlight]]]:
    """One article at a time, however many there are."""
    for article_id, highlights in groups.items():
        yield library.read(article_id), highlights


def _facts(article: Article) -> list[str]:
    metadata = article.metadata
    told = (metadata.name or "Untitled", metadata.byline, metadata.site, metadata.published[:10])
    return [line for line in map(one_line, told) if line]


def _one_quote(highlight: Highlight) -> str:
    words = " ".join(one_line(highlight.quote).split())
    return f"“{words}”" + ("" if highlight.end > highlight.start else "  (no longer in the text)")


def _address(article: Article, highlight: Highlight) -> str:
    """Where the passage stands in a browser; the article's own address, where the passage is gone."""
    from index.document.fragments import link_to

    if highlight.start == highlight.end:
        return article.metadata.url
    return link_to(article.metadata.url, article.document, highlight.start, highlight.end)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>~])", r"\\\1", text)


def _org_address(address: str) -> str:
    return address.replace("[", "%5B").replace("]", "%5D")
