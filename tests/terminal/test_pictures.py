from __future__ import annotations

import base64
import io
import itertools
import re
import struct
import subprocess
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from index.errors import BadDataError
from tui.terminal.frames import keeps_cells
from tui.terminal.pictures import iterm2, kitty, sixel
from tui.terminal.pictures.decoding import MOST_BYTES, decode, is_available
from tui.terminal.pictures.half_blocks import UNSEEN, difference, half_blocks
from tui.terminal.pictures.model import Picture, fitting
from tui.terminal.pictures.support import QUESTION, Answers, Graphics, graphics, read_answers

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def picture(*rows: list[tuple[int, int, int]]) -> Picture:
    return Picture(len(rows[0]), len(rows), b"".join(bytes(pixel) for row in rows for pixel in row))


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    width, height = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    return Picture(width, height, draw(st.binary(min_size=width * height * 3, max_size=width * height * 3)))


def test_a_cell_holds_two_pixels() -> None:
    (cell,) = half_blocks(picture([RED], [BLUE]), 1, 1)[0]
    assert cell == ("▀", RED, BLUE)


def test_two_pixels_alike_are_a_blank() -> None:
    assert half_blocks(picture([RED], [RED]), 1, 1)[0][0].character == " "


@given(pictures(), st.integers(1, 30), st.integers(1, 30))
def test_half_blocks_fill_exactly_the_cells_they_were_given(image: Picture, columns: int, rows: int) -> None:
    cells = half_blocks(image, columns, rows)
    assert len(cells) == rows
    assert all(len(row) == columns for row in cells)


