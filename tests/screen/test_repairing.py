"""Mending an article in the reader: other views of its page, passages that are removed from a whole site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from index.importing import import_all
from index.sites import FILE
from tests.screen.driving import TINY, Reader, reading

BOX = "Become a friend of the coast, and get our letter."
NOISE = "Elsewhere on the coast: gulls, fog, and a closed café."
PAGE = (
    "<!doctype html><html><head><title>Ferry</title></head><body><nav>Home News Weather</nav><article><h1>Ferry</h1>"
    f'<div class="join-us-box"><p>{BOX}</p></div>'
    + "".join(f"<p>Part {n}: the ferry crosses at noon, and those who wait for it wait long.</p>" for n in range(9))
    + f"</article><footer><p>{NOISE}</p></footer></body></html>"
)


@pytest.fixture
def coast(tmp_path: Path) -> Iterator[Library]:
    """A library of one article, its page extracted as pages are."""
    (tmp_path / "ferry.html").write_text(PAGE)
    with Library.open(tmp_path / "coast") as library:
        list(import_all(library, [str(tmp_path / "ferry.html")], url="https://www.coast.example/ferry", jobs=1))
        yield library


async def opened(reader: Reader) -> None:
    await reader.press("enter")
    await reader.until(lambda: "Part 0" in reader.screen())


async def test_a_key_walks_through_the_views_of_a_page_and_back(coast: Library) -> None:
    async with reading(coast) as reader:
        await opened(reader)
        assert NOISE not in reader.screen()
        await reader.press("E")
        await reader.until(lambda: "what readability alone would keep" in reader.last_row)
        await reader.press("E")
        await reader.until(lambda: "the whole page" in reader.last_row)
        await reader.press("g")
        assert "Home News Weather" in reader.screen()
        assert reader.last_row.startswith(" WHOLE PAGE")
        await reader.press("E")
        await reader.until(lambda: "READ" in reader.last_row and "WHOLE" not in reader.last_row)
        assert "Home News Weather" not in reader.screen()


async def test_looking_at_another_view_moves_no_place(coast: Library) -> None:
    async with reading(coast, TINY) as reader:
        await opened(reader)
        await reader.press("E")
        await reader.until(lambda: "readability" in reader.last_row.lower())
        await reader.press("space", "space", "q", "q")
    assert coast.rows([1])[0].state.position == 0


async def test_a_view_is_kept_as_the_article_and_can_be_taken_back(coast: Library) -> None:
    before = coast.read(1)
    async with reading(coast) as reader:
        await opened(reader)
        await reader.press("E")
        await reader.until(lambda: "readability" in reader.last_row)
        await reader.press("E")
        await reader.until(lambda: "whole page" in reader.last_row)
        await reader.press(":")
        await reader.type("keep-view")
        await reader.press("enter")
        await reader.until(lambda: "u undoes it" in reader.last_row)
        assert NOISE in coast.read(1).document.text
        await reader.press("u")
        await reader.until(lambda: "Undone" in reader.last_row)
    assert coast.read(1).document == before.document


async def test_a_passage_is_removed_from_its_site_after_the_rule_was_shown(coast: Library) -> None:
    async with reading(coast) as reader:
        await opened(reader)
        await reader.press("D")
        await reader.until(lambda: "Remove from coast.example" in reader.screen())
        await reader.type("friend")
        await reader.press("enter")
        await reader.until(lambda: "Remove  div.join-us-box" in reader.screen())
        assert BOX in reader.screen()
        assert not (coast.path / FILE).exists()
        await reader.press("enter")
        await reader.until(lambda: "u undoes it" in reader.last_row)
        await reader.until(lambda: BOX not in reader.screen())
        assert "join-us-box" in (coast.path / FILE).read_text()
        await reader.press("u")
        await reader.until(lambda: BOX in reader.screen())
        assert (coast.path / FILE).read_text() == ""


async def test_leaving_the_rule_makes_none(coast: Library) -> None:
    async with reading(coast) as reader:
        await opened(reader)
        await reader.press("D")
        await reader.until(lambda: "Which passage" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "Enter makes the rule" in reader.screen())
        await reader.press("escape")
        assert BOX in reader.screen()
    assert not (coast.path / FILE).exists()


async def test_the_place_is_found_again_in_every_view(coast: Library) -> None:
    async with reading(coast, TINY) as reader:
        await opened(reader)
        await reader.press("space", "space")
        words = reader.app.main.reader.article.document.text[reader.app.main.reader.offset_shown :][:30]  # type: ignore[union-attr]
        for _ in range(3):
            await reader.press("E")
            await reader.until(lambda: not reader.last_row.startswith(" Reading"))
            assert words in reader.app.main.reader.article.document.text  # type: ignore[union-attr]
            shown = reader.app.main.reader
            assert shown.article is not None
            assert shown.article.document.text[shown.offset_shown :].startswith(words)


async def test_a_view_that_is_kept_comes_first_and_the_article_is_a_view_of_it(coast: Library) -> None:
    async with reading(coast) as reader:
        await opened(reader)
        for view in ("readability", "whole page"):
            await reader.press("E")
            await reader.until(lambda view=view: f"{view}" in reader.last_row)  # type: ignore[misc]
        await reader.press(":")
        await reader.type("keep-view")
        await reader.press("enter")
        await reader.until(lambda: "u undoes it" in reader.last_row)
        await reader.press("E")
        await reader.until(lambda: "as Carrel finds it" in reader.last_row)
        assert NOISE not in reader.screen()
        await reader.press("E", "E")
        await reader.until(lambda: "READ" in reader.last_row)
        assert 'view = "whole page"' in (coast.path / FILE).read_text()


async def test_a_passage_can_be_removed_from_one_page_alone(coast: Library) -> None:
    async with reading(coast) as reader:
        await opened(reader)
        await reader.press("D")
        await reader.until(lambda: "Which passage" in reader.screen())
        await reader.type("friend")
        await reader.press("enter")
        await reader.until(lambda: "From this page alone" in reader.screen())
        await reader.press("down", "enter")
        await reader.until(lambda: "Made a rule for this page" in reader.last_row)
    assert '["www.coast.example/ferry$"]' in (coast.path / FILE).read_text()


async def test_the_only_passage_of_an_article_is_not_offered_for_removal(coast: Library, tmp_path: Path) -> None:
    (tmp_path / "short.html").write_text("<article><h1>Short</h1><p>" + "The only passage. " * 40 + "</p></article>")
    list(import_all(coast, [str(tmp_path / "short.html")], url="https://coast.example/short", jobs=1))
    async with reading(coast, query="only") as reader:
        await reader.press("enter")
        await reader.until(lambda: "The only passage" in reader.screen())
        await reader.press("D")
        await reader.until(lambda: "Which passage" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "Nothing in the page tells this passage apart" in reader.last_row)
    assert not (coast.path / FILE).exists()
