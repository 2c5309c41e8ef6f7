"""The reader: moving, hits, links, footnotes, the place that is kept."""

from __future__ import annotations

from index import Library
from index.article import Progress
from tests.screen.driving import NARROW, WIDE, Reader, reading
from tests.screen.shelves import plain, put


def rivers(library: Library) -> int:
    found = library.id_of("https://rivers.example/north")
    assert found is not None
    return found


def top(reader: Reader) -> str:
    """The first line of the article's pane."""
    return reader.rows()[2].strip()


async def test_enter_opens_the_article_with_its_title_author_and_site(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter")
        assert top(reader) == "Rivers of the north"
        assert "Ida Falk · Rivers" in reader.rows()[3]
        assert "READ 0% · 8 min left" in reader.last_row


async def test_lines_pages_and_ends(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "j")
        assert top(reader).startswith("Ida Falk")
        await reader.press("k")
        assert top(reader) == "Rivers of the north"
        await reader.press("space")
        paged = reader.screen()
        await reader.press("b", "space")
        assert reader.screen() == paged
        await reader.press("G")
        assert "By a surveyor" in reader.screen()
        assert "Read to the end" in reader.last_row
        await reader.press("k")
        assert "READ 9" in reader.last_row
        await reader.press("g")
        assert top(reader) == "Rivers of the north"


async def test_a_number_repeats_the_motion_that_follows(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter")
        for _ in range(12):
            await reader.press("j")
        there = reader.rows()[2:-1]
        await reader.press("g")
        await reader.type("12j")
        assert reader.rows()[2:-1] == there


async def test_a_number_alone_goes_to_a_pane(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "1")
        await reader.until(lambda: reader.app.focused is not None and reader.app.focused.id == "list")
        await reader.press("3")
        await reader.until(lambda: reader.app.focused is not None and reader.app.focused.id == "contents")


async def test_headings_and_paragraphs_are_landmarks(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "]")
        assert top(reader) == "Course"
        await reader.press("}")
        assert top(reader).startswith("• Upper reach")
        await reader.press("}", "}")
        assert "never the same twice" in top(reader)
        await reader.press("[")
        assert top(reader) == "Course"
        await reader.press("[")
        assert top(reader) == "Rivers of the north"


async def test_the_contents_follow_the_reader_and_lead_to_a_heading(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "]")
        assert "▸ Course" in reader.screen()
        await reader.press("3")
        await reader.until(lambda: reader.app.focused is not None and reader.app.focused.id == "contents")
        await reader.press("j", "enter")
        assert "Barges carried salt" in reader.screen()


async def test_the_place_is_kept_at_a_sentence_and_found_again_at_another_width(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "space", "space", "escape")
    state = library.read(rivers(library)).state
    text = library.read(rivers(library)).document.text
    assert state.progress is Progress.READING
    assert state.position > 0
    assert text[state.position :].startswith(("Where the river", "Paragraph"))
    async with reading(library, (61, 20)) as reader:
        await reader.press("enter")
        assert text[state.position : state.position + 12] in reader.rows()[2]


async def test_leaving_at_once_keeps_the_place_too(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "space")
        await reader.pilot.press("ctrl+c")
    assert library.read(rivers(library)).state.position > 0


async def test_looking_up_a_hit_does_not_lose_the_place(library: Library) -> None:
    library.save_position(rivers(library), 3000, 0.4)
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("surveyor")
        await reader.press("enter")
        assert "By a surveyor" in reader.screen()
    assert library.read(rivers(library)).state.position == 3000


async def test_reading_to_the_end_marks_as_read_and_undo_keeps_it_unread(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "G")
        assert library.read(rivers(library)).state.progress is Progress.READ
        assert "u keeps it" in reader.last_row
        await reader.press("u")
        assert library.read(rivers(library)).state.progress is Progress.READING


async def test_find_ignores_accents_and_case_marks_all_and_goes_to_the_first(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "\\")
        await reader.type("cafe owners")
        assert "Café owners" in reader.screen()
        await reader.press("enter")
        assert "hit 1/1" in reader.last_row
        await reader.press("escape")
        assert "hit" not in reader.last_row.split("?")[0]


async def test_find_tells_when_there_is_nothing(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "\\")
        await reader.type("volcano")
        await reader.press("enter")
        assert "does not stand in this article" in reader.last_row


async def test_leaving_find_goes_back_to_where_it_began(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "space")
        before = reader.rows()[2:-1]
        await reader.press("\\")
        await reader.type("barges")
        assert reader.rows()[2:-2] != before[:-1]
        await reader.press("escape")
        assert reader.rows()[2:-1] == before


async def test_tab_walks_the_links_and_shows_where_they_lead(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab")
        assert "→ #note-1" in reader.last_row
        await reader.press("tab")
        assert "→ https://rivers.example/streams" in reader.last_row
        await reader.press("shift+tab")
        assert "→ #note-1" in reader.last_row


async def test_after_the_last_link_comes_the_next_pane(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("j", "enter", "tab")
        assert reader.app.focused is not None
        assert reader.app.focused.id == "list"


async def test_a_link_within_the_article_is_followed_and_gone_back_from(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab", "tab", "tab", "enter")
        assert "Barges carried salt" in reader.screen()
        await reader.press("H")
        assert "The river delta of the north" in reader.screen()
        await reader.press("L")
        assert "Barges carried salt" in reader.screen()


async def test_a_link_to_a_kept_article_opens_it_here(library: Library) -> None:
    put(library, "Three streams", plain("They spring from one bog."), url="https://rivers.example/streams")
    async with reading(library) as reader:
        await reader.press("enter", "tab", "tab", "enter")
        assert "They spring from one bog." in reader.screen()
        await reader.press("H")
        assert "The river delta of the north" in reader.screen()


async def test_a_link_that_leads_out_is_shown_before_anything_is_opened(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab", "tab", "enter")
        assert "Not in the library: https://rivers.example/streams" in reader.last_row


async def test_letters_over_the_links_follow_them(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "f", "d")
        assert "Barges carried salt" in reader.screen()


async def test_a_footnote_is_peeked_at_in_place(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "K")
        assert "By a surveyor whose name is lost." in reader.screen()
        assert top(reader) == "Rivers of the north"
        await reader.press("escape")
        assert "By a surveyor" not in reader.screen()


async def test_the_measure_grows_and_shrinks(library: Library) -> None:
    async with reading(library, (160, 30)) as reader:
        await reader.press("enter", "z")
        line = max(len(row.strip()) for row in reader.rows()[2:-1])
        for _ in range(5):
            await reader.press("-")
        assert max(len(row.strip()) for row in reader.rows()[2:-1]) < line - 10


async def test_code_is_scrolled_sideways(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "G")
        assert "def flow" in reader.screen()
        await reader.press(">", ">")
        assert "def flow" not in reader.screen()
        await reader.press("<", "<")
        assert "def flow" in reader.screen()


async def test_resizing_keeps_the_character_at_the_top(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("enter", "space", "space")
        first = top(reader)[:16]
        for size in ((50, 20), (120, 35), (30, 10), NARROW):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
        assert top(reader)[:16] == first


async def test_a_highlight_is_underlined(library: Library) -> None:
    article = library.read(rivers(library))
    start = article.document.text.index("It was first charted")
    library.highlight(article.id, start, start + 20)
    async with reading(library) as reader:
        await reader.press("enter")
        strips = reader.app.screen._compositor.render_strips()
        marked = [segment for strip in strips for segment in strip if segment.style and "It was first" in segment.text]
        assert marked
        assert all(segment.style and segment.style.underline for segment in marked)
