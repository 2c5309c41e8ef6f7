"""How much work something sets off: layouts, restylings and frames, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from index import Library
from tests.screen.driving import WIDE, reading


@contextmanager
def counted(owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """The calls of a method of one object, while they go on."""
    calls: list[None] = []
    method: Callable[..., object] = getattr(owner, name)

    def call(*arguments: object, **options: object) -> object:
        calls.append(None)
        return method(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, call)
        yield calls


async def test_textual_telling_of_a_layout_sets_off_no_further_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, WIDE) as reader:
        with counted(reader.app.main, "_screen_resized", monkeypatch) as resized:
            await reader.pilot.resize_terminal(93, 30)
            await reader.until(lambda: len(resized) > 0)
            await reader.pilot.pause(0.1)
        assert len(resized) == 1
        assert reader.app.main.has_class("-narrow")


async def test_opening_an_article_restyles_the_screen_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library, WIDE) as reader:
        with counted(reader.app.main, "update_node_styles", monkeypatch) as restyled:
            await reader.press("enter")
        assert len(restyled) == 1


@pytest.mark.parametrize("key", ["space", "]"])
async def test_no_frame_shows_the_page_that_a_key_turned_to_without_the_line_that_tells_of_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "z")
        before, frames, display = (reader.rows()[5], reader.last_row), [], reader.app._display

        def seen(*arguments: Any) -> None:
            frames.append((reader.rows()[5], reader.last_row))
            display(*arguments)

        monkeypatch.setattr(reader.app, "_display", seen)
        await reader.press(key)
        after = reader.rows()[5], reader.last_row
        await reader.until(lambda: after in frames)
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert set(frames) <= {before, after}


async def test_another_width_costs_one_layout_of_all_and_one_frame(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "z", "space")
        frames: list[list[str]] = []
        display = reader.app._display

        def seen(screen: Any, update: Any) -> None:
            if update is not None:
                frames.append(reader.rows())
            display(screen, update)

        monkeypatch.setattr(reader.app, "_display", seen)
        with counted(reader.app.main.reader, "_composed", monkeypatch) as composed:
            await reader.pilot.resize_terminal(WIDE[0] + 6, WIDE[1])
            await reader.pilot.pause(0.1)
        assert len(composed) == 1
        assert frames == [reader.rows()]


async def test_a_title_that_stays_is_not_painted_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "space")
        with counted(reader.app.main.reader_pane, "refresh", monkeypatch) as painted:
            await reader.press("j", "space")
        assert not painted


async def test_the_next_page_is_laid_out_before_its_key_is_pressed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, (60, 8)) as reader:
        await reader.press("enter", "space")
        page = reader.app.main.reader._page
        assert page is not None
        await reader.until(lambda: reader.app.main.reader._ahead is None)
        with counted(page.layout._typesetter, "lines", monkeypatch) as laid_out:
            offset = page.offset
            page.walk(page.height - 2)
        assert page.offset > offset
        assert not laid_out


async def test_what_is_laid_out_ahead_is_painted_by_no_frame(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library, (60, 8)) as reader:
        await reader.press("enter", "space")
        view = reader.app.main.reader
        with counted(reader.app, "_display", monkeypatch) as frames:
            view.look_ahead(6)
            await reader.until(lambda: view._ahead is None)
            await reader.pilot.pause(0.02)
        assert not frames
