"""How the text is set and coloured: changed at the reader, from the same place on, and kept in `carrel.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Library
from index.errors import UsageError
from tests.screen.driving import Reader, reading
from tests.screen.shelves import plain, put
from tui.typography import Typography, typography

WORDS = "Incomprehensibilities and internationalizations characterise the picturesque countryside. " * 9


def put_words(library: Library, *, language: str = "en") -> None:
    put(library, "Meanders", plain(WORDS), language=language, url="https://meanders.example/", added=2_000_000_000)


async def command(reader: Reader, typed: str) -> None:
    await reader.press(":")
    await reader.type(typed)
    await reader.press("enter")


def settings_of(library: Library) -> str:
    return Path(library.path / "carrel.toml").read_text(encoding="utf-8")


def paragraph(reader: Reader) -> list[str]:
    return [row.strip() for row in reader.rows()[3:-1] if "  " not in row.strip()[:3] and row.strip()]


async def test_lines_are_filled_and_ragged_again_by_a_command(library: Library) -> None:
    put_words(library)
    async with reading(library) as reader:
        await reader.press("enter")
        ragged = {len(row) for row in paragraph(reader)[1:4]}
        await command(reader, "justify")
        assert {len(row) for row in paragraph(reader)[1:4]} == {72}
        await command(reader, "justify off")
        assert {len(row) for row in paragraph(reader)[1:4]} == ragged != {72}


async def test_words_are_parted_by_a_command_in_the_language_of_the_article(library: Library) -> None:
    put_words(library)
    async with reading(library, (40, 15)) as reader:
        await reader.press("enter")
        assert not any(row.endswith("-") for row in reader.rows())
        await command(reader, "hyphenate")
        assert any(row.endswith("-") for row in reader.rows())


async def test_a_language_without_patterns_is_told(library: Library) -> None:
    put_words(library, language="tlh")
    async with reading(library) as reader:
        await reader.press("enter")
        await command(reader, "hyphenate on")
        assert "tlh is none of them" in reader.last_row


async def test_missing_patterns_are_told_in_one_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.styling.can_hyphenate", lambda: False)
    async with reading(library, config="[screen]\nhyphenate = true\n") as reader:
        await reader.until(lambda: "pip install 'carrel[hyphenation]'" in reader.last_row)
        await reader.press("j")
        await command(reader, "hyphenate on")
        assert "pip install 'carrel[hyphenation]'" in reader.last_row


async def test_what_is_chosen_is_kept_in_the_settings_and_the_rest_of_them_stays(library: Library) -> None:
    config = '# mine\n[keys]\n"article.star" = "F"  # as in the old program\n'
    async with reading(library, (120, 35), config=config) as reader:
        await reader.press("enter", "z", "+")
        await command(reader, "justify on")
        await command(reader, "theme sepia")
    assert settings_of(library).startswith(config)
    async with reading(library, config=settings_of(library)) as reader:
        assert reader.app.theme == "sepia"
        assert reader.app.main.reader.typography == Typography(measure=76, justified=True)


async def test_what_is_not_changed_is_not_written(library: Library) -> None:
    async with reading(library, config="") as reader:
        await reader.press("enter", "+", "-")
        await command(reader, "measure 72")
    assert "justify" not in settings_of(library)


async def test_settings_that_cannot_be_written_are_told_and_hold_until_the_end(library: Library) -> None:
    async with reading(library, (250, 24)) as reader:
        (library.path / "carrel.toml").unlink()
        (library.path / "carrel.toml").mkdir()
        await command(reader, "theme sepia")
        await reader.until(lambda: "carrel.toml: cannot be read" in reader.last_row)
        assert reader.app.theme == "sepia"


async def test_the_measure_is_set_by_a_number_and_the_place_stays(library: Library) -> None:
    put_words(library)
    async with reading(library) as reader:
        await reader.press("enter", "j", "j", "j", "j")
        place = reader.app.main.reader.offset_shown
        await command(reader, "measure 40")
        assert max(len(row) for row in paragraph(reader)) <= 40
        await command(reader, "measure wide")
        assert "«wide» is no number" in reader.last_row
        await command(reader, "measure 72")
        assert reader.app.main.reader.offset_shown == place


async def test_the_command_line_offers_on_and_off(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press(":")
        await reader.type("justify ")
        assert reader.rows()[-2].split() == ["on", "off"]


@pytest.mark.parametrize("look", [{"measure": "wide"}, {"measure": True}, {"justify": 1}, {"hyphenate": "de"}], ids=str)
def test_settings_that_say_nothing_are_refused(look: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=r"\[screen\] (measure|justify|hyphenate): expected"):
        typography(look, "carrel.toml")


def test_a_measure_that_cannot_be_read_becomes_the_nearest_that_can() -> None:
    assert typography({"measure": 3}, "").measure == 24
    assert typography({"measure": 999}, "").measure == 160
