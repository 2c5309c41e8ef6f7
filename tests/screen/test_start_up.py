"""What the first screen loads: nothing that it does not show."""

from __future__ import annotations

import subprocess
import sys

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
    *("tui.screens.help", "tui.screens.choice", "tui.cli.commands.add"),
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
