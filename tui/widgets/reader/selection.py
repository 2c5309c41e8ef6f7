"""A passage that is being chosen: two ends, one of which moves by units of the text. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.document import Document
from tui.widgets.reader.units import Unit, end_after, end_before, start_after, start_before, unit_at, unit_before


@dataclass(frozen=True, slots=True)
class Selection:
    """A range of a document. `forward`: its end is what moves, else its beginning. `unit` is the usual step."""

    document: Document
    start: int
    end: int
    unit: Unit = Unit.SENTENCE
    forward: bool = True

    @classmethod
    def at(cls, document: Document, offset: int, unit: Unit) -> Selection | None:
        """The unit that holds an offset, or the next one; where the text ends before, the last one."""
        found = unit_at(document, offset, unit) or unit_before(document, len(document.text), unit)
        return cls(document, *found, unit) if found else None

    @property
    def edge(self) -> int:
        """The offset of the character at the end that moves."""
        return self.end - 1 if self.forward else self.start

    @property
    def text(self) -> str:
        """What is chosen."""
        return self.document.text[self.start : self.end]

    def swapped(self) -> Selection:
        """The same passage, its other end the one that moves."""
        return replace(self, forward=not self.forward)

    def by(self, unit: Unit) -> Selection:
        """The passage grown to whole units, which are its steps from now on."""
        first, last = unit_at(self.document, self.start, unit), unit_before(self.document, self.end, unit)
        if first is None or last is None:
            return self
        return replace(self, start=min(first[0], self.start), end=max(last[1], self.end), unit=unit)

    def moved(self, step: int, unit: Unit | None = None) -> Selection:
        """The moving end one unit further in the text (1) or back (-1); over the other end, the two change places."""
        unit = unit or self.unit
        if self.forward:
            return self._end_on(unit) if step > 0 else self._end_back(unit)
        return self._start_back(unit) if step < 0 else self._start_on(unit)

    def reaching(self, step: int) -> Selection:
        """The passage from the end that stays to the end of the text (1), or to its beginning (-1)."""
        last = unit_before(self.document, len(self.document.text), Unit.CHARACTER)
        first = unit_at(self.document, 0, Unit.CHARACTER)
        if step > 0:
            start = self.start if self.forward else self.edge_held(self.unit)[0]
            return replace(self, start=start, end=last[1] if last else self.end, forward=True)
        end = self.end if not self.forward else self.edge_held(self.unit)[1]
        return replace(self, start=first[0] if first else self.start, end=end, forward=False)

    def edge_held(self, unit: Unit) -> tuple[int, int]:
        """The unit at the end that stays."""
        if self.forward:
            return unit_at(self.document, self.start, unit) or (self.start, self.end)
        return unit_before(self.document, self.end, unit) or (self.start, self.end)

    def _end_on(self, unit: Unit) -> Selection:
        end = end_after(self.document, self.end, unit)
        return self if end is None else replace(self, end=end)

    def _end_back(self, unit: Unit) -> Selection:
        end = end_before(self.document, self.end, unit)
        if end is not None and end > self.start:
            return replace(self, end=end)
        first = unit_at(self.document, self.start, unit)
        held = replace(self, end=max(first[1], self.start + 1) if first else self.end, forward=False)
        return held.moved(-1, unit)

    def _start_back(self, unit: Unit) -> Selection:
        start = start_before(self.document, self.start, unit)
        return self if start is None else replace(self, start=start)

    def _start_on(self, unit: Unit) -> Selection:
        start = start_after(self.document, self.start, unit)
        if start is not None and start < self.end:
            return replace(self, start=start)
        last = unit_before(self.document, self.end, unit)
        held = replace(self, start=min(last[0], self.end - 1) if last else self.start, forward=True)
        return held.moved(1, unit)
