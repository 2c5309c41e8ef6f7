"""What the first screen loads: nothing that it does not show."""

from __future__ import annotations

import gc
import subprocess
import sys
from typing import Any

import pytest
from textual.css import stylesheet

from index import Library
from tests.screen.driving import reading
from tui import collecting

NOT_BEFORE_IT_IS_NEEDED = (
    *(
        "whoosh",
        "numpy",
        "lxml",
        "httpx",
        "readability",
        "pygments",
        "PIL",
        "pyphen",
        "tomlkit",
        "cssselect",
        "Stemmer",
    ),
    *("index.answering", "index.search.query", "index.search.analysis", "index.search.tree", "index.importing"),
    *("index.store.facts", "index.store.faceting", "index.store.statistics"),
    *("tui.widgets.reader.widget", "tui.render.layout", "index.repairing", "index.extract", "index.document"),
    *("index.store.keeping", "index.store.jobs", "tui.screens.linking"),
    *("tui.screens.help", "tui.screens.picking", "tui.cli.commands.add"),
)


def test_the_first_screen_loads_neither_the_index_nor_the_grammar_nor_what_it_does_not_show() -> None:
    code = (
        "import sys, tempfile\n"
        "from index import Library\n"
        "import tui.app, tui.screens.main\n"
        "from tui.screens.shelf import Question, ask\n"
        "with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:\n"
        "    ask(library, Question())\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded.intersection(NOT_BEFORE_IT_IS_NEEDED)


async def test_no_sheet_of_styles_is_parsed_twice_before_the_first_frame(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[object] = []
    parse = stylesheet.parse

    def counted(scope: str, css: str, read_from: Any, **options: Any) -> Any:
        parsed.append((scope, read_from))
        return parse(scope, css, read_from, **options)

    monkeypatch.setattr(stylesheet, "parse", counted)
    async with reading(library):
        assert len(parsed) == len(set(parsed)) > 0


async def test_another_theme_is_seen_although_sheets_are_parsed_once(library: Library) -> None:
    async with reading(library) as reader:
        before = reader.app.screen.styles.background
        reader.app.theme = "sepia"
        await reader.settle()
        assert reader.app.screen.styles.background != before


async def test_cycles_are_looked_for_again_after_the_first_frame(library: Library) -> None:
    collecting.rest()
    try:
        async with reading(library):
            assert gc.isenabled()
            assert gc.get_freeze_count() > 0
    finally:
        gc.enable()
        gc.unfreeze()
