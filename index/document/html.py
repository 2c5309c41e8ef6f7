"""Writes a document as clean HTML: what `extract --format html`, exports and the store of other programs take.

Reading this HTML again gives the same text and the same blocks. It holds no script, no style and no foreign attribute;
addresses are kept only where their scheme is harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from index.document.model import Block, BlockKind, Container, ContainerKind, Document, Span, SpanKind
from index.document.numbering import STYLES
from index.document.walk import Close, Leaf, Open, SpanOpen, inline, tree

_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "gemini", "gopher", "tel", "file"})
_SPAN_TAGS = {
    SpanKind.EMPHASIS: "em",
    SpanKind.STRONG: "strong",
    SpanKind.CODE: "code",
    SpanKind.SUBSCRIPT: "sub",
    SpanKind.SUPERSCRIPT: "sup",
    SpanKind.STRIKE: "del",
    SpanKind.MARK: "mark",
}
_BLOCK_TAGS = {
    BlockKind.TERM: "dt",
    BlockKind.SUMMARY: "summary",
    BlockKind.CAPTION: "figcaption",
}
_CONTAINER_TAGS = {
    ContainerKind.QUOTE: "blockquote",
    ContainerKind.ITEM: "li",
    ContainerKind.DEFINITIONS: "dl",
    ContainerKind.DESCRIPTION: "dd",
    ContainerKind.FIGURE: "figure",
    ContainerKind.NOTE: "li",
    ContainerKind.DETAILS: "details",
    ContainerKind.ADMONITION: "aside",
    ContainerKind.APART: "div",
}


def write_html(document: Document) -> str:
    """The document as a fragment of HTML, a line a block."""
    return "".join(_Writer(document).lines())


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[int, list[str]] = {}
        for name, offset in document.anchors.items():
            self._names.setdefault(offset, []).append(name)
        self._in_notes = False
        self._children = _count_children(document)

    def lines(self) -> Iterator[str]:
        for step in tree(self._document):
            match step:
                case Open(number):
                    yield from self._open(self._document.containers[number])
                case Close(number):
                    yield f"</{self._tag(self._document.containers[number])}>\n"
                case Leaf(_, block):
                    if self._in_notes and block.container == -1:
                        yield from self._end_notes()
                    yield self._block(block)
        yield from self._end_notes()

    def _open(self, container: Container) -> Iterator[str]:
        if container.kind is ContainerKind.NOTE and not self._in_notes:
            self._in_notes = True
            yield '<ol class="footnotes">\n'
        elif container.kind is not ContainerKind.NOTE and container.parent == -1:
            yield from self._end_notes()
        yield f"<{self._tag(container)}{_container_attributes(container)}>"
        if container.checked is not None:
            yield f'<input type="checkbox" disabled{" checked" if container.checked else ""}> '

    def _end_notes(self) -> Iterator[str]:
        if self._in_notes:
            self._in_notes = False
            yield "</ol>\n"

    def _tag(self, container: Container) -> str:
        if container.kind is ContainerKind.LIST:
            return "ol" if container.ordered else "ul"
        return _CONTAINER_TAGS[container.kind]

    def _block(self, block: Block) -> str:
        names = self._names.get(block.start, [])
        identity = f' id="{escape(names[0])}"' if names else ""
        match block.kind:
            case BlockKind.RULE:
                return f"<hr{identity}>\n"
            case BlockKind.IMAGE:
                return self._image(block, identity)
            case BlockKind.EMBED:
                label = self._inline(block) or escape(block.source)
                return f'<p{identity} class="embed"><a{_address("href", block.source)}>{label}</a></p>\n'
            case BlockKind.CODE:
                language = f' class="language-{escape(block.language)}"' if block.language else ""
                return f"<pre{identity}><code{language}>{self._inline(block)}</code></pre>\n"
            case BlockKind.MATH:
                tex = f' data-tex="{escape(block.source)}"' if block.source else ""
                return f'<div{identity} class="math" role="math"{tex}>{self._inline(block)}</div>\n'
            case BlockKind.TABLE:
                return self._table(block, identity)
            case BlockKind.PARAGRAPH if self._is_lone(block):
                return self._inline(block)
        tag = f"h{block.level or 2}" if block.kind is BlockKind.HEADING else _BLOCK_TAGS.get(block.kind, "p")
        return f"<{tag}{identity}>{self._inline(block)}</{tag}>\n"

    def _image(self, block: Block, identity: str) -> str:
        image = f'<img{identity}{_address("src", block.source)} alt="{escape(self._document.text_of(block))}">'
        for span in block.spans:
            if span.kind is SpanKind.LINK:
                opening, closing = _span_tags(span)
                return f"{opening}{image}{closing}\n"
        return f"{image}\n"

    def _is_lone(self, block: Block) -> bool:
        """The only child of a list item or description needs no paragraph around it."""
        if block.container == -1 or block.start in self._names:
            return False
        kind = self._document.containers[block.container].kind
        lone = kind in (ContainerKind.ITEM, ContainerKind.DESCRIPTION)
        return lone and self._children[block.container] == 1

    def _table(self, block: Block, identity: str) -> str:
        assert block.table is not None
        rows: list[list[str]] = [[] for _ in range(block.table.rows)]
        for cell in block.table.cells:
            tag = "th" if cell.header else "td"
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            content = self._range(cell.start, cell.end, block.spans)
            rows[cell.row].append(f"<{tag}{spans}>{content}</{tag}>")
        body = "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows)
        return f"<table{identity}>\n{body}</table>\n"

    def _inline(self, block: Block) -> str:
        return self._range(block.start, block.end, block.spans, verbatim=block.kind is BlockKind.CODE)

    def _range(self, start: int, end: int, spans: tuple[Span, ...], *, verbatim: bool = False) -> str:
        parts: list[str] = []
        for step in inline(self._document, start, end, spans):
            if isinstance(step, str):
                text = escape(step, quote=False)
                parts.append(text if verbatim else text.replace("\n", "<br>\n"))
            else:
                opening, closing = _span_tags(step.span)
                parts.append(opening if isinstance(step, SpanOpen) else closing)
        return "".join(parts)


def _count_children(document: Document) -> list[int]:
    counts = [0] * len(document.containers)
    for block in document.blocks:
        if block.container != -1:
            counts[block.container] += 1
    for container in document.containers:
        if container.parent != -1:
            counts[container.parent] += 2
    return counts


def _container_attributes(container: Container) -> str:
    match container.kind:
        case ContainerKind.LIST if container.ordered:
            start = f' start="{container.number}"' if container.number != 1 else ""
            return start + (f' type="{container.label}"' if container.label in STYLES else "")
        case ContainerKind.QUOTE if container.source:
            return _address("cite", container.source)
        case ContainerKind.ADMONITION:
            return f' class="admonition {escape(container.label or "note")}"'
        case ContainerKind.NOTE:
            return f' class="footnote" data-label="{escape(container.label)}"'
        case ContainerKind.APART:
            return ' class="apart"'
        case ContainerKind.DETAILS:
            return " open"
    return ""


def _span_tags(span: Span) -> tuple[str, str]:
    match span.kind:
        case SpanKind.LINK:
            return f"<a{_address('href', span.target)}>", "</a>"
        case SpanKind.NOTE:
            return f'<sup class="footnote-reference"><a{_address("href", span.target)}>', "</a></sup>"
        case SpanKind.MATH:
            tex = f' data-tex="{escape(span.target)}"' if span.target else ""
            return f'<span class="math" role="math"{tex}>', "</span>"
        case SpanKind.RUBY:
            return "<ruby>", f"<rp>(</rp><rt>{escape(span.target)}</rt><rp>)</rp></ruby>"
    tag = _SPAN_TAGS[span.kind]
    return f"<{tag}>", f"</{tag}>"


def _address(name: str, value: str) -> str:
    try:
        harmless = urlsplit(value.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        harmless = False
    return f' {name}="{escape(value)}"' if value and harmless else ""
