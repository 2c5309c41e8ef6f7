"""Taking words away: selecting, copying, highlighting, noting; marks, and links for later."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from index import Library
from index.article import Extraction, Metadata
from tests.screen.driving import NARROW, TINY, WIDE, Reader, reading
from tests.screen.shelves import plain, put

FIRST = "The river delta of the north covers 4,300 km²."
SECOND = "It was first charted in 17481 and is fed by three streams."
STREAMS = "https://rivers.example/streams"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the terminal is sent beside the screen, in one without tmux and without a display."""
    for name in ("TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return []


def copied(reader: Reader, sent: list[str]) -> str:
    """The text that the last control sequence carries."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent[-1])
    assert found is not None
    assert "(not confirmed)" in reader.last_row
    return base64.b64decode(found[1]).decode()


def rivers(library: Library) -> int:
    found = library.id_of("https://rivers.example/north")
    assert found is not None
    return found


def text(library: Library) -> str:
    return library.read(rivers(library)).document.text


def quotes(library: Library) -> list[str]:
    return [each.quote for each in library.highlights(rivers(library))]


def looks(reader: Reader, words: str) -> set[tuple[bool, bool]]:
    """(reversed, underlined) of the pieces in which words stand."""
    strips = reader.app.screen._compositor.render_strips()
    return {
        (bool(segment.style.reverse), bool(segment.style.underline))
        for strip in strips for segment in strip if segment.style and words in segment.text
    }  # fmt: skip


# Selecting


async def test_v_selects_the_first_sentence_reversed_and_esc_leaves(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v")
        assert "SELECT by sentences · 9 words" in reader.last_row
        assert "j/k more/less" in reader.last_row
        assert looks(reader, "The river delta") == {(True, False)}
        await reader.press("escape")
        assert looks(reader, "The river delta") == {(False, False)}
        assert "READ" in reader.last_row


async def test_it_grows_by_keys_of_vi_and_arrows_and_scrolls_along(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v", "j", "w", "left", "}", "down")
        selection = reader.app.main.reader.selection
        assert selection is not None
        assert selection.text.startswith(FIRST)
        assert selection.text.endswith("the chapter on trade.\n\nCourse")
        await reader.type("20}")
        assert "Paragraph 15" in reader.screen()


async def test_o_moves_the_other_end(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v", "o", "w")
        selection = reader.app.main.reader.selection
        assert selection is not None
        assert selection.text == "river delta of the north covers 4,300 km²."


async def test_v_of_the_current_unit_leaves_and_other_units_widen(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "ctrl+v")
        assert "SELECT by words · 1 word ·" in reader.last_row
        await reader.press("V")
        assert "SELECT by paragraphs" in reader.last_row
        await reader.press("V")
        assert reader.app.main.reader.selection is None


async def test_keys_of_reading_are_silent_while_selecting(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v", "s", "d", "a", "delete", "space")
        assert reader.app.main.reader.selection is not None
        assert "★" not in reader.screen()
        assert library.count() == 4


async def test_help_explains_the_keys_of_selecting(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v", "?")
        assert "While selecting a passage" in reader.screen()
        await reader.press("escape")
        assert "SELECT" in reader.last_row


async def test_selecting_begins_at_the_hit_that_one_stands_at(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("/")
        await reader.type("barges")
        await reader.press("enter", "v")
        selection = reader.app.main.reader.selection
        assert selection is not None
        assert selection.text == "Barges carried salt up the delta."


async def test_its_keys_can_be_remapped(library: Library) -> None:
    async with reading(library, config='[keys]\n"selection.more" = "x"\n') as reader:
        await reader.press("enter", "v", "x")
        selection = reader.app.main.reader.selection
        assert selection is not None
        assert selection.text == f"{FIRST} {SECOND}"


async def test_a_resize_keeps_what_is_selected(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "v", "j")
        await reader.pilot.resize_terminal(*TINY)
        await reader.settle()
        assert looks(reader, "The river delta") == {(True, False)}


# Copying


async def test_y_copies_the_selection_with_its_source(library: Library, sent: list[str]) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "v", "y")
        assert copied(reader, sent) == (
            f"“{FIRST}” — Ida Falk, *Rivers of the north*, Rivers, https://rivers.example/north"
            "#:~:text=The%20river%20delta%20of%20the%20north%20covers%204%2C300%20km%C2%B2."
        )
        assert reader.app.main.reader.selection is None


async def test_y_copies_the_sentence_of_the_hit(library: Library, sent: list[str]) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("/")
        await reader.type("barges")
        await reader.press("enter", "y")
        assert copied(reader, sent).startswith("“Barges carried salt up the delta.” — Ida Falk")


async def test_y_without_anything_chosen_copies_the_reference_here_and_in_the_list(
    library: Library, sent: list[str]
) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "y")
        reference = "Ida Falk, *Rivers of the north*, Rivers, https://rivers.example/north"
        assert copied(reader, sent) == reference
        await reader.press("escape", "x", "x", "y")
        assert copied(reader, sent).splitlines()[0] == reference
        assert len(copied(reader, sent).splitlines()) == 2


async def test_y_copies_the_address_of_the_chosen_link(library: Library, sent: list[str]) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "tab", "tab", "y")
        assert copied(reader, sent) == STREAMS


@pytest.mark.parametrize(
    ("letter", "begins"), [("p", FIRST), ("m", "> The river"), ("o", "#+begin_quote"), ("b", "@online{falkrivers,")]
)
async def test_c_and_a_letter_copy_in_another_form(library: Library, sent: list[str], letter: str, begins: str) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "v", "c")
        assert "citation  plain  markdown  org  bibtex" in reader.screen()
        await reader.press(letter)
        assert copied(reader, sent).startswith(begins)


async def test_the_usual_form_is_set_in_the_settings(library: Library, sent: list[str]) -> None:
    async with reading(library, config='[copy]\nform = "plain"\n') as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "v", "y")
        assert copied(reader, sent) == FIRST


async def test_what_no_clipboard_takes_is_saved_and_said_so(
    library: Library, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with reading(library, WIDE) as reader:
        await reader.press("enter", "v", "y")
        assert "no clipboard here: saved in" in reader.last_row
        assert sent == []
        assert (library.path / "copied.txt").read_text().startswith(f"“{FIRST}”")


# Highlighting


async def test_h_highlights_the_selection_and_again_in_another_colour(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "v", "j", "h")
        assert quotes(library) == [f"{FIRST} {SECOND}"]
        assert "Highlighted in yellow" in reader.last_row
        assert reader.rows()[5].lstrip().startswith("y The river delta")
        await reader.press("h")
        assert reader.rows()[5].lstrip().startswith("g The river delta")
        assert [each.colour for each in library.highlights(rivers(library))] == ["green"]
        await reader.press("escape")
        assert looks(reader, "The river delta") == {(False, True)}


async def test_h_without_a_selection_highlights_this_sentence(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "h")
        assert quotes(library) == [FIRST]


async def test_y_large_copies_and_highlights(library: Library, sent: list[str]) -> None:
    async with reading(library) as reader:
        reader.app.main.tell_terminal = sent.append
        await reader.press("enter", "v", "Y")
        assert copied(reader, sent).startswith(f"“{FIRST}”")
        assert quotes(library) == [FIRST]


async def test_undo_takes_back_colour_highlight_and_note_one_by_one(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "h", "h", "A")
        await reader.type("see map")
        await reader.press("enter")
        assert [(each.colour, each.note) for each in library.highlights(rivers(library))] == [("green", "see map")]
        assert reader.rows()[5].lstrip().startswith("G ")
        await reader.press("u")
        assert [(each.colour, each.note) for each in library.highlights(rivers(library))] == [("green", "")]
        await reader.press("u")
        assert [each.colour for each in library.highlights(rivers(library))] == ["yellow"]
        await reader.press("u")
        assert quotes(library) == []
        assert looks(reader, "The river delta") == {(False, False)}


async def test_points_walk_the_highlights_and_show_their_notes(library: Library) -> None:
    article, words = rivers(library), text(library)
    library.highlight(article, words.index("Barges"), words.index("Barges") + 6, note="flat boats", colour="blue")
    library.highlight(article, words.index("silt"), words.index("silt") + 4)
    async with reading(library) as reader:
        await reader.press("enter", ".")
        assert "highlight 1/2 yellow" in reader.last_row
        await reader.press(".")
        assert "flat boats" in reader.screen()
        assert "highlight 2/2 blue" in reader.last_row
        assert any(row.lstrip().startswith("B Barges") for row in reader.rows())
        await reader.press(".")
        assert "last highlight" in reader.last_row
        await reader.press(",", "escape")
        assert "flat boats" not in reader.screen()


async def test_x_large_takes_the_chosen_highlight_away_and_undo_brings_it_back(library: Library) -> None:
    made = library.highlight(rivers(library), 0, 9, colour="pink", note="n")
    async with reading(library) as reader:
        await reader.press("enter", ".", "X")
        assert quotes(library) == []
        await reader.press("u")
    assert library.highlights(rivers(library)) == (made,)


async def test_highlights_stay_at_their_words_when_the_article_is_extracted_anew(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "h")
    article = library.read(rivers(library))
    fresh = plain("A preface that was not there.", f"{FIRST} {SECOND}")
    library._store.update_extraction(article.id, Extraction(Metadata(title="Rivers", url=article.metadata.url), fresh))
    async with reading(library) as reader:
        await reader.press("enter")
        assert looks(reader, "The river delta") == {(False, True)}
        assert looks(reader, "A preface") == {(False, False)}


async def test_without_room_for_a_margin_highlights_are_still_underlined(library: Library) -> None:
    library.highlight(rivers(library), 0, 9)
    async with reading(library, (22, 12)) as reader:
        await reader.press("enter")
        assert looks(reader, "The river") == {(False, True)}


async def test_the_editor_writes_a_note_of_several_lines(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nonexistent/editor --wait")
    async with reading(library) as reader:
        await reader.press("enter", "h", "ctrl+e")
        assert "cannot be" in reader.last_row
        assert [each.note for each in library.highlights(rivers(library))] == [""]


async def test_the_list_goes_to_a_highlight_of_any_article_and_is_narrowed_by_typing(library: Library) -> None:
    estuary = next(hit.id for hit in library.search("title:estuary").hits)
    library.highlight(estuary, 0, 5, note="la marée")
    library.highlight(rivers(library), 0, 9)
    async with reading(library) as reader:
        await reader.press('"')
        assert "Highlights of all articles · 2" in reader.last_row
        await reader.type("maree")
        assert "1 of 2" in reader.last_row
        await reader.press("enter")
        assert "The moon pulls." in reader.screen()
        assert "la marée" in reader.screen()
        assert "highlight 1/1" in reader.last_row


async def test_the_list_of_an_article_is_the_first_and_takes_highlights_away(library: Library) -> None:
    library.highlight(rivers(library), 0, 9)
    async with reading(library, WIDE) as reader:
        await reader.press("enter", '"')
        assert "Highlights of this article · 1" in reader.last_row
        await reader.press("tab")
        assert "Highlights of all articles · 1" in reader.last_row
        await reader.press("ctrl+x")
        assert quotes(library) == []
        await reader.press("u")
        assert quotes(library) == ["The river"]


async def test_highlights_and_notes_are_found_by_their_queries(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "h", "A")
        await reader.type("why?")
        await reader.press("enter")
    assert [hit.id for hit in library.search("has:highlight").hits] == [rivers(library)]
    assert [hit.id for hit in library.search("has:note").hits] == [rivers(library)]


# Marks


async def test_a_mark_is_gone_back_to_from_any_article_and_twice_the_sign_exchanges_places(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "G")
        await reader.type("ma")
        assert "Mark a set" in reader.last_row
        await reader.press("escape", "j", "enter")
        assert "The moon pulls." in reader.screen()
        await reader.type("'a")
        assert "Barges carried salt" in reader.screen()
        await reader.type("''")
        assert "The moon pulls." in reader.screen()
        await reader.type("''")
        assert "Barges carried salt" in reader.screen()


async def test_marks_are_listed_and_chosen_and_undone(library: Library) -> None:
    library.set_placemark("k", rivers(library), text(library).index("Barges"))
    async with reading(library) as reader:
        await reader.press(":")
        await reader.type("marks")
        await reader.press("enter")
        assert "Rivers of the north" in reader.screen()
        assert "Barges carried salt" in reader.screen()
        await reader.press("enter")
        assert "READ" in reader.last_row
        await reader.type("gmk")
        await reader.press("u")
    assert library.placemarks()[0].words.startswith("Barges")


async def test_an_unknown_mark_is_said(library: Library) -> None:
    async with reading(library) as reader:
        await reader.type("'q")
        assert "No place is marked q" in reader.last_row
        await reader.type("m")
        assert "No article is open" in reader.last_row


# Links


async def test_a_chosen_link_tells_whether_it_leads_into_the_library(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab", "tab")
        assert f"○ → {STREAMS}" in reader.last_row
        await reader.press("d")
        assert f"Queued: {STREAMS}" in reader.last_row
        assert [job.link.url for job in library.queued()] == [STREAMS]
        assert library.queued()[0].found_in == rivers(library)
        await reader.press("K")
        assert "queued for carrel fetch" in reader.screen()
        assert f"↓ → {STREAMS}" in reader.last_row
        put(library, "Three streams", plain("They spring from one bog."), url=STREAMS)
        await reader.press("escape", "K")
        assert "✓ in the library: Three streams" in reader.screen()


async def test_what_was_queued_is_said_and_undone(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "tab", "tab", "d", "d")
        assert f"Queued already: {STREAMS}" in reader.last_row
        await reader.press("u")
        assert library.queued() == ()


async def test_a_link_that_was_offered_can_be_queued(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "f", "s")
        assert "d fetches it later" in reader.last_row
        await reader.press("d")
        assert [job.link.url for job in library.queued()] == [STREAMS]


async def test_in_the_reader_d_without_a_link_removes_nothing(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("enter", "d")
        assert "Del removes the article" in reader.last_row
        assert library.count() == 4
        await reader.press("delete")
        assert library.count() == 3
