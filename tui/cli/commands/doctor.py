"""`carrel doctor`: whether everything is whole, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path

import click

from index.errors import BadDataError
from tui.cli.opening import library_to_change, library_to_read
from tui.cli.streams import count_of, put, say


@click.command
@click.option("--rebuild", is_flag=True, help="Build the search index anew, from the articles.")
@click.pass_obj
def command(path: Path | None, rebuild: bool) -> int:
    """Check the library and its search index. Nothing is changed, unless --rebuild says so.

    Exits with 0 where all is whole, with 65 where something that was kept is lost or cannot be read.
    """
    from index.library import Severity

    errors = warnings = 0
    with (library_to_change if rebuild else library_to_read)(path) as library:
        if rebuild:
            library.rebuild_index()
            say("the search index was built anew")
        for warning in library.warnings:
            put(f"warning: {warning}")
            warnings += 1
        for finding in library.check():
            put(f"{finding.severity.value}: {finding.what}; {finding.remedy}")
            errors += finding.severity is Severity.ERROR
            warnings += finding.severity is Severity.WARNING
        articles = library.count()
    if errors:
        say(f"{count_of(errors, 'error')}, {count_of(warnings, 'warning')} in {count_of(articles, 'article')}")
        return BadDataError.status
    put(f"{count_of(articles, 'article')}, all whole" + (f"; {count_of(warnings, 'warning')}" if warnings else ""))
    return 0
