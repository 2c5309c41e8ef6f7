"""Writes one article, or one extraction, in the forms of `show` and `extract`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from index.article import Article, Extraction, Metadata
from index.document import Document
from index.safe_text import clean, one_line
from tui.cli.fields import moment


def as_text(metadata: Metadata, document: Document) -> str:
    """Plain text that reads well in any pager, under its title."""
    from index.document.plain import write_plain

    head = [one_line(line) for line in (metadata.title, _facts(metadata), metadata.url) if line]
    return "\n".join(head) + "\n\n" + clean(write_plain(document))


def as_markdown(metadata: Metadata, document: Document) -> str:
    """Markdown under a heading of the first rank."""
    from index.document.markdown import write_markdown

    facts = f"*{_facts(metadata)}*\n\n" if _facts(metadata) else ""
    address = f"<{metadata.url}>\n\n" if metadata.url else ""
    return f"# {one_line(metadata.title) or 'Untitled'}\n\n{facts}{address}" + clean(write_markdown(document))


def as_html(metadata: Metadata, document: Document) -> str:
    """A whole small page: clean HTML that any browser shows."""
    from index.document.html import write_html

    language = f' lang="{escape(metadata.language)}"' if metadata.language else ""
    direction = f' dir="{escape(metadata.direction)}"' if metadata.direction else ""
    title = escape(one_line(metadata.title))
    source = f'<link rel="canonical" href="{escape(metadata.url)}">\n' if metadata.url else ""
    return (
        f'<!DOCTYPE html>\n<html{language}{direction}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"{source}</head>\n<body>\n<article>\n<h1>{title}</h1>\n{write_html(document)}</article>\n</body>\n</html>\n"
    )


WRITERS: Mapping[str, Callable[[Metadata, Document], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}
"""The forms for people, by the names that `--format` takes; each ends with a line end."""


def extraction_record(source: str, extraction: Extraction) -> dict[str, Any]:
    """What `extract` tells of a page in JSON. `text` is the body without picture captions, `html` has them."""
    from index.document.html import write_html

    metadata, document = extraction.metadata, extraction.document
    return {
        "source": source,
        **_described(metadata),
        "verdict": extraction.verdict.value,
        "text": document.body_text(),
        "html": write_html(document),
    }


def article_record(article: Article) -> dict[str, Any]:
    """What `show` tells of an article in JSON: everything that is kept but the raw page."""
    from index.document.html import write_html

    state = article.state
    return {
        "id": article.id,
        **_described(article.metadata),
        "image": article.metadata.image,
        "minutes": article.metadata.minutes,
        "verdict": article.verdict.value,
        "quality": round(article.quality, 2),
        "reasons": list(article.reasons),
        "added": moment(article.added),
        "tags": list(article.tags),
        "progress": state.progress.value,
        "fraction": round(state.fraction, 3),
        "starred": state.starred,
        "archived": state.archived,
        "highlights": [
            {"quote": mark.quote, "note": mark.note, "colour": mark.colour, "created": moment(mark.created)}
            for mark in article.highlights
        ],
        "text": article.document.body_text(),
        "html": write_html(article.document),
    }


def _described(metadata: Metadata) -> dict[str, Any]:
    return {
        "url": metadata.url,
        "title": metadata.title,
        "byline": metadata.byline,
        "site": metadata.site,
        "published": metadata.published,
        "language": metadata.language,
        "dir": metadata.direction,
        "excerpt": metadata.excerpt,
        "words": metadata.words,
    }


def _facts(metadata: Metadata) -> str:
    minutes = f"{metadata.minutes} min" if metadata.minutes else ""
    return one_line(" · ".join(filter(None, (metadata.byline, metadata.site, metadata.published[:10], minutes))))
