"""A small library for each test, copied from one that is made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import fill


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pattern") / "library"
    fill(path)
    return path


@pytest.fixture
def library(pattern: Path, tmp_path: Path) -> Path:
    """A library of four articles (see `fill`), free to be changed."""
    return Path(shutil.copytree(pattern, tmp_path / "library"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Where a library will be."""
    return tmp_path / "empty"
