"""The list and the first screen."""

from __future__ import annotations

from pathlib import Path

from index import Library
from index.article import Progress
from tests.screen.driving import NARROW, WIDE, reading
from tests.screen.shelves import plain, put


async def test_the_newest_articles_stand_first(library: Library) -> None:
    async with reading(library) as reader:
        assert "Recently added" in reader.rows()[2]
        assert "Rivers of the north" in reader.rows()[3]
        assert "Rivers · Ida Falk" in reader.rows()[4]


async def test_what_was_begun_stands_above_and_one_key_resumes_it_at_the_sentence(library: Library) -> None:
    rivers = library.id_of("https://rivers.example/north")
    assert rivers is not None
    text = library.read(rivers).document.text
    place = text.index("Paragraph 20. ")
    library.save_position(rivers, place, 0.5)
    async with reading(library) as reader:
        assert "Continue reading" in reader.rows()[2]
        assert "Rivers of the north" in reader.rows()[3]
        await reader.press("enter")
        assert "Paragraph 20. Where" in reader.rows()[2]


async def test_an_empty_library_says_what_adds_to_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new") as empty:
        async with reading(empty) as reader:
            assert "carrel add https://" in reader.screen()
            assert "carrel demo" in reader.screen()


async def test_a_hundred_thousand_rows_cost_no_more_than_are_seen(library: Library) -> None:
    from index.search.results import Hit, Snippet
    from tui.widgets.results import Part, Results

    row = library.search("").hits[0].row
    hit = Hit(row, 0.0, Snippet(""))
    async with reading(library) as reader:
        results = reader.app.screen.query_one(Results)
        results.show_parts([Part("", 100_000, dict.fromkeys(range(50), hit))], with_passages=False)
        results.action_bottom()
        assert results.place == (100_000, 100_000)
        assert len(results.in_view) <= reader.app.size.height


async def test_rows_that_come_into_view_are_fetched(tmp_path: Path) -> None:
    with Library.open(tmp_path / "many") as many:
        for number in range(130):
            put(many, f"Article number {number}", plain(f"The text of article {number}."), added=number)
        async with reading(many) as reader:
            await reader.press("G")
            assert any("Article number 0" in row for row in reader.rows())


async def test_star_read_and_archive_are_marks_that_undo_takes_back(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("s")
        assert "★ Rivers of the north" in reader.rows()[3]
        await reader.press("r")
        assert library.search("").hits[0].row.state.progress is Progress.READ
        await reader.press("a")
        assert "archived" in reader.rows()[3]
        await reader.press("u", "u", "u")
        state = library.search("").hits[0].row.state
        assert (state.starred, state.progress, state.archived) == (False, Progress.UNREAD, False)
        assert "★" not in reader.screen()


async def test_several_articles_are_selected_and_changed_at_once(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("x", "x")
        assert "2 selected" in reader.last_row
        await reader.press("s")
        assert "Starred 2 articles" in reader.last_row
        assert library.search("is:starred").total == 2


async def test_removing_takes_the_row_away_and_undo_brings_it_back(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("d")
        assert "Rivers of the north" not in reader.rows()[3]
        assert "u undoes it" in reader.last_row
        await reader.press("u")
        assert "Rivers of the north" in reader.rows()[3]


async def test_tags_are_typed_with_completion(library: Library) -> None:
    bread = library.search("").hits[2].id
    library.tag([bread], add=["water", "wheat"])
    async with reading(library) as reader:
        await reader.press("T")
        await reader.type("wat")
        assert "water" in reader.rows()[-2]
        await reader.press("tab", "enter")
        assert library.search("").hits[0].row.tags == ("water",)
        await reader.press("u")
        assert library.search("").hits[0].row.tags == ()


async def test_what_another_process_adds_appears_and_the_cursor_stays(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("j")
        with Library.open(library.path) as other:
            put(other, "Fresh from elsewhere", plain("News."), added=9)
        await reader.until(lambda: "Fresh from elsewhere" in reader.screen())
        here = next(row for row in reader.rows() if row.startswith("▌"))
        assert "Estuary" in here


async def test_coming_back_from_an_article_is_coming_back_to_its_row(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("j", "enter", "escape")
        here = next(row for row in reader.rows() if row.startswith("▌"))
        assert "Estuary" in here


async def test_the_order_can_be_chosen(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("S")
        await reader.type("tit")
        await reader.press("tab")
        assert reader.last_row.strip() == "Order: title"
        await reader.press("enter")
        assert "by title" in reader.rows()[0]
        assert "Bread at four" in reader.rows()[2]
