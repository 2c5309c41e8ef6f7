"""What stands beside the lines of a block because of what the block stands in: bullets, numbers, quote bars, indents.

Every container around a block gives a lead; the leads together are its frame. Bullets, numbers and labels hang: they
stand beside the first line, and blanks beside the others. Where what is nested is too deep for the page, all within
its outermost container is set closer, by one measure, so that a step always means a level; beyond that the outermost
leads are left out, so that some columns remain for the text. Beside text from right to left they stand mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.document import TOP, BlockKind, Container, ContainerKind, Document
from index.document.numbering import numeral
from index.safe_text import ZERO_WIDTH_SPACE
from tui.render.cells import cells, crop, drawable
from tui.render.model import Line, Piece, Role

FEWEST_COLUMNS = 10
"""What leads leave to the text, where the page has as much."""

_STEPS = (2, 1)
"""Cells of a level where there is less room than all levels would take."""
_LOOKED_AT = 500
"""Containers within an outermost one that are looked at for how deep it is."""

_BULLETS = "•◦▪"
_TASKS = {True: "☑ ", False: "☐ "}
_WIDEST_LABEL = 12


class Lead(NamedTuple):
    """What one container puts beside its first line and beside the others: both of the same width."""

    first: str = ""
    rest: str = ""

    @property
    def cells(self) -> int:
        """The columns it takes."""
        return cells(self.first)

    def squeezed(self, step: int) -> Lead:
        """A form of no more than `step` cells, for what stands around more of its kind; marks that differ stay."""
        if self.first == self.rest:
            return Lead(self.first[:step], self.rest[:step])
        return self

    def indenting(self, step: int) -> Lead:
        """What remains of it around a deeper item: a step to the right."""
        return self if self.cells <= step else Lead(" " * step, " " * step)


class Frame(NamedTuple):
    """The leads of a block, ready to be put beside its lines."""

    leads: Sequence[Lead]
    opening: Sequence[bool]
    """Which of the containers begin with this block."""
    cells: int
    role: Role

    def beside(self, lines: Sequence[Line], width: int, *, first: bool, mirrored: bool) -> list[Line]:
        """The lines of the block with the leads at their sides, within a width."""
        if not (self.cells or mirrored):
            return list(lines)
        lead = self._pieces(first, mirrored)
        rest = self._pieces(False, mirrored)
        placed: list[Line] = []
        for line in lines:
            if mirrored:
                placed.append(_right_aligned(line, lead, self.cells, width))
            else:
                placed.append(Line(lead + line.pieces, line.start, line.end, self.cells + line.cells))
            lead = rest
        return placed

    def gap(self, depth: int, offset: int, width: int, *, mirrored: bool) -> Line:
        """An empty line within the outermost `depth` containers: only their bars are drawn."""
        leads = self.leads[:depth]
        taken = sum(lead.cells for lead in leads)
        text = "".join(lead.rest for lead in leads)
        if not text.strip():
            return Line((), offset, offset, 0)
        if mirrored:
            text = " " * (width - taken) + "".join(_mirrored(lead.rest) for lead in reversed(leads))
        text = text.rstrip()
        return Line((Piece(text, self.role | Role.DECORATION),), offset, offset, cells(text))

    def outer(self, depth: int) -> Frame:
        """The frame of the outermost `depth` containers."""
        leads = self.leads[:depth]
        return Frame(leads, self.opening[:depth], sum(lead.cells for lead in leads), self.role)

    def begun(self, depth: int) -> Frame:
        """The frame after a first line of the outermost `depth` containers was drawn."""
        return self._replace(opening=[False] * depth + list(self.opening[depth:]))

    def _pieces(self, first: bool, mirrored: bool) -> tuple[Piece, ...]:
        texts = [
            lead.first if first and opens else lead.rest for lead, opens in zip(self.leads, self.opening, strict=True)
        ]
        text = "".join(map(_mirrored, reversed(texts)) if mirrored else texts)
        return (Piece(text, (self.role & Role.QUOTE) | Role.DECORATION),) if text else ()


def _right_aligned(line: Line, lead: tuple[Piece, ...], taken: int, width: int) -> Line:
    free = width - taken - line.cells
    padding = (Piece(" " * free, Role.DECORATION),) if free > 0 else ()
    return Line((*padding, *line.pieces, *lead), line.start, line.end, width)


def _mirrored(lead: str) -> str:
    """A lead for the right side: a number's point comes before it, as a reader from the right meets them."""
    mark = lead.strip(" ")
    if not mark:
        return lead
    before, after = lead[: len(lead) - len(lead.lstrip(" "))], lead[len(lead.rstrip(" ")) :]
    return f"{after}.{mark[:-1]}{before}" if mark.endswith(".") else f"{after}{mark}{before}"


