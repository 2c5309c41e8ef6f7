"""Choosing a passage: its steps in every kind of block, and the laws of its ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import BlockKind, Document, DocumentBuilder
from index.document.builder import TableCell
from tests.nouns.documents import documents
from tests.screen.shelves import plain, rivers
from tui.widgets.reader.selection import Selection
from tui.widgets.reader.units import Unit, end_after, end_before, start_after, start_before, unit_at

UNITS = st.sampled_from(list(Unit))


def chosen(document: Document, words: str, unit: Unit = Unit.SENTENCE) -> Selection:
    found = Selection.at(document, document.text.index(words), unit)
    assert found is not None
    return found


def test_it_begins_with_the_sentence_that_holds_a_place() -> None:
    assert chosen(rivers(), "owners").text == "Café owners drank from it."


def test_it_grows_and_shrinks_by_sentences_over_the_ends_of_blocks() -> None:
    start = chosen(plain("One. Two.", "Three. Four."), "Two")
    assert start.moved(1).text == "Two.\n\nThree."
    assert start.moved(1).moved(-1).text == "Two."
    assert start.moved(-1).text == "One. Two."
    assert start.moved(-1).moved(1) == Selection(start.document, start.start, start.end, forward=False)


def test_a_finer_step_cuts_the_end_that_moves() -> None:
    start = chosen(plain("The slow ferry crossed. Nobody waited."), "ferry")
    assert start.moved(-1, Unit.WORD).text == "The slow ferry crossed"
    assert start.moved(-1, Unit.WORD).moved(-1, Unit.CHARACTER).text == "The slow ferry crosse"
    assert start.swapped().moved(1, Unit.WORD).text == "slow ferry crossed."
    assert start.moved(1, Unit.WORD).text == "The slow ferry crossed. Nobody"


def test_the_ends_change_places_when_one_passes_the_other() -> None:
    word = chosen(plain("one two three"), "two", Unit.WORD)
    assert word.moved(-1).text == "one two"
    assert word.moved(-1).moved(1).moved(1).text == "two three"


def test_another_unit_takes_in_whole_ones() -> None:
    word = chosen(plain("One two. Three four.", "Five."), "four", Unit.WORD)
    assert word.by(Unit.SENTENCE).text == "Three four."
    assert word.by(Unit.PARAGRAPH).text == "One two. Three four."


def test_all_to_the_end_or_the_beginning() -> None:
    word = chosen(plain("one two", "three four"), "two", Unit.WORD)
    assert word.reaching(1).text == "two\n\nthree four"
    assert word.reaching(-1).text == "one two"
    assert word.reaching(1).reaching(-1).text == "one two"


def test_chinese_goes_by_characters_and_its_own_full_stops() -> None:
    document = plain("北方有河。河中有鱼！")
    assert chosen(document, "鱼").text == "河中有鱼！"
    assert chosen(document, "北", Unit.WORD).moved(1).text == "北方"


def test_right_to_left_text_goes_in_the_order_in_which_it_is_read() -> None:
    start = chosen(plain("هذا نهر. وهذا جبل."), "نهر")
    assert start.text == "هذا نهر."
    assert start.moved(1).text == "هذا نهر. وهذا جبل."


def test_a_sentence_of_code_is_a_line_and_of_a_table_a_cell() -> None:
    builder = DocumentBuilder()
    builder.block(BlockKind.CODE, "def f(x):\n    return x")
    builder.table([[_cell("Loire. Long"), _cell("1,006 km")], [_cell("Rhône"), _cell("812 km")]])
    document = builder.build()
    assert chosen(document, "f(x)").text == "def f(x):"
    assert chosen(document, "f(x)").moved(1).text == "def f(x):\n    return x"
    assert chosen(document, "1,006").text == "1,006 km"
    assert chosen(document, "1,006").moved(1).text == "1,006 km\nRhône"
    assert chosen(document, "1,006", Unit.PARAGRAPH).text.startswith("Loire")


def _cell(words: str) -> TableCell:
    from index.document.builder import Inline

    inline = Inline()
    inline.add(words)
    return TableCell(inline)


@pytest.mark.parametrize("character", ["👩\u200d🚀", "e\u0301", "🇳🇱"])
def test_what_is_one_character_on_the_screen_is_never_cut(character: str) -> None:
    document = plain(f"a{character}b")
    start = chosen(document, "a", Unit.CHARACTER)
    assert start.moved(1).text == f"a{character}"
    assert start.moved(1).moved(1).moved(-1).text == f"a{character}"


@given(documents(), UNITS, st.data())
def test_every_step_moves_one_end_until_the_text_ends(document: Document, unit: Unit, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(document.text)))
    selection = Selection.at(document, offset, unit)
    if selection is None:
        assert not document.text.strip()
        return
    for step in data.draw(st.lists(st.sampled_from([1, -1]), max_size=8)):
        unit_of_step = data.draw(UNITS)
        after = selection.moved(step, unit_of_step)
        assert 0 <= after.start < after.end <= len(document.text)
        assert (after.end >= selection.end if step > 0 else after.start <= selection.start) or (
            after.start >= selection.start if step > 0 else after.end <= selection.end
        )
        selection = after


@given(documents(), UNITS, st.data())
def test_ends_and_beginnings_are_found_strictly_on_their_side(
    document: Document, unit: Unit, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(document.text)))
    later = [end_after(document, at, unit), start_after(document, at, unit)]
    earlier = [end_before(document, at, unit), start_before(document, at, unit)]
    assert all(found is None or found > at for found in later)
    assert all(found is None or found < at for found in earlier)
    held = unit_at(document, at, unit)
    assert held is None or held[0] < held[1]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("हिन्दी में ज्ञान है", "ज्ञान"),
        ("தமிழ் புத்தகம்", "புத்தகம்"),
        ("تِلْكَ مَكْتَبَةٌ عامة", "مَكْتَبَةٌ"),
        ("תִּקּוּן עוֹלָם", "עוֹלָם"),
        ("un e\u0301te\u0301 chaud", "e\u0301te\u0301"),
        ("កំពង់\u200bផែ", "ផែ"),
        ("کتاب\u200cخانه‌ها", "کتاب\u200cخانه‌ها"),
        ("die Donau\xaddampf\xadfahrt", "Donau\xaddampf\xadfahrt"),
        ("AI北京", "AI"),
        ("l’IA (nouvelle)", "l’IA"),
    ],
)
def test_a_word_has_all_its_letters_and_the_marks_on_them(text: str, word: str) -> None:
    assert chosen(plain(text), word, Unit.WORD).text == word
