"""Pictures in the reader: below their words, on request, and never where they are off."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from index import Library
from index.article import Asset, Extraction, Metadata, Page
from index.document import BlockKind, DocumentBuilder
from index.errors import UsageError
from tests.screen.driving import Reader, reading
from tui.picture_settings import showing

COLOURFUL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
ADDRESS = "https://rivers.example/map.png"
SHOWN = '[pictures]\nshow = "blocks"\n'


def png(width: int = 60, height: int = 40) -> bytes:
    """A picture of stripes."""
    image = Image.new("RGB", (width, height))
    image.putdata([(at % width * 4, 80, at // width * 6) for at in range(width * height)])
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@pytest.fixture(autouse=True)
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in COLOURFUL.items():
        monkeypatch.setenv(name, value)


def shelf(path: Path, data: bytes, *, paragraphs: int = 12) -> Library:
    """A library of one article that shows a picture between two stretches of text."""
    library = Library.open(path)
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "The delta.")
    builder.block(BlockKind.IMAGE, "map of the delta", source=ADDRESS)
    for number in range(paragraphs):
        builder.block(BlockKind.PARAGRAPH, f"Paragraph {number} tells of mud.")
    page = replace(Page("a", "https://rivers.example/", b"a"), assets=(Asset(ADDRESS, "image/png", data),))
    library.add(page, Extraction(Metadata("Delta", words=99, minutes=1), builder.build()))
    return library


def blocks(reader: Reader) -> int:
    """The rows of the screen that show a part of a picture."""
    return sum("▀" in row for row in reader.rows())


async def test_a_picture_stands_below_its_words_when_the_keys_rest(tmp_path: Path) -> None:
    with shelf(tmp_path, png()) as library:
        async with reading(library, config=SHOWN) as reader:
            await reader.press("enter")
            await reader.until(lambda: blocks(reader) > 0)
            rows = reader.rows()
            words = next(number for number, row in enumerate(rows) if "[image: map of the delta]" in row)
            assert "▀" in rows[words + 1]


async def test_a_key_takes_pictures_away_and_brings_them_again(tmp_path: Path) -> None:
    with shelf(tmp_path, png()) as library:
        async with reading(library, config=SHOWN) as reader:
            await reader.press("enter")
            await reader.until(lambda: blocks(reader) > 0)
            await reader.press("i")
            assert blocks(reader) == 0
            await reader.press("i")
            await reader.until(lambda: blocks(reader) > 0)


async def test_a_picture_leaves_the_screen_row_by_row(tmp_path: Path) -> None:
    with shelf(tmp_path, png(), paragraphs=40) as library:
        async with reading(library, config=SHOWN) as reader:
            await reader.press("enter")
            await reader.until(lambda: blocks(reader) > 0)
            while "[image" in reader.screen():
                await reader.press("j")
            before = blocks(reader)
            await reader.press("j")
            assert blocks(reader) == before - 1


async def test_words_stand_alone_where_a_picture_cannot_be_read(tmp_path: Path) -> None:
    with shelf(tmp_path, png()[:60]) as library:
        async with reading(library, config=SHOWN) as reader:
            await reader.press("enter")
            await reader.until(lambda: reader.app.main.reader._page.layout._findings.drawings != {})
            assert blocks(reader) == 0
            rows = reader.rows()
            words = next(number for number, row in enumerate(rows) if "[image: map of the delta]" in row)
            assert "the picture cannot be read" in rows[words + 1]


async def test_pictures_that_are_off_are_not_shown_by_a_key_and_it_says_why(tmp_path: Path) -> None:
    with shelf(tmp_path, png()) as library:
        async with reading(library, config='[pictures]\nshow = "captions"\n') as reader:
            await reader.press("enter")
            await reader.press("i")
            assert "Pictures are off" in reader.screen()
            assert blocks(reader) == 0


def test_over_ssh_pictures_wait_to_be_asked_for() -> None:
    far = {**COLOURFUL, "SSH_TTY": "/dev/pts/1"}
    assert showing({}, "carrel.toml", COLOURFUL).at_first
    assert showing({}, "carrel.toml", far) == (False, "")
    assert showing({"show": "blocks"}, "carrel.toml", far).at_first


@pytest.mark.parametrize("environment", [{"TERM": "vt100"}, {**COLOURFUL, "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours_shows_no_pictures(environment: dict[str, str]) -> None:
    assert "too few colours" in showing({}, "carrel.toml", environment).unavailable


def test_an_unknown_way_to_show_pictures_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"carrel\.toml: \[pictures\] show: «ascii» is none of"):
        showing({"show": "ascii"}, "carrel.toml", COLOURFUL)


def test_nothing_of_pictures_is_loaded_while_they_are_off() -> None:
    code = (
        "import sys, tui.app\nfrom tui.picture_settings import showing\nshowing({'show': 'captions'}, 'x')\n"
        "sys.exit(any(name.startswith(('PIL', 'tui.terminal.pictures')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
