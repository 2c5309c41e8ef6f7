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
from tui.picture_settings import CHOICES, showing
from tui.terminal.pictures.support import FORCED

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


def test_each_way_that_settings_name_is_one_that_a_terminal_can_be_made_to_take() -> None:
    assert set(CHOICES) == {"auto", "captions", *FORCED}


def test_nothing_of_pictures_is_loaded_while_they_are_off() -> None:
    code = (
        "import sys, tui.app\nfrom tui.picture_settings import showing\nshowing({'show': 'captions'}, 'x')\n"
        "sys.exit(any(name.startswith(('PIL', 'tui.terminal.pictures')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A display, and a program that opens files there: it notes which."""
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$1" > "${0%/*}/opened"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr("tui.screens.viewer._folder", lambda: tmp_path)
    return program


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_a_kept_picture_opens_in_the_viewer_of_the_system(tmp_path: Path, opener: Path, key: str) -> None:
    with shelf(tmp_path / "library", png()) as library:
        async with reading(library, size=(120, 30), config=SHOWN) as reader:
            await reader.press("enter", "tab")
            await reader.until(lambda: "✓ → https://rivers.example/map.png" in reader.screen())
            await reader.press(key)
            await reader.until(lambda: "Given to the system's viewer" in reader.screen())
            shown = Path((opener.parent / "opened").read_text().strip())
            assert shown.read_bytes() == png()
            assert shown.suffix == ".png"


async def test_a_viewer_that_fails_is_told_of_with_the_place_of_the_picture(tmp_path: Path, opener: Path) -> None:
    opener.write_text("#!/bin/sh\nexit 3\n")
    with shelf(tmp_path / "library", png()) as library:
        async with reading(library, size=(140, 30), config=SHOWN) as reader:
            await reader.press("enter", "tab", "enter")
            await reader.until(lambda: "xdg-open ended with 3" in reader.screen())


async def test_without_a_display_the_reader_is_told_where_the_picture_is(
    tmp_path: Path, opener: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with shelf(tmp_path / "library", png()) as library:
        async with reading(library, size=(140, 30), config=SHOWN) as reader:
            await reader.press("enter", "tab", "enter")
            await reader.until(lambda: "No viewer at this terminal. The picture: /" in reader.screen())
            assert not (opener.parent / "opened").exists()


async def test_another_theme_has_its_own_ground_behind_a_picture(tmp_path: Path) -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    written = io.BytesIO()
    image.save(written, "PNG")
    with shelf(tmp_path, written.getvalue()) as library:
        async with reading(library, config=SHOWN + '[screen]\ntheme = "dark"\n') as reader:
            await reader.press("enter")

            def ground() -> object:
                drawings = reader.app.main.reader._page.layout._findings.drawings
                rows = [drawing.rows for drawing in drawings.values() if drawing.rows]
                return rows[0][0][0].colours if rows else None

            await reader.until(lambda: ground() is not None)
            before = ground()
            reader.app.theme = "light"
            await reader.until(lambda: ground() not in (None, before))
