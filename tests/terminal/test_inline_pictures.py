"""Pictures by the terminal's own graphics, in a real reader: what is sent, when, how often, and what is taken back."""

from __future__ import annotations

import base64
import io
import re
import signal
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from index import Library
from index.article import Asset, Extraction, Metadata, Page
from index.document import BlockKind, DocumentBuilder
from tests.terminal.session import Session
from tui.terminal.rows import PICTURE

KITTY = "\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.36.4)\x1b\\\x1b[6;20;10t\x1b[?62;c"
KONSOLE = "\x1b_Gi=31;OK\x1b\\\x1bP>|Konsole 24.08\x1b\\\x1b[6;20;10t\x1b[?62;4c"
FOOT = "\x1bP>|foot(1.18)\x1b\\\x1b[6;20;10t\x1b[?62;4;22c"
ITERM2 = "\x1bP>|iTerm2 3.5.0\x1b\\\x1b[6;20;10t\x1b[?62;4c"
NOTHING = "\x1b[?62;22c"

SIXEL, FILE = b"\x1bP0;1q", b"\x1b]1337;File="
QUESTION = b"a=q"


def png(width: int = 300, height: int = 120) -> bytes:
    image = Image.new("RGB", (width, height))
    image.putdata([(at % width % 200, 80, at // width * 2 % 255) for at in range(width * height)])
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def shelf(path: Path, *, pictures: int = 1, paragraphs: int = 40, data: bytes = b"") -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, "The delta.")
    addresses = [f"https://rivers.example/{number}.png" for number in range(pictures)]
    for address in addresses:
        builder.block(BlockKind.IMAGE, "map of the delta", source=address)
    for number in range(paragraphs):
        builder.block(BlockKind.PARAGRAPH, f"Paragraph {number} tells of mud.")
    assets = tuple(Asset(each, "image/png", data or png(300, 120 + at)) for at, each in enumerate(addresses))
    page = replace(Page("a", "https://rivers.example/", b"a"), assets=assets)
    with Library.open(path) as library:
        library.add(page, Extraction(Metadata("Delta", words=99, minutes=1), builder.build()))


@contextmanager
def reading(path: Path, identity: str, *, show: str = "auto", size: tuple[int, int] = (80, 30)) -> Iterator[Session]:
    """The article open, over the whole screen."""
    if not path.exists():
        shelf(path)
    config = path.with_name("carrel.toml")
    config.write_text(f'[pictures]\nshow = "{show}"\n', encoding="utf-8")
    command = [sys.executable, "-m", "tests.screen.reader_process", str(path)]
    with Session(command, size=size, identity=identity, environment={"CARREL_CONFIG": str(config)}) as session:
        session.expect("Delta")
        session.settle()
        assert QUESTION not in session.sent, "nothing is asked before there is a picture"
        session.press("enter")
        session.expect("Paragraph 0")
        yield session


def until_sent(session: Session, what: bytes) -> None:
    session.until(lambda: what in session.sent, f"{what!r} is not sent")
    session.settle(0.4)


def costs(session: Session, act: Callable[[], None], wanted: bytes = b"") -> bytes:
    """What something sends: until what is wanted has come, and nothing more comes."""
    before = len(session.sent)
    act()
    session.until(lambda: wanted in session.sent[before:], f"{wanted!r} is not sent")
    session.settle(0.4)
    return session.sent[before:]


def transmitted(sent: bytes) -> list[tuple[str, bytes]]:
    """The pictures that kitty's protocol carried: what was said of each, and its pixels."""
    found: list[tuple[str, bytes]] = []
    for control, data in re.findall(rb"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\", sent):
        if b"s=" in control and b"a=q" not in control:
            found.append((control.decode(), b""))
        if found and b"a=q" not in control:
            found[-1] = (found[-1][0], found[-1][1] + data)
    return [(control, zlib.decompress(base64.b64decode(data))) for control, data in found]


def rows_of_placeholders(session: Session) -> int:
    return sum(PICTURE in line for line in session.emulator.text().splitlines())


def test_kitty_gets_a_picture_once_and_then_it_is_text(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        session.until(lambda: rows_of_placeholders(session) == 6, "no cells of a picture")
        session.settle(0.4)
        ((control, pixels),) = transmitted(session.sent)
        assert "U=1" in control
        assert "c=30,r=6" in control
        assert len(pixels) == 300 * 120 * 3
        sent = costs(session, lambda: [session.press(key) for key in "jjkk"] and None)
        assert not transmitted(sent)
        assert costs(session, lambda: session.settle(1.0)) == b""


def until_transmitted(session: Session) -> str:
    """Wait for the cells of the picture and for all of its pixels; its number."""
    session.until(lambda: rows_of_placeholders(session) == 6, "no cells of a picture")
    session.settle(0.4)
    found = re.search(r"i=(\d+)", transmitted(session.sent)[0][0])
    assert found is not None
    return found[1]


def test_kitty_forgets_pictures_when_the_reader_leaves(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        number = until_transmitted(session)
        session.control("q")
        assert session.wait() == 0
        assert f"a=d,d=I,i={number}".encode() in session.sent[: session.sent.index(b"\x1b[?1049l")]


def test_kitty_forgets_a_picture_that_is_switched_off_and_gets_it_again(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        number = until_transmitted(session)
        costs(session, lambda: session.press("i"), f"a=d,d=I,i={number}".encode())
        assert rows_of_placeholders(session) == 0
        assert len(transmitted(costs(session, lambda: session.press("i"), b"\x1b_Ga=T"))) == 1
        assert rows_of_placeholders(session) == 6


def test_kitty_keeps_a_picture_under_the_help(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        until_transmitted(session)
        session.press("?")
        session.until(lambda: rows_of_placeholders(session) == 0, "the help does not cover the picture")
        assert b"\x1b_G" not in costs(session, lambda: session.press("escape"))
        assert rows_of_placeholders(session) == 6


def test_after_a_stop_kitty_gets_pictures_again(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        number = until_transmitted(session)
        before = len(session.sent)
        session.control("z")
        session.wait_for_stop()
        assert f"a=d,d=I,i={number}".encode() in session.sent[before:]
        before = len(session.sent)
        session.signal(signal.SIGCONT)
        session.until(lambda: b"\x1b_Ga=T" in session.sent[before:], "no picture after the stop")


@pytest.mark.parametrize(("identity", "drawing"), [(FOOT, SIXEL), (ITERM2, FILE), (KONSOLE, b"\x1b_Ga=p")])
def test_other_terminals_get_a_picture_over_blanks_when_the_keys_rest(
    tmp_path: Path, identity: str, drawing: bytes
) -> None:
    with reading(tmp_path / "library", identity) as session:
        until_sent(session, drawing)
        assert session.sent.count(drawing) == 1
        assert PICTURE not in session.emulator.text()
        assert "\u2580" not in session.emulator.text()
        assert costs(session, lambda: session.settle(1.0)) == b""


def test_what_is_typed_into_the_last_row_leaves_a_drawn_picture_alone(tmp_path: Path) -> None:
    with reading(tmp_path / "library", FOOT) as session:
        until_sent(session, SIXEL)
        assert SIXEL not in costs(session, lambda: session.send("/mud"))


def test_a_drawn_picture_that_moved_is_drawn_once_where_it_stands_then(tmp_path: Path) -> None:
    with reading(tmp_path / "library", FOOT) as session:
        until_sent(session, SIXEL)
        sent = costs(session, lambda: session.send("jj"), SIXEL)
        assert sent.count(SIXEL) == 1


def test_of_a_picture_at_the_edge_of_the_screen_only_the_part_in_view_is_drawn(tmp_path: Path) -> None:
    with reading(tmp_path / "library", FOOT) as session:
        until_sent(session, SIXEL)
        while "image:" in session.emulator.text():
            costs(session, lambda: session.press("j"), SIXEL)
        sent = costs(session, lambda: session.press("j"), SIXEL)
        (height,) = re.findall(rb'\x1bP0;1q"1;1;300;(\d+)', sent)
        assert int(height) == 5 * 20 // 6 * 6


def test_a_drawn_picture_is_drawn_again_when_it_was_covered(tmp_path: Path) -> None:
    with reading(tmp_path / "library", FOOT) as session:
        until_sent(session, SIXEL)
        session.press("?")
        session.expect("What do you want to do?")
        session.settle()
        assert costs(session, lambda: session.press("escape"), SIXEL).count(SIXEL) == 1


def test_a_picture_put_by_kittys_protocol_is_taken_down_where_it_moved_and_sent_once(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KONSOLE) as session:
        until_sent(session, b"\x1b_Ga=p")
        sent = costs(session, lambda: session.press("j"), b"a=p")
        assert sent.index(b"a=d,d=i") < sent.index(b"a=p")
        assert len(transmitted(session.sent)) == 1


def test_another_size_draws_the_picture_anew(tmp_path: Path) -> None:
    with reading(tmp_path / "library", FOOT) as session:
        until_sent(session, SIXEL)
        # At once as it was, and again when it is made for the new size.
        assert costs(session, lambda: session.resize(70, 28), SIXEL).count(SIXEL) in (1, 2)


@pytest.mark.parametrize(("identity", "show"), [(NOTHING, "auto"), (KITTY, "blocks"), ("", "auto")])
def test_half_blocks_stand_in_where_there_are_no_graphics_or_they_are_not_wanted(
    tmp_path: Path, identity: str, show: str
) -> None:
    with reading(tmp_path / "library", identity, show=show) as session:
        session.expect("\u2580")
        session.settle()
        assert not transmitted(session.sent)
        assert (QUESTION in session.sent) == (show == "auto")


@pytest.mark.parametrize(("show", "sent"), [("kitty", b"\x1b_Ga=T,U=1"), ("iterm", FILE)])
def test_graphics_that_are_asked_for_are_used_without_a_question(tmp_path: Path, show: str, sent: bytes) -> None:
    with reading(tmp_path / "library", NOTHING, show=show) as session:
        until_sent(session, sent)
        assert QUESTION not in session.sent


def test_where_pictures_are_off_not_a_byte_is_sent_for_them(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY, show="captions") as session:
        session.settle(0.6)
        session.press("i")
        session.expect("Pictures are off")
        assert b"\x1b_G" not in session.sent
        assert "\u2580" not in session.emulator.text()


def test_an_article_without_pictures_asks_the_terminal_nothing(tmp_path: Path) -> None:
    shelf(tmp_path / "library", pictures=0)
    with reading(tmp_path / "library", KITTY) as session:
        session.settle(0.6)
        assert QUESTION not in session.sent


def test_answers_are_no_keys(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        until_transmitted(session)
        before = session.emulator.text()
        session.send(KITTY)
        session.settle(0.3)
        assert session.emulator.text() == before


def test_a_key_is_heard_while_a_picture_is_on_its_way(tmp_path: Path) -> None:
    with reading(tmp_path / "library", KITTY) as session:
        session.until(lambda: b"\x1b_Ga=T" in session.sent, "no picture")
        session.press("G")
        session.expect("Paragraph 39")


def test_half_blocks_of_a_photograph_scroll_like_text(tmp_path: Path) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((300, 120), 90) for _ in range(3)])
    written = io.BytesIO()
    noise.save(written, "PNG")
    shelf(tmp_path / "library", data=written.getvalue())
    with reading(tmp_path / "library", NOTHING) as session:
        session.expect("\u2580")
        session.settle(0.4)
        whole = len(session.sent)
        assert whole > 20_000, "the picture is not as dear as a photograph"
        for key in "jjkk":
            assert len(costs(session, lambda key=key: session.press(key))) <= 2_500  # type: ignore[misc]