class Frames:
    """The frames of the blocks of a document at one width."""

    def __init__(self, document: Document, width: int) -> None:
        self._document = document
        self._width = width
        self._paths: dict[int, tuple[int, ...]] = {TOP: ()}
        self._leads: dict[int, Lead] = {}
        self._widest: dict[int, int] = {}
        self._steps: dict[int, int] = {}

    @property
    def _room(self) -> int:
        return max(0, min(self._width - FEWEST_COLUMNS, self._width // 2))

    def path(self, block: int) -> tuple[int, ...]:
        """The numbers of the containers around a block, outermost first."""
        container = self._document.blocks[block].container
        found = self._paths.get(container)
        if found is None:
            found = self._paths[container] = self._document.path(container)
        return found

    def frame(self, block: int) -> Frame:
        """What stands beside a block."""
        path = self.path(block)
        if not path:
            return _BARE
        before = set(self.path(block - 1)) if block else set()
        opening = [number not in before for number in path]
        leads = self._fitted(self._stepped(path, self._step(path[0]), opening))
        if self._document.blocks[block].kind is BlockKind.SUMMARY:
            leads[-1] = self._summary_lead(path[-1], leads[-1])
        quoted = any(self._document.containers[number].kind is ContainerKind.QUOTE for number in path)
        role = Role.QUOTE if quoted else Role.TEXT
        return Frame(leads, opening, sum(lead.cells for lead in leads), role)

    def _fitted(self, leads: list[Lead]) -> list[Lead]:
        taken = sum(lead.cells for lead in leads)
        for number, lead in enumerate(leads):
            if taken <= self._room:
                break
            taken -= lead.cells
            leads[number] = Lead()
        return leads

    def _step(self, outermost: int) -> int:
        """The cells of a level within an outermost container, so that its deepest fits; 0 for as many as it has."""
        found = self._steps.get(outermost)
        if found is None:
            found = self._steps[outermost] = self._fitting_step(outermost)
        return found

    def _fitting_step(self, outermost: int) -> int:
        containers = self._document.containers
        reaches = {outermost: self._lead(outermost).cells}
        for number in range(outermost + 1, min(len(containers), outermost + _LOOKED_AT)):
            around = containers[number].parent
            if around not in reaches:
                break
            reaches[number] = reaches[around] + self._lead(number).cells
        deep = [number for number, reach in reaches.items() if reach > self._room]
        for step in (0, *_STEPS):
            deep = [number for number in deep if self._reach(number, step) > self._room]
            if not deep:
                return step
        return _STEPS[-1]

    def _reach(self, number: int, step: int) -> int:
        return sum(lead.cells for lead in self._stepped(self._document.path(number), step))

    def _stepped(self, path: Sequence[int], step: int, opening: Sequence[bool] = ()) -> list[Lead]:
        """The leads of a path where a level takes `step` cells; 0 for as many as it has."""
        leads = [self._lead(number) for number in path]
        if not step:
            return leads
        is_around_item = False
        for place in range(len(path) - 1, -1, -1):
            if self._document.containers[path[place]].kind is not ContainerKind.ITEM:
                leads[place] = leads[place].squeezed(step)
                continue
            if is_around_item and not (opening and opening[place]):
                leads[place] = leads[place].indenting(step)
            is_around_item = True
        return leads

    def _lead(self, number: int) -> Lead:
        found = self._leads.get(number)
        if found is None:
            found = self._leads[number] = self._made(self._document.containers[number])
        return found

    def _made(self, container: Container) -> Lead:
        match container.kind:
            case ContainerKind.QUOTE:
                return Lead("│ ", "│ ")
            case ContainerKind.ADMONITION:
                return Lead("┃ ", "┃ ")
            case ContainerKind.DETAILS:
                return Lead("  ", "  ")
            case ContainerKind.DESCRIPTION:
                return Lead("    ", "    ")
            case ContainerKind.ITEM:
                return _hanging(self._mark(container))
            case ContainerKind.NOTE:
                return _hanging(_note_label(container.label))
        return Lead()

    def _summary_lead(self, container: int, lead: Lead) -> Lead:
        is_details = self._document.containers[container].kind is ContainerKind.DETAILS
        return Lead("▾ ", "  ") if is_details and lead.cells == 2 else lead

    def _mark(self, item: Container) -> str:
        task = "" if item.checked is None else _TASKS[item.checked]
        around = self._document.containers[item.parent] if item.parent != TOP else None
        if around is not None and around.ordered:
            mark = numeral(item.number, around.label)
            return f"{mark:>{self._widest_numeral(item.parent)}}. {task}"
        return task or f"{_BULLETS[self._depth(item.parent) % len(_BULLETS)]} "

    def _depth(self, number: int) -> int:
        """How many lists with bullets a list stands in."""
        containers = self._document.containers
        around = self._document.path(containers[number].parent) if number != TOP else ()
        return sum(containers[each].kind is ContainerKind.LIST and not containers[each].ordered for each in around)

    def _widest_numeral(self, number: int) -> int:
        """The width of the widest number in an ordered list."""
        found = self._widest.get(number)
        if found is None:
            containers = self._document.containers
            style, widest = containers[number].label, 1
            for each in range(number + 1, len(containers)):
                if containers[each].parent < number:
                    break
                if containers[each].parent == number:
                    widest = max(widest, len(numeral(containers[each].number, style)))
            found = self._widest[number] = widest
        return found


_BARE = Frame((), (), 0, Role.TEXT)


def _hanging(mark: str) -> Lead:
    return Lead(mark, " " * cells(mark))


def _note_label(label: str) -> str:
    label = drawable(" ".join(label.split()), FEWEST_COLUMNS).replace(ZERO_WIDTH_SPACE, "").strip("[] ")
    return f"[{crop(label, _WIDEST_LABEL)}] " if label else "  "
