"""The table of keys, and everything that is made from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from index.errors import UsageError
from tests.screen.driving import reading
from tui.keys import ACTIONS, Context, actions_in, bindings, commands, documentation, footer, read_keymap, shown


def test_no_key_does_two_things_in_one_place() -> None:
    read_keymap({})


def test_every_action_explains_itself_in_a_sentence() -> None:
    for action in ACTIONS.values():
        assert action.help[0].isupper()
        assert len(action.help) < 80


def test_the_page_about_keys_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == documentation(), "run python -m tui.keys"


def test_the_table_is_read_without_textual() -> None:
    code = "import sys, tui.keys; tui.keys.documentation(); sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_binding_has_the_id_of_its_action() -> None:
    for context in Context:
        identities = {binding.id for binding in bindings(context)}  # type: ignore[union-attr]
        for action in actions_in(context):
            assert not action.keys or any(str(each).startswith(action.id) for each in identities)


def test_commands_have_names_of_their_own() -> None:
    names = [action.command for action in commands().values()]
    assert len(names) == len(set(names))
    assert {"star", "archive", "sort", "theme", "quit", "next-heading"} <= set(names)


def test_keys_are_printed_as_people_write_them() -> None:
    assert [shown(key) for key in ("ctrl+d", "down", "?", "space", "+", "shift+tab")] == [
        "Ctrl+d", "↓", "?", "Space", "+", "Shift+Tab",
    ]  # fmt: skip


def test_the_footer_starts_with_help_and_joins_pairs() -> None:
    hints = footer(Context.READER, {})
    assert hints[0] == "? help"
    assert "j/k line" in hints


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"reader.next_hitt": "n"}, "did you mean reader.next_hit?"),
        ({"article.star": "contrl+x"}, "«contrl+x» is no key"),
        ({"article.star": ""}, "is no key"),
        ({"article.star": []}, "expected a key"),
        ({"article.star": 3}, "expected a key"),
        ({"reader.page_down": "j"}, "given to both reader.line_down and reader.page_down"),
        ({"article.star": "j"}, "would be hidden by"),
        ({"reader.count": "x"}, "digits keep their meaning"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_wrong(table: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=r"\[keys\]") as caught:
        read_keymap(table)
    assert told in str(caught.value)


def test_a_setting_is_read_in_both_ways_that_toml_writes_it() -> None:
    assert read_keymap({"article.star": "F"}) == read_keymap({"article": {"star": ["F"]}}) == {"article.star": ("F",)}


async def test_a_remapped_key_works_and_the_old_one_no_longer(library: Library) -> None:
    async with reading(library, config='[keys]\n"article.star" = "F"\n') as reader:
        await reader.press("s")
        assert "★" not in reader.screen()
        await reader.press("F")
        assert "★" in reader.screen()


async def test_keys_can_be_exchanged(library: Library) -> None:
    config = '[keys]\n"list.down" = "k"\n"list.up" = "j"\n'
    async with reading(library, config=config) as reader:
        await reader.press("k")
        assert "▌ • Estuary" in reader.screen()
        await reader.press("j")
        assert "▌ • Rivers" in reader.screen()


async def test_help_shows_the_place_first_and_can_be_searched(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "?")
        assert "In the reader" in reader.rows()[3]
        await reader.type("footnote")
        assert "K" in reader.rows()[4]
        assert "Show the footnote" in reader.rows()[4]
        await reader.press("escape")
        assert "Rivers of the north" in reader.screen()


async def test_the_command_line_does_an_action_by_name(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press(":")
        await reader.type("sta")
        assert "star" in reader.rows()[-2]
        await reader.press("tab", "enter")
        assert "★" in reader.screen()


async def test_the_command_line_takes_words(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press(":")
        await reader.type("theme sepia")
        await reader.press("enter")
        assert reader.app.theme == "sepia"
        await reader.press(":")
        await reader.type("sort title")
        await reader.press("enter")
        assert "by title" in reader.screen()


async def test_an_unknown_command_is_told(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press(":")
        await reader.type("frobnicate")
        await reader.press("enter")
        assert "No command is called «frobnicate»" in reader.last_row


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("strar", "No command is called «strar»; did you mean :star?"),
        ("star-", "No command is called «star-»; did you mean :star?"),
        ("select-", "Several commands begin with «select-»: select-"),
        ("find nowhere-at-all", "«nowhere-at-all» does not stand in this article."),
        ("mark 9", "A mark is a letter from a to z, not «9»"),
    ],
)
async def test_what_cannot_be_done_says_why(library: Library, typed: str, said: str) -> None:
    async with reading(library) as reader:
        await reader.press("enter", ":")
        await reader.type(typed)
        await reader.press("enter")
        assert said in reader.last_row


async def test_help_is_read_whole_on_a_phone(library: Library) -> None:
    async with reading(library, size=(40, 15)) as reader:
        await reader.press("enter", "?")
        await reader.type("per cent")
        shown = " ".join(reader.screen().split())
        assert "…" not in shown
        assert "g Home To the beginning, or with a number to that per cent" in shown


async def test_help_finds_actions_by_their_names_too(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", "?")
        await reader.type("narrower")
        assert "Shorter lines" in reader.screen()


async def test_a_number_on_the_command_line_goes_to_that_per_cent(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("enter", ":")
        await reader.type("50%")
        await reader.press("enter")
        assert "READ 50%" in reader.last_row or "READ 49%" in reader.last_row


async def test_the_prompt_recalls_what_was_typed(library: Library) -> None:
    async with reading(library) as reader:
        for _ in range(2):
            await reader.press(":")
            await reader.type("star")
            await reader.press("enter")
        await reader.press(":", "up")
        assert ": star" in reader.last_row


async def test_the_palette_offers_the_actions(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("ctrl+p")
        await reader.until(
            lambda: "Star, or take the star away" in reader.screen() or "Search the library" in reader.screen()
        )
        await reader.type("star, or")
        await reader.until(lambda: "Star, or take" in reader.screen())
        await reader.press("enter")
        await reader.until(lambda: "★" in reader.screen())


async def test_a_prompt_that_holds_more_than_its_row_shows_where_one_types(library: Library) -> None:
    library.tag([1], add=[f"tag-number-{number}" for number in range(10, 40)])
    async with reading(library) as reader:
        await reader.press("G", "T")
        await reader.settle()
        assert reader.last_row.rstrip().endswith("tag-number-39")
