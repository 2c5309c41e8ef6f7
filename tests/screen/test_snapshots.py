"""Every kind of screen at six sizes, as text, compared to the last character.

`make snapshots` writes them anew; look at what changed before it is kept.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from index import Library
from tests.screen.driving import Reader, reading

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((200, 60), (120, 35), (80, 24), (60, 20), (40, 15), (20, 5))


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen: what is searched for first, the keys pressed then, a sign that it is there, who has the keys."""

    name: str
    keys: Sequence[str] = ()
    query: str = ""
    sign: str = ""
    focus: str = ""


TO_READER = ("tab", "j", "enter")
SCREENS = (
    Shown("the list"),
    Shown("help of the list", ("?",)),
    Shown("the command line", ("colon", *"sort", "space")),
    Shown("results of a query", query="delta", sign="2 hits"),
    Shown("nothing found", query="zzqqjjxx", sign="0 hits"),
    Shown("a query that cannot be read", query='title:"rivers', sign="↑"),
    Shown("counts to narrow by", ("tab", "F"), "delta", "Sites"),
    Shown("the reader at a hit", TO_READER, "delta", "READ"),
    Shown("letters on the links", (*TO_READER, "f"), "delta"),
    Shown("a passage, selected", (*TO_READER, "v"), "delta", "SELECT"),
    Shown("contents", (*TO_READER, "3"), "delta", focus="contents"),
    Shown("the end of an article", (*TO_READER, "G"), "delta", "Read to"),
)
EMPTY = (Shown("an empty library"), Shown("an empty library, searched", query="delta", sign="0 hits"))

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture(autouse=True)
def in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days are those of one place."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


async def test_the_screens_are_as_they_were(library: Library, size: tuple[int, int]) -> None:
    await compare(library, size, SCREENS, "{}x{}.txt")


async def test_an_empty_library_is_as_it_was(tmp_path: Path, size: tuple[int, int]) -> None:
    with Library.open(tmp_path / "empty") as library:
        await compare(library, size, EMPTY, "empty-{}x{}.txt")


async def compare(library: Library, size: tuple[int, int], screens: Sequence[Shown], name: str) -> None:
    """Go through screens, and compare all of them with those that are kept."""
    async with reading(library, size, config='[screen]\ntheme = "mono"\n') as reader:
        drawn = "".join([await drawn_at(reader, shown) for shown in screens])
    path = SNAPSHOTS / name.format(*size)
    if os.environ.get("REMAKE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8"), "look at it, then make snapshots"


async def drawn_at(reader: Reader, shown: Shown) -> str:
    """A screen under its name, without what no two runs share; the list of all is shown before and after."""
    main = reader.app.main
    if shown.query:
        await reader.press("/")
        await reader.type(shown.query)
    if shown.query and shown.keys:
        await reader.until(lambda: main.answer.query == shown.query)
    await reader.press(*shown.keys)
    await reader.until(lambda: shown.sign in reader.screen() and shown.focus in focused(reader))
    rows = "\n".join(re.sub(r" +(\d+ hits?)  \d+ ms$", r"  \1  N ms", row) for row in await rows_at_rest(reader))
    while reader.app.screen is not main or main.focused is not main.results or main.search_bar.text:
        await reader.press("escape")
    await reader.until(lambda: main.answer.is_home)
    return f"━━━ {shown.name} ━━━\n{rows}\n\n"


async def rows_at_rest(reader: Reader) -> list[str]:
    """The rows of the screen when nothing changes them any more."""
    before: list[str] = []
    while (rows := reader.rows()) != before:
        before = rows
        await reader.settle()
        await reader.pilot.pause(0.1)
    return rows


def focused(reader: Reader) -> str:
    """The name of what has the keys."""
    return (reader.app.screen.focused and reader.app.screen.focused.id) or ""
