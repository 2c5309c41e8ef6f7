"""Addresses that lead a browser to a passage."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import assume, given
from hypothesis import strategies as st

from index.document import BlockKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline
from index.document.fragments import Directive, directive_for, link_to
from tests.nouns.documents import documents

URL = "https://rivers.example/north"


def paragraphs(*texts: str) -> Document:
    builder = DocumentBuilder()
    for text in texts:
        builder.block(BlockKind.PARAGRAPH, text)
    return builder.build()


def link(document: Document, words: str, url: str = URL) -> str:
    start = document.text.index(words)
    return link_to(url, document, start, start + len(words))


def test_a_short_passage_is_named_whole() -> None:
    assert link(paragraphs("Salt went up the river. Silt came down."), "Silt came down.") == (
        f"{URL}#:~:text=Silt%20came%20down."
    )


def test_signs_of_the_grammar_are_encoded() -> None:
    found = link(paragraphs("A well-known, cheap & slow ferry"), "well-known, cheap & slow ferry")
    assert found == f"{URL}#:~:text=well%2Dknown%2C%20cheap%20%26%20slow%20ferry"


def test_a_place_in_the_page_stays_in_the_address() -> None:
    document = paragraphs("Silt came down.")
    assert link(document, "Silt", f"{URL}#course") == f"{URL}#course:~:text=Silt"
    assert link(document, "Silt", f"{URL}#:~:text=old") == f"{URL}#:~:text=Silt"


def test_a_long_passage_and_one_of_several_blocks_are_named_by_their_ends() -> None:
    long = paragraphs("First words of a long tale " + "and more " * 40 + "until its last words.")
    assert directive_for(long, 0, len(long.text)) == Directive("First words of a", "until its last words.")
    two = paragraphs("The first block ends here", "and the second one there.")
    assert directive_for(two, 0, len(two.text)) == Directive("The first block ends", "the second one there.")


def test_context_is_added_where_the_words_stand_earlier_too() -> None:
    document = paragraphs("Old silt came down. New silt came down. Young silt came down.")
    start = document.text.rindex("silt came down")
    found = directive_for(document, start, start + 14)
    assert found == Directive("silt came down", prefix="Young")
    assert str(found) == "Young-,silt%20came%20down"


def test_half_a_word_is_named_by_the_whole_one() -> None:
    assert link(paragraphs("The riverbank gave way."), "bank gave") == f"{URL}#:~:text=riverbank%20gave"


def test_the_number_of_a_note_is_no_part_of_a_phrase() -> None:
    builder, line = DocumentBuilder(), Inline()
    line.add("It was charted in 1748")
    with line.span(SpanKind.NOTE, "#note"):
        line.add("12")
    line.add(" by a surveyor.")
    builder.block(BlockKind.PARAGRAPH, line)
    document = builder.build()
    assert directive_for(document, 0, len(document.text)) == Directive("It was charted in", "by a surveyor.")


def test_chinese_is_named_by_its_characters() -> None:
    found = link(paragraphs("北方有河，河中有鱼。"), "河中有鱼")
    assert unquote(found) == f"{URL}#:~:text=河中有鱼"


def test_an_address_that_no_browser_opens_by_words_stays_as_it_is() -> None:
    assert link(paragraphs("Silt came down."), "Silt", "file:///home/ada/a.html") == "file:///home/ada/a.html"


@given(documents(), st.data())
def test_whatever_is_named_is_found(document: Document, data: st.DataObject) -> None:
    text = document.text
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    found = directive_for(document, start, data.draw(st.integers(start + 1, len(text))))
    assert found is None or found.find(text) is not None


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.data())
def test_where_no_word_stands_twice_every_passage_is_found_at_its_place(sizes: list[int], data: st.DataObject) -> None:
    words = iter(f"w{number}x" for number in range(1_000))
    document = paragraphs(*(" ".join(next(words) for _ in range(size)) for size in sizes))
    text = document.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = directive_for(document, start, end)
    if text[start:end].strip():
        assert found is not None
        place = found.find(text)
        assert place is not None
        low, high = text[start:end].split()[0], text[start:end].split()[-1]
        assert low in text[slice(*place)].split()[0]
        assert high in text[slice(*place)].split()[-1]