@given(pictures())
def test_no_half_of_a_cell_is_further_from_its_pixel_than_is_seen(image: Picture) -> None:
    for row, cells in enumerate(half_blocks(image, image.width, image.height // 2)):
        for column, cell in enumerate(cells):
            upper, lower = cell.halves
            assert difference(upper, image.at(column, 2 * row)) <= UNSEEN
            assert difference(lower, image.at(column, 2 * row + 1)) <= UNSEEN


def test_neighbours_that_hardly_differ_have_the_same_two_colours() -> None:
    dark, darker = (10, 20, 30), (11, 19, 33)
    first, *others = half_blocks(picture([RED, RED, darker, dark], [dark, darker, RED, darker]), 4, 1)[0]
    assert [cell.character for cell in (first, *others)] == ["▀", "▀", "▄", "█" if first.foreground == dark else " "]
    assert all((cell.foreground, cell.background) == (first.foreground, first.background) for cell in others)


def test_a_sky_takes_a_new_colour_in_every_fifth_cell_at_most() -> None:
    sky = [[(90 + x, 120 + x // 2 + y, 220 - x) for x in range(72)] for y in range(40)]
    for row in half_blocks(picture(*sky), 72, 20):
        changes = sum(one[1:] != other[1:] for one, other in itertools.pairwise(row))
        assert changes <= 72 // 5


@pytest.mark.parametrize(
    ("size", "room", "wanted"),
    [((800, 400), (100, 50), (100, 25)), ((400, 1600), (80, 20), (10, 20)), ((16, 16), (80, 24), (2, 1))],
)
def test_a_picture_keeps_its_proportions_and_is_never_enlarged(
    size: tuple[int, int], room: tuple[int, int], wanted: tuple[int, int]
) -> None:
    assert fitting(size, room) == wanted


@given(pictures())
def test_kitty_gets_every_pixel_in_pieces(image: Picture) -> None:
    sent = "".join(kitty.transmit_as_text(image, 7, 3, 2))
    pieces = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sent)
    assert all(len(data) <= kitty.PIECE for _, data in pieces)
    assert zlib.decompress(base64.b64decode("".join(data for _, data in pieces))) == image.pixels
    assert keeps_cells(sent)


def test_a_picture_as_text_is_as_wide_as_its_cells() -> None:
    rows = kitty.placeholders(12, 5)
    assert [cell_len(first + rest) for first, rest in rows] == [12] * 5
    assert len(set(rows)) == 5


def unpacked(sent: str, width: int) -> dict[tuple[int, int], str]:
    """The pixels that a sixel terminal sets, each with its colour."""
    body = re.sub(r"^\x1bP0;1q\"[\d;]*(?:#\d+;2;\d+;\d+;\d+)*", "", sent).removesuffix("\x1b\\")
    shown = {}
    for band, line in enumerate(body.split("-")):
        for layer in line.split("$"):
            colour, bits = re.fullmatch(r"#(\d+)(.*)", layer, re.DOTALL).groups()  # type: ignore[union-attr]
            flat = re.sub(r"!(\d+)(.)", lambda run: run[2] * int(run[1]), bits)
            assert len(flat) <= width
            for x, character in enumerate(flat):
                for y in range(6):
                    if ord(character) - 63 >> y & 1:
                        shown[x, band * 6 + y] = colour
    return shown


@given(pictures())
def test_sixel_sets_every_pixel_once(image: Picture) -> None:
    shown = unpacked(sixel.draw(image), image.width)
    assert shown.keys() == {(x, y) for x in range(image.width) for y in range(image.height)}


def test_sixel_keeps_colours_apart() -> None:
    shown = unpacked(sixel.draw(picture([RED, BLUE], [WHITE, RED])), 2)
    assert shown[0, 0] == shown[1, 1]
    assert len(set(shown.values())) == 3


def test_iterm2_gets_a_png_of_our_own() -> None:
    sent = iterm2.draw(picture([RED, BLUE]), 4, 2)
    assert "width=4;height=2" in sent
    png = base64.b64decode(sent[sent.index(":") + 1 : -1])
    assert struct.unpack(">II", png[16:24]) == (2, 1)


TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environment", "answers", "wanted"),
    [
        ({"TERM": "xterm-kitty"}, None, None),
        ({"TERM": "xterm-kitty"}, Answers(kitty=True), Graphics.KITTY),
        ({"TERM": "xterm-kitty"}, Answers(), Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-256color"}, Answers(kitty=True, name="ghostty 1.0"), Graphics.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Answers(), Graphics.ITERM2),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Answers(name="foot(1.18)"), Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-256color"}, Answers(kitty=True, name="WezTerm 2024"), Graphics.ITERM2),
        ({"TERM": "xterm-256color"}, None, None),
        ({"TERM": "xterm-256color"}, Answers(kitty=True), Graphics.KITTY_AT_CURSOR),
        ({"TERM": "xterm-256color"}, Answers(sixel=True, cell=(10, 20)), Graphics.SIXEL),
        ({"TERM": "xterm-256color"}, Answers(sixel=True), Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None, Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-256color"}, Answers(), Graphics.HALF_BLOCKS),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, Answers(kitty=True), Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-256color", "TMUX": "x", "TERM_PROGRAM": "iTerm.app"}, None, Graphics.HALF_BLOCKS),
        ({"TERM": "screen-256color"}, Answers(sixel=True), Graphics.HALF_BLOCKS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, None, Graphics.NONE),
        ({"TERM": "dumb", **TRUE}, None, Graphics.NONE),
        ({"TERM": "linux"}, None, Graphics.NONE),
        ({}, None, Graphics.NONE),
    ],
)
def test_a_terminal_gets_what_it_can_draw(
    environment: dict[str, str], answers: Answers | None, wanted: Graphics | None
) -> None:
    assert graphics(environment, answers) is wanted


@pytest.mark.parametrize(
    ("received", "wanted"),
    [
        (b"", None),
        (b"\x1b_Gi=31;OK\x1b\\", None),
        (b"\x1b_Gi=31;OK\x1b\\\x1b[?62;22c", Answers(kitty=True)),
        (b"\x1b[?62;4;22c", Answers(sixel=True)),
        (b"\x1bP>|foot(1.18)\x1b\\\x1b[6;20;10t\x1b[?62c", Answers(name="foot(1.18)", cell=(10, 20))),
        (b"\x1b[6;0;9999t\x1b[?62c", Answers()),
        (b"\x1b_Gi=31;ENOTSUPPORTED\x1b\\\x1b[?64c", Answers()),
        (b"j\x1b[?6c", Answers()),
    ],
)
def test_answers_are_read_as_far_as_they_have_come(received: bytes, wanted: Answers | None) -> None:
    assert read_answers(received) == wanted


def test_the_question_draws_nothing() -> None:
    assert keeps_cells(QUESTION)


def test_a_picture_as_text_needs_exact_colours() -> None:
    environment, answers = {"TERM": "xterm-kitty"}, Answers(kitty=True)
    assert graphics(environment, answers, truecolour=False) is Graphics.KITTY_AT_CURSOR


needs_pillow = pytest.mark.skipif(not is_available(), reason="Pillow is not installed (the extra `images`)")


@needs_pillow
def test_a_file_is_decoded_and_scaled_down_in_proportion() -> None:
    image = Picture(64, 32, bytes(RED) * 64 * 32)
    decoded = decode(iterm2.png(image), 16, 16)
    assert (decoded.width, decoded.height) == (16, 8)
    assert decoded.at(3, 3) == RED


@needs_pillow
@pytest.mark.parametrize(
    "data", [b"", b"no picture", iterm2.png(Picture(2, 2, b"\0" * 12))[:40], b"%!PS-Adobe-3.0 EPSF-3.0\n"]
)
def test_what_is_no_picture_is_said_in_one_line(data: bytes) -> None:
    with pytest.raises(BadDataError, match=r"^the picture cannot be read: [^\n\x1b]+$"):
        decode(data, 16, 16)


def written(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@needs_pillow
@pytest.mark.parametrize(
    ("image", "kind", "wanted"),
    [
        (Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG", RED),
        (Image.new("I;16", (64, 64), 32_768), "PNG", (127, 127, 127)),
        (Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "PNG", BLUE),
        (Image.new("P", (64, 64), 0), "GIF", (0, 0, 0)),
        (Image.new("RGB", (64, 64), RED), "WEBP", (255, 0, 0)),
        (Image.new("RGB", (64, 64), RED), "AVIF", (255, 0, 0)),
    ],
    ids=["CMYK", "16 bits", "transparent", "palette", "WebP", "AVIF"],
)
def test_pictures_of_all_kinds_have_their_colours(image: Image.Image, kind: str, wanted: tuple[int, int, int]) -> None:
    shown = decode(written(image, kind), 16, 16, ground="#0000ff").at(8, 8)
    assert max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) <= 4


@needs_pillow
def test_of_a_moving_picture_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert decode(file.getvalue(), 16, 16).at(8, 8) == RED


@needs_pillow
def test_a_photograph_stands_as_the_camera_was_held() -> None:
    image = Image.new("RGB", (64, 32), RED)
    exif = image.getexif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    shown = decode(file.getvalue(), 64, 64)
    assert (shown.width, shown.height) == (32, 64)


@needs_pillow
def test_for_sixel_a_picture_gets_as_many_colours_as_terminals_keep() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((64, 64), 90) for _ in range(3)])
    shown = decode(written(noise, "PNG"), 64, 64, colours=sixel.MOST_COLOURS)
    pixels = {shown.at(x, y) for x in range(64) for y in range(64)}
    assert 100 < len(pixels) <= sixel.MOST_COLOURS


@needs_pillow
def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    bomb = iterm2.png(Picture(1, 1, b"\0\0\0"))
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(BadDataError, match=r"60,000 × 60,000 pixels are too many"):
        decode(bomb[:8] + chunk + bomb[33:], 16, 16)


@needs_pillow
def test_a_file_that_is_too_large_is_not_even_tried() -> None:
    with pytest.raises(BadDataError, match="at most"):
        decode(bytes(MOST_BYTES + 1), 16, 16)


def test_nothing_of_pictures_is_loaded_while_they_are_off() -> None:
    command = (
        "import sys, tui.terminal.thrifty; print([name for name in sys.modules if 'PIL' in name or 'pictures' in name])"
    )
    shown = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
