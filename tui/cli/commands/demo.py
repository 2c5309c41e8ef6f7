"""`carrel demo`: a throw-away library of samples, in the reader or, where there is no terminal, as a printed tour."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from index.article import Outcome, Sort
from index.errors import NoInputError
from tui.cli.answers import Form, write_answer
from tui.cli.ending import stopping_cleanly
from tui.cli.meter import Meter
from tui.cli.reader import has_terminal, open_reader
from tui.cli.streams import complain, count_of, put
from tui.cli.written import as_text

if TYPE_CHECKING:
    from index.library import Library

SEARCHES = ("reglementation IA guerres", '"tide table"', "夜の列車")
"""What the tour looks for: folded and stemmed French, a phrase, a script without blanks."""

_LINES = 24
"""How much of an article the tour shows."""


@click.command
def command() -> int:
    """Try Carrel on a throw-away library of samples. Without a terminal, print a tour instead."""
    samples = sample_pages()
    with stopping_cleanly(), TemporaryDirectory(prefix="carrel-demo-") as folder:
        path = Path(folder) / "library"
        failed = _fill(path, samples)
        if has_terminal():
            return open_reader(path)
        _tour(path, len(samples) - failed)
    return 1 if failed else 0


def sample_pages() -> list[Path]:
    """The samples: beside the package in a checkout, within it where it is installed."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "sample_data", package.parent / "sample_data"):
        pages = sorted(folder.glob("*.html"))
        if pages:
            return pages
    raise NoInputError("the samples are missing; install Carrel anew, or run it from a checkout")


def _fill(path: Path, samples: list[Path]) -> int:
    """Add the samples to a new library; the number that failed."""
    from index import Library
    from index.importing import import_all

    failed = 0
    with Library.open(path) as library, Meter("adding samples", len(samples)) as meter:
        for answer in import_all(library, [os.fspath(sample) for sample in samples], tags=["sample"]):
            meter.step()
            if answer.outcome is Outcome.FAILED:
                failed += 1
                meter.say(f"carrel: {answer.source}: {answer.cause}")
    return failed


def _tour(path: Path, added: int) -> None:
    from index import Library

    with Library.open(path) as library:
        languages = {name.partition("-")[0] for name, _ in library.statistics().languages if name}
        put(f"$ carrel add sample_data\n{count_of(added, 'article')} added, in {count_of(len(languages), 'language')}")
        for query in SEARCHES:
            _search(library, query)
        _read(library)
    put("\nIn a terminal, `carrel demo` opens these articles in the reader.")


def _search(library: Library, query: str) -> None:
    results = library.search(query, limit=5)
    put(f"\n$ carrel search '{query}'")
    write_answer(results, Form("table", "id,language,title,snippet"))
    if not results.hits:
        complain(f"nothing found for {query}")


def _read(library: Library) -> None:
    """The beginning of the best answer to the first search."""
    hits = library.search(SEARCHES[0], limit=1).hits or library.search("", limit=1, sort=Sort.ADDED).hits
    for hit in hits:
        article = library.read(hit.id)
        put(f"\n$ carrel show {hit.id} | head -{_LINES}")
        put("\n".join(as_text(article.metadata, article.document).splitlines()[:_LINES]))
