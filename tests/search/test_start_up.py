"""What must not be loaded before a search runs."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["query", "tree", "engine", "results", "analysis", "matching", "snippets", "suggest", "lock", "similar"]
)
def test_reading_queries_and_marking_hits_loads_neither_numpy_nor_whoosh(module: str) -> None:
    program = f"import index.search.{module}, sys; print({{'numpy', 'whoosh', 'Stemmer'}} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "set()"
