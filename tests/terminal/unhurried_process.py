"""Run by a test: the reader on a library whose answers wait until a file is there, as those of a slow disk do."""

import sys
import time
from pathlib import Path
from typing import Any

from index import Library
from index.search.results import SearchResults
from tui.app import run


class Unhurried(Library):
    """A library that answers queries only once the gate is open; the first screen comes at once."""

    gate = Path(sys.argv[2])

    def search(self, query: str = "", **options: Any) -> SearchResults:
        """Wait, then answer."""
        while query and not self.gate.exists():
            time.sleep(0.01)
        return super().search(query, **options)


with Unhurried.open(Path(sys.argv[1])) as library:
    sys.exit(run(library))
