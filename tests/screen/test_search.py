"""Searching while typing."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from rich.cells import cell_len

from index import Library
from index.search.results import SearchResults
from tests.screen.driving import NARROW, TINY, WIDE, reading


async def test_results_come_while_typing_with_passages_and_figures(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        assert "Estuary" in reader.rows()[2]
        assert "Tides in a river delta" in reader.rows()[3]


async def test_matched_words_are_marked_without_colour_alone(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        strips = reader.app.screen._compositor.render_strips()
        marked = [segment for segment in strips[3] if segment.text == "delta"]
        assert marked
        assert all(segment.style and segment.style.bold and segment.style.underline for segment in marked)


async def test_an_order_is_typed_and_told_and_gives_way_to_the_one_that_is_chosen(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta sort:title")
        await reader.until(lambda: "by title" in reader.rows()[0])
        await reader.press("escape", ":")
        await reader.type("sort added")
        await reader.press("enter")
        await reader.until(lambda: "by added" in reader.rows()[0])
        assert "sort:" not in reader.rows()[0]
        assert "delta" in reader.rows()[0]


async def test_the_order_is_turned_round_by_a_key_and_back(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        first = reader.rows()[2]
        await reader.press("escape", "R")
        await reader.until(lambda: "S chooses an order" in reader.screen())
        await reader.press(":")
        await reader.type("sort length")
        await reader.press("enter")
        await reader.until(lambda: "by length" in reader.rows()[0])
        longest = reader.rows()[2]
        await reader.press("R")
        await reader.until(lambda: "shortest first" in reader.rows()[0])
        assert reader.rows()[2] != longest
        await reader.press("R")
        await reader.until(lambda: "by length" in reader.rows()[0])
        assert reader.rows()[2] == longest
        assert first


async def test_a_relaxed_step_names_what_was_typed_and_no_star_behind_it(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta tag:nowhere")
        await reader.until(lambda: "without tag:nowhere" in reader.screen())
        assert "tag:nowhere*" not in reader.screen()


async def test_what_holds_no_word_is_said_to(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("☺ -")
        await reader.until(lambda: "nothing to search for" in reader.screen())


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_what_was_changed_to_find_anything_is_named_with_the_key_that_undoes_it(
    library: Library, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        await reader.press("/")
        await reader.type("delta tag:nowhere ")
        await reader.until(lambda: "without tag:nowhere" in reader.screen())
        assert "Ctrl+r" in next(row for row in reader.rows() if "without tag:nowhere" in row)
        await reader.press("ctrl+r")
        await reader.until(lambda: "Nothing found exactly so." in reader.screen())


async def test_moving_in_the_results_does_not_leave_the_box(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        await reader.press("down")
        assert reader.rows()[4].startswith("▌")
        await reader.press("up", "ctrl+n")
        assert reader.rows()[4].startswith("▌")
        await reader.type("s")
        assert "deltas" in reader.rows()[0]


async def test_enter_opens_the_first_hit_at_the_hit_and_escape_comes_back_to_its_row(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("barges")
        await reader.press("enter")
        await reader.until(lambda: "Barges carried salt" in reader.screen() and "READ" in reader.last_row)
        assert "hit 1/1" in reader.last_row
        await reader.press("escape")
        assert "Rivers of the north" in reader.rows()[2]
        assert reader.rows()[2].startswith("▌")
        assert "barges" in reader.rows()[0]


async def test_hits_are_walked_on_into_the_next_article_and_back(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.press("enter")
        await reader.until(lambda: "hit 1/1" in reader.last_row)
        assert "Tides in a river delta" in reader.screen()
        await reader.press("n")
        assert "The river delta of the north" in reader.screen()
        assert "hit 1/2" in reader.last_row
        await reader.press("n")
        assert "Barges carried salt up the delta" in reader.screen()
        await reader.press("n")
        assert "last hit" in reader.last_row
        await reader.press("N", "N")
        assert "Tides in a river delta" in reader.screen()


async def test_leaving_the_box_keeps_the_results_and_a_further_step_shows_all_again(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta")
        await reader.press("escape")
        assert "Results 1/2" in reader.rows()[1]
        await reader.press("escape")
        assert "4 articles" in reader.rows()[0]
        assert reader.app.is_running


async def test_a_query_that_cannot_be_read_keeps_the_last_results_and_points_at_the_place(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type('delta "riv')
        await reader.until(lambda: "is not closed" in reader.screen())
        row = reader.rows()[1]
        assert row.index("↑") == reader.rows()[0].index('"')
        assert "Rivers of the north" in reader.screen()


async def test_the_place_of_an_error_is_pointed_at_behind_wide_characters(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("東京 is:odd delta")
        await reader.until(lambda: "knows no" in reader.screen())
        row, query = reader.rows()[1], reader.rows()[0]
        assert cell_len(row[: row.index("↑")]) == cell_len(query[: query.index("odd")])


async def test_an_empty_library_that_is_searched_says_how_to_add(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty") as empty:
        async with reading(empty) as reader:
            await reader.press("/")
            await reader.type("delta")
            await reader.until(lambda: "0 hits" in reader.rows()[0])
            assert "carrel add" in reader.screen()


async def test_what_was_relaxed_is_said_and_a_key_undoes_it(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("delta volcano")
        await reader.until(lambda: "any of the words" in reader.screen())
        assert "Ctrl+r exactly" in reader.rows()[1]
        await reader.press("escape", "ctrl+r")
        await reader.until(lambda: "Nothing found exactly so" in reader.screen())
        await reader.press("ctrl+r")
        await reader.until(lambda: "any of the words" in reader.screen())


async def test_a_suggestion_is_taken_by_a_key(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("dlta")
        await reader.until(lambda: "spelling" in reader.screen())
        await reader.press("escape", "ctrl+r")
        await reader.until(lambda: "Did you mean «delta»?" in reader.screen())
        assert "Nothing found exactly so." in reader.screen()
        await reader.press("ctrl+y")
        await reader.until(lambda: "2 hits" in reader.rows()[0])


async def test_an_answer_that_was_overtaken_is_never_shown(tmp_path: Path, library: Library) -> None:
    class SlowLibrary(Library):
        """Answers one query only when it is let."""

        let = Event()
        asked: list[str] = []  # noqa: RUF012

        def search(self, query: str = "", **options: object) -> SearchResults:  # type: ignore[override]
            self.asked.append(query)
            if query == "d":
                assert self.let.wait(10)
            return super().search(query, **options)  # type: ignore[arg-type]

    with SlowLibrary.open(library.path) as slow:
        async with reading(slow) as reader:
            SlowLibrary.asked.clear()
            await reader.pilot.press("/", *"deltaz")
            await reader.pilot.press("backspace")
            SlowLibrary.let.set()
            await reader.until(lambda: "2 hits" in reader.rows()[0])
            assert "delta" in SlowLibrary.asked
            assert len(SlowLibrary.asked) <= 4, "one question runs, and of those that wait only the last"


async def test_a_query_given_at_the_start_is_answered_at_once(library: Library) -> None:
    async with reading(library, query="delta") as reader:
        assert "delta" in reader.rows()[0]
        assert "Results 1/2" in reader.rows()[1]


async def test_on_a_tiny_screen_the_box_comes_when_it_is_asked_for(library: Library) -> None:
    async with reading(library, TINY) as reader:
        assert "/ " not in reader.last_row
        await reader.press("/")
        await reader.type("delta")
        assert "/ delta" in reader.last_row
        await reader.press("enter")
        await reader.until(lambda: "READ" in reader.last_row)


async def test_a_paste_of_a_megabyte_is_cut_to_a_query(library: Library) -> None:
    from textual.events import Paste

    async with reading(library, NARROW) as reader:
        await reader.press("/")
        reader.app.post_message(Paste("\x1b]52;c;AAAA\x07evil\n" + "x" * 1_000_000))
        await reader.until(lambda: "evil" in reader.rows()[0])
        assert len(reader.app.main.search_bar.text) <= 500
        assert "\x1b" not in reader.app.main.search_bar.text


async def test_contents_and_article_stand_beside_the_results_on_a_wide_screen(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("/")
        await reader.type("barges")
        await reader.press("enter")
        await reader.until(lambda: "READ" in reader.last_row)
        assert "Results 1/1" in reader.rows()[1]
        assert "Contents" in reader.rows()[1]
        assert "Course" in reader.rows()[2]
