"""Writes a document as plain text that reads well in any pager: bullets, quote marks, indents, no wrapping."""

from __future__ import annotations

from index.document.model import TOP, Block, BlockKind, Container, ContainerKind, Document
from index.document.numbering import numeral
from index.document.walk import Leaf, Open, tree

_MARKS = {BlockKind.RULE: "* * *"}


def write_plain(document: Document) -> str:
    """The document as lines of text, a blank line between blocks (none between the items of a tight list)."""
    parts: list[str] = []
    leads: dict[int, str] = {}
    before: Block | None = None
    for step in tree(document):
        match step:
            case Open(number):
                leads[number] = _first_lead(document.containers[number], document)
            case Leaf(_, block):
                if before is not None:
                    parts.append("\n" if _is_tight(document, before, block) else "\n\n")
                parts.append(_block_lines(document, block, leads))
                before = block
    return "".join(parts) + ("\n" if parts else "")


def _first_lead(container: Container, document: Document) -> str:
    match container.kind:
        case ContainerKind.QUOTE:
            return "> "
        case ContainerKind.ITEM:
            inside = document.containers[container.parent]
            mark = {None: "- ", True: "[x] ", False: "[ ] "}[container.checked]
            return f"{numeral(container.number, inside.label)}. " if inside.ordered else mark
        case ContainerKind.NOTE:
            return f"[{container.label}] "
        case ContainerKind.DESCRIPTION:
            return "    "
    return ""


def _block_lines(document: Document, block: Block, leads: dict[int, str]) -> str:
    lines = _content(document, block).split("\n")
    path = document.path(block.container)
    first = "".join(leads[number] for number in path)
    for number in path:
        if document.containers[number].kind is not ContainerKind.QUOTE:
            leads[number] = " " * len(leads[number])
    rest = "".join(leads[number] for number in path)
    return "\n".join((lead + line).rstrip() for lead, line in zip([first, *[rest] * len(lines)], lines, strict=False))


def _content(document: Document, block: Block) -> str:
    text = document.text_of(block)
    match block.kind:
        case BlockKind.RULE:
            return _MARKS[block.kind]
        case BlockKind.IMAGE:
            return f"[image: {text}]" if text else "[image]"
        case BlockKind.EMBED:
            return f"[{text or 'embedded'}: {block.source}]"
        case BlockKind.CODE:
            return "\n".join("    " + line for line in text.split("\n"))
        case BlockKind.HEADING:
            return "#" * (block.level or 2) + " " + text.replace("\n", " ")
    return text


def _is_tight(document: Document, before: Block, block: Block) -> bool:
    """Neighbouring items of a list follow each other without a blank line; a caption follows its picture."""
    return (
        _innermost(document, before) is ContainerKind.ITEM
        and _innermost(document, block) is ContainerKind.ITEM
        and before.container != block.container
    ) or block.kind is BlockKind.CAPTION


def _innermost(document: Document, block: Block) -> ContainerKind | None:
    return None if block.container == TOP else document.containers[block.container].kind
