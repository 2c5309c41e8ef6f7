"""Every size of screen: what stands where, and that nothing falls over."""

from __future__ import annotations

import pytest

from index import Library
from tests.screen.driving import NARROW, SPECK, TINIEST, TINY, WIDE, reading

STORY = (
    *(
        "j",
        "k",
        "enter",
        "space",
        "t",
        "escape",
        "n",
        "f",
        "escape",
        "K",
        "tab",
        "z",
        "z",
        "\\",
        "escape",
        "?",
        "escape",
    ),
    *(":", "escape", "escape", "x", "S", "escape", "s", "/", "r", "i", "v", "enter", "]", "escape", "q"),
)


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY, TINIEST, SPECK, (1, 1), (120, 4)])
async def test_a_whole_story_is_lived_through_at_every_size(library: Library, size: tuple[int, int]) -> None:
    async with reading(library, size) as reader:
        await reader.pilot.press(*STORY)
        await reader.settle()
        assert reader.app.is_running
        assert len(reader.rows()) == size[1]


async def test_wide_shows_list_article_and_contents_side_by_side(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        assert "Enter opens an article here." in reader.screen()
        await reader.press("enter")
        row = reader.rows()[2]
        assert "Recently added" in row
        assert "Rivers of the north" in row
        assert "Course" in row


async def test_what_was_asked_instead_gives_way_to_an_article_that_has_the_screen_to_itself(library: Library) -> None:
    async with reading(library, TINY) as reader:
        await reader.press("/")
        await reader.type("delta volcano")
        await reader.until(lambda: "Instead:" in reader.screen())
        await reader.press("escape", "enter")
        assert "Instead:" not in reader.screen()
        await reader.press("escape")
        assert "Instead:" in reader.screen()


async def test_contents_give_way_by_key_and_come_back(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "t")
        assert "Contents" not in reader.rows()[1]
        await reader.press("t")
        assert "Contents" in reader.rows()[1]


async def test_an_article_without_headings_has_no_contents(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("j", "enter")
        assert "Contents" not in reader.screen()
        await reader.press("3")
        await reader.until(lambda: "no contents" in reader.last_row)


async def test_zoom_gives_the_article_the_screen(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "z")
        assert "Recently added" not in reader.screen()
        assert "Contents" not in reader.screen()
        await reader.press("z")
        assert "Recently added" in reader.screen()


async def test_narrow_shows_one_pane_at_a_time(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("enter")
        assert "Recently added" not in reader.screen()
        await reader.press("t")
        assert "Course" in reader.rows()[2]
        assert "The river delta" not in reader.screen()
        await reader.press("enter")
        assert "The river delta" in reader.screen() or "Upper reach" in reader.screen()
        await reader.press("escape")
        assert "Recently added" in reader.screen()


async def test_tiny_is_all_text_and_a_status_line(library: Library) -> None:
    async with reading(library, TINY) as reader:
        await reader.press("enter")
        assert reader.rows()[0].strip() == "Rivers of the north"
        assert reader.last_row.strip().startswith("READ 0%")


async def test_twenty_by_five_can_be_read(library: Library) -> None:
    async with reading(library, TINIEST) as reader:
        await reader.press("enter", "space", "space")
        assert any(reader.rows()[:4])
        assert "READ" in reader.last_row


async def test_smaller_says_so_in_one_line(library: Library) -> None:
    async with reading(library, SPECK) as reader:
        assert reader.screen().strip() == "min 20×5"


async def test_the_title_stands_over_the_text_once_it_has_scrolled_away(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("enter")
        assert "Rivers of the north" not in reader.rows()[1]
        await reader.press("space")
        assert "Rivers of the north" in reader.rows()[1]


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_an_article_that_was_asked_for_is_what_the_first_screen_shows(
    library: Library, size: tuple[int, int]
) -> None:
    article = next(hit.id for hit in library.search("Estuary").hits)
    async with reading(library, size, article=article) as reader:
        await reader.until(lambda: "Herons wait." in reader.screen())
        await reader.press("q")
        await reader.until(lambda: "Bread at four" in reader.screen())


async def test_after_a_screen_too_small_for_anything_keys_go_where_they_went(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("enter")
        main = reader.app.main
        await reader.pilot.resize_terminal(15, 3)
        await reader.until(lambda: main.focused is None)
        await reader.pilot.resize_terminal(*NARROW)
        await reader.until(lambda: main.focused is main.reader)
        before = main.reader.offset_shown
        await reader.press("space")
        assert main.reader.offset_shown > before
