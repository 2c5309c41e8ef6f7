"""Pages that are large, deep or never closed: the seconds that each takes, and a page four times as large beside it.

Where the time grows with the square of the page, the larger takes sixteen times as long; where it grows with the page,
four times.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from index.article import Page
from index.extract import extract

_SENTENCE = "The river rose a little in the night, and by the morning nobody could say where the path had been. "
TIMES = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind of large page: its bytes, its seconds, and how many times longer one `TIMES` as large takes."""

    kind: str
    size: int
    seconds: float
    growth: float


def _paragraphs(count: int) -> str:
    return "<article>" + "".join(f"<p>{number} {_SENTENCE * 3}</p>" for number in range(count)) + "</article>"


def _links(count: int) -> str:
    return "".join(f'<a href="/p/{number}">Link number {number} to somewhere</a> ' for number in range(count))


def _lists_of_links(count: int) -> str:
    return "<ul>" + "".join(f'<li><a href="/{number}">Link {number}</a></li>' for number in range(count)) + "</ul>"


def _deep(count: int) -> str:
    return "<div>" * count + f"<p>{_SENTENCE * 4}</p>" + "</div>" * count


def _unclosed(count: int) -> str:
    return "<article>" + "".join(f"<span>{_SENTENCE}" for _ in range(count))


def _breaks(count: int) -> str:
    return "<div>" + f"{_SENTENCE}<br><br>" * count + "</div>"


def _rows(count: int) -> str:
    return f"<p>{_SENTENCE * 5}</p><table>" + f"<tr><td>1</td><td>{_SENTENCE}</td></tr>" * count + "</table>"


_KINDS: tuple[tuple[str, Callable[[int], str], int], ...] = (
    ("paragraphs", _paragraphs, 15_500),
    ("links, one after the other", _links, 23_000),
    ("links in a list", _lists_of_links, 30_000),
    ("nested levels", _deep, 1_250),
    ("unclosed spans", _unclosed, 2_500),
    ("paragraphs parted by breaks", _breaks, 10_000),
    ("rows of a table", _rows, 8_000),
)


def measured() -> list[Measured]:
    """Every kind, at one size and at four times that size. The largest page has 20 MB."""
    found = []
    for kind, make, count in _KINDS:
        small, large = make(count).encode(), make(TIMES * count).encode()
        seconds = min(_seconds(small) for _ in range(2))
        again = _seconds(large)
        found.append(Measured(kind, len(large), again, again / max(seconds, 0.001)))
    return found


def _seconds(data: bytes) -> float:
    started = time.process_time()
    extract(Page("page.html", "https://page.example/", b"<body>" + data))
    return time.process_time() - started
