"""Reads what Textual is about to write to a terminal: frames of placed, styled text, or anything else.

A frame is what the compositor makes: cursor moves, each followed by styled text, and at last a move that parks the
cursor. Whatever is not exactly that is no frame, and is none of our business.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tui.terminal.rows import Row, Run, joined, run
from tui.terminal.sgr import PLAIN, Style, on_blanks


class Placed(NamedTuple):
    """Text at a place: row and column count from 0."""

    row: int
    column: int
    runs: Row


class Frame(NamedTuple):
    """What one update puts on the screen. `cursor` is (row, column), or None where the frame leaves it open."""

    pieces: tuple[Placed, ...]
    cursor: tuple[int, int] | None


_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_TOKEN = re.compile(r"\x1b\[([\d;]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x1b\\|\x07)|([^\x1b]+)")
_FOREIGN = re.compile(r"\x1b(?!\[[\d;]*[mH]|\]8;|\\)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f]")
_KEEPS_CELLS = re.compile(
    r"(?:\x1b\[\?(?!(?:3|47|1047|1048|1049)[hl])[\d;]+(?:[hl]|\$p)|\x1b\[[<>=]?[\d;]*[uc]|\x1b\[>q|\x1b\[16t|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b_G[^\x1b]*\x1b\\|\x07)*"
)


def read_frame(data: str) -> Frame | None:
    """The frame that `data` is, or None."""
    moves = list(_MOVE.finditer(data))
    if not moves or moves[0].start() != 0 or _FOREIGN.search(data):
        return None
    ends = [move.start() for move in moves[1:]] + [len(data)]
    pieces = []
    for move, end in zip(moves, ends, strict=True):
        payload = data[move.end() : end].removesuffix("\n")
        if "\n" in payload:
            return None
        pieces.append(Placed(int(move[1]) - 1, int(move[2]) - 1, _runs(payload)))
    parked = pieces.pop() if not pieces[-1].runs else None
    return Frame(tuple(piece for piece in pieces if piece.runs), (parked.row, parked.column) if parked else None)


def keeps_cells(data: str) -> bool:
    """Whether a sequence certainly changes no cell: modes, queries, keys, titles, pictures, the bell."""
    return _KEEPS_CELLS.fullmatch(data) is not None


@lru_cache(maxsize=4096)
def _runs(payload: str) -> Row:
    found: list[Run] = []
    parameters = link = ""
    for match in _TOKEN.finditer(payload):
        if match[3] is not None:
            found.append(_seen(Style(parameters, link) if parameters or link else PLAIN, match[3]))
        elif match[2] is not None:
            link = "" if match[2] == ";" else match[2]
        else:
            parameters = "" if match[1] in ("", "0") else match[1]
    return joined(found)


def _seen(style: Style, text: str) -> Run:
    """A run without what nobody can see: the letters' colour where there are none."""
    return run(style if text.strip(" ") else on_blanks(style), text)
