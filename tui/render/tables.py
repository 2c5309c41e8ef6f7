"""Tables: first form."""

from __future__ import annotations

from index.document import Block, Document
from tui.render.inline import Manner, flow
from tui.render.model import Line, Role
from tui.render.paragraphs import lines_of_flow
from tui.render.parts import Part


class TableLayout:
    """A table at a width."""

    def __init__(self, document: Document, block: Block, width: int, role: Role, manner: Manner) -> None:
        self._document, self._block, self._width, self._role, self._manner = document, block, width, role, manner
        self.parts = (Part(block.start, block.end, block.spans),)

    def lines(self, number: int) -> list[Line]:
        """The lines of a part."""
        part = self.parts[number]
        text = self._document.text[part.start : part.end]
        return lines_of_flow(flow(text, part.start, part.spans, self._role, self._manner), self._width)
