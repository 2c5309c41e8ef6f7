"""From one answer to the next: narrowing by counts, more like this, saved searches, why something was found."""

from __future__ import annotations

from index import Library
from tests.screen.driving import NARROW, TINY, Reader, reading
from tests.screen.shelves import plain, put


async def search(reader: Reader, words: str) -> None:
    await reader.press("/")
    await reader.type(words)
    await reader.until(lambda: " hit" in reader.screen() and "no hits" not in reader.screen())
    await reader.press("escape")


async def test_an_answer_is_narrowed_by_one_of_its_counts_and_the_query_says_so(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta")
        await reader.press("F")
        await reader.until(lambda: "site:rivers.example" in reader.screen())
        assert "lang:en" in reader.screen()
        await reader.type("rivers")
        await reader.press("enter")
        await reader.until(lambda: "1 hit" in reader.rows()[0])
        assert "site:rivers.example delta" in reader.rows()[0]
        assert "Rivers of the north" in reader.rows()[2]


async def test_a_word_that_is_not_finished_is_narrowed_as_it_was_answered(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "del")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        await reader.press("F")
        await reader.until(lambda: "lang:en" in reader.screen())
        row = next(row for row in reader.rows() if "lang:en" in row)
        assert row.rstrip(" │▎▐").endswith("2")
        await reader.type("lang:en")
        await reader.press("enter")
        await reader.until(lambda: "lang:en del" in reader.rows()[0])
        assert "2 hits" in reader.rows()[0]


async def test_alternatives_are_narrowed_as_a_whole(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta OR rivers")
        await reader.press("F")
        await reader.until(lambda: "lang:en" in reader.screen())
        await reader.type("lang:en")
        await reader.press("enter")
        await reader.until(lambda: "lang:en (delta OR rivers)" in reader.rows()[0])


async def test_going_back_takes_the_last_choice_away_and_then_the_query(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta")
        await reader.press("F")
        await reader.until(lambda: "lang:en" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "site:" in reader.rows()[0])
        await reader.press("escape")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        assert "site:" not in reader.rows()[0]
        await reader.press("escape")
        await reader.until(lambda: "4 articles" in reader.rows()[0])


async def test_a_choice_that_is_left_changes_nothing(library: Library) -> None:
    async with reading(library, TINY) as reader:
        await search(reader, "delta")
        before = reader.screen()
        await reader.press("F")
        await reader.until(lambda: "lang:en" in reader.screen())
        await reader.press("escape")
        assert reader.screen() == before


async def test_typing_narrows_the_choices_accents_no_matter(library: Library) -> None:
    put(library, "Marées", plain("Une marée dans un delta."), site="Été", url="https://marees.example/a")
    library.tag([library.id_of("https://marees.example/a") or 0], add=["Été"])
    async with reading(library) as reader:
        await reader.press("F")
        await reader.until(lambda: "tag:Été" in reader.screen())
        await reader.type("ete")
        assert "tag:Été" in reader.screen()
        assert "site:rivers.example" not in reader.screen()
        await reader.type("zz")
        assert "Nothing here is called so." in reader.screen()
        await reader.press("enter")
        await reader.until(lambda: "5 articles" in reader.rows()[0])


async def test_more_like_this_lists_what_shares_the_key_words(library: Library) -> None:
    put(library, "Silt", plain("The delta silts up, and the river of the north meets the sea in mud. Barges wait."))
    async with reading(library, NARROW) as reader:
        await reader.press("M")
        await reader.until(lambda: "similar:" in reader.rows()[0] and "hit" in reader.rows()[0])
        assert "Rivers of the north" not in reader.rows()[2]


async def test_more_like_this_is_asked_from_within_an_article(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta")
        await reader.press("enter")
        await reader.until(lambda: "hit 1/" in reader.screen())
        await reader.press("M")
        await reader.until(lambda: "similar:" in reader.rows()[0] and "hit" in reader.rows()[0])


async def test_a_search_is_saved_and_asked_by_its_name(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("@")
        assert "No search is saved" in reader.last_row
        await search(reader, "delta")
        await reader.press(":")
        await reader.type("save mouths")
        await reader.press("enter")
        await reader.until(lambda: "@mouths is delta" in reader.last_row)
        await reader.press("escape", "@")
        await reader.until(lambda: "@mouths" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "2 hits" in reader.rows()[0])
        assert "@mouths" in reader.rows()[0]


async def test_a_name_that_cannot_be_is_refused_in_one_line(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta")
        await reader.press(":")
        await reader.type("save two words")
        await reader.press("enter")
        await reader.until(lambda: "cannot name a saved search" in reader.last_row)


async def test_the_reasons_of_a_score_are_told(library: Library) -> None:
    async with reading(library) as reader:
        await search(reader, "delta barges")
        await reader.press("W")
        await reader.until(lambda: "score" in reader.screen())
        assert "barges: 1 in the text" in reader.screen()
        await reader.press("enter")
        assert "delta barges" in reader.rows()[0]


async def test_what_tells_the_same_story_is_one_row_that_leads_to_the_others(library: Library) -> None:
    text = " ".join(f"Sentence {number} of the report on the ferry that ran aground." for number in range(60))
    put(library, "Ferry aground", plain(text), added=10, language="en", url="https://one.example/f")
    put(
        library,
        "Ferry aground on the bank",
        plain(text, "Two were hurt."),
        added=11,
        language="en",
        url="https://two.example/f",
    )
    async with reading(library) as reader:
        await search(reader, "ferry")
        assert "1 hit" in reader.rows()[0]
        assert "+1" in reader.rows()[2]
        await reader.press("+")
        await reader.until(lambda: "The same story" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "READ" in reader.last_row)
