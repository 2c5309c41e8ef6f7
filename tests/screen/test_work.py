"""How much work something sets off: layouts, restylings and frames, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from index import Library
from tests.screen.driving import WIDE, Reader, reading


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


async def calm(reader: Reader, calls: list[None]) -> None:
    """Wait until nothing is called any more."""
    before = -1
    while before != len(calls):
        before = len(calls)
        await reader.pilot.pause(0.5)


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


@pytest.mark.parametrize("key", ["j", "space", "]"])
async def test_what_a_key_changes_is_painted_together(
    library: Library, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "z")
        with counted(reader.app, "_display", monkeypatch) as frames:
            await calm(reader, frames)
            frames.clear()
            await reader.press(key)
            await calm(reader, frames)
        assert len(frames) == 1
