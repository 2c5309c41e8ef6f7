"""The steps in which a passage grows: characters, words, sentences, paragraphs of a document.

Pure: a document and offsets go in, offsets come out. A sentence of code is a line, that of a table a cell. No unit
reaches over the end of a block, and what stands between two blocks belongs to none.
"""

from __future__ import annotations

import re
from enum import StrEnum

from index.document import Block, BlockKind, Document
from index.document.sentences import sentence_at
from index.safe_text import PARTED_UNSEEN, ZERO_WIDTH_SPACE
from index.search.characters import MARKS
from index.search.results import Range
from tui.render.cells import edge_after, edge_before

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_SIGNS = "\u104a-\u104f\u17d4-\u17da"
"""Of Burmese and Khmer: what ends their sentences."""
_LETTERS = rf"(?:(?![{_WIDE}{_SIGNS}])[\w{MARKS}{PARTED_UNSEEN}\u200c\u200d])+"
_WORD = re.compile(
    rf"[{_WIDE}]|{_LETTERS}(?:['’\-\u00ad]{_LETTERS})*|[{_SIGNS}]|[^\w\s{MARKS}{PARTED_UNSEEN}\u200b-\u200d]+"
)
"""A word with the marks on its letters, a run of signs, or a character of Chinese, Japanese or Korean."""

_LONGEST_WORD = 100
_CHARACTERS_JOINED = 64
"""Code points that a character on the screen can have: longer runs are cut somewhere."""


class Unit(StrEnum):
    """A step. The values are what the reader is told."""

    CHARACTER = "characters"
    WORD = "words"
    SENTENCE = "sentences"
    PARAGRAPH = "paragraphs"


def unit_at(document: Document, offset: int, unit: Unit) -> Range | None:
    """The unit that holds an offset, else the first one behind it; None where the text ends before."""
    text = document.text
    while offset < len(text) and _parts(text[offset]):
        offset += 1
    if offset >= len(text) or not document.blocks:
        return None
    offset = max(0, offset)
    block = document.blocks[document.block_at(offset)]
    if unit is Unit.PARAGRAPH:
        return _trimmed(text, block.start, block.end)
    low, high = _part(document, block, offset)
    if unit is Unit.SENTENCE:
        return sentence_at(text, offset, low, high)
    if unit is Unit.WORD:
        return _word_at(text, offset, low, high)
    return _character_at(text, offset, low, high)


def unit_before(document: Document, offset: int, unit: Unit) -> Range | None:
    """The unit that holds the last character before an offset; None where there is none."""
    text = document.text
    at = min(offset, len(text)) - 1
    while at >= 0 and _parts(text[at]):
        at -= 1
    return unit_at(document, at, unit) if at >= 0 else None


def end_after(document: Document, offset: int, unit: Unit) -> int | None:
    """The first end of a unit behind an offset."""
    found = unit_at(document, offset, unit)
    while found is not None and found[1] <= offset:
        found = unit_at(document, found[1] + 1, unit)
    return found[1] if found else None


def start_before(document: Document, offset: int, unit: Unit) -> int | None:
    """The last beginning of a unit before an offset."""
    found = unit_before(document, offset, unit)
    return found[0] if found else None


def end_before(document: Document, offset: int, unit: Unit) -> int | None:
    """The last end of a unit before an offset."""
    found = unit_before(document, offset, unit)
    if found is not None and found[1] >= offset:
        found = unit_before(document, found[0], unit)
    return found[1] if found else None


def start_after(document: Document, offset: int, unit: Unit) -> int | None:
    """The first beginning of a unit behind an offset."""
    found = unit_at(document, offset, unit)
    if found is not None and found[0] <= offset:
        found = unit_at(document, max(found[1], offset + 1), unit)
    return found[0] if found else None


def _parts(character: str) -> bool:
    """Whether a character stands between words, seen or not."""
    return character.isspace() or character == ZERO_WIDTH_SPACE


def _part(document: Document, block: Block, offset: int) -> Range:
    """What sentences of a block cannot reach over: a cell of a table, a line of code, else the block."""
    if block.table is not None:
        for cell in block.table.cells:
            if cell.start <= offset < cell.end:
                return cell.start, cell.end
    if block.kind is BlockKind.CODE:
        low = document.text.rfind("\n", block.start, offset) + 1
        high = document.text.find("\n", offset, block.end)
        return max(low, block.start), block.end if high < 0 else high
    return block.start, block.end


def _word_at(text: str, offset: int, low: int, high: int) -> Range:
    begin = max(low, offset - _LONGEST_WORD)
    for match in _WORD.finditer(text, begin, min(high, offset + _LONGEST_WORD)):
        if match.end() > offset:
            return match.span()
    return offset, offset + 1


def _character_at(text: str, offset: int, low: int, high: int) -> Range:
    window = max(low, offset - _CHARACTERS_JOINED)
    around = text[window : min(high, offset + _CHARACTERS_JOINED)]
    start = window + edge_before(around, offset - window)
    return start, window + edge_after(around, offset - window + 1)


def _trimmed(text: str, start: int, end: int) -> Range:
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())
