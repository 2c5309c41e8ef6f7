"""An open library, and a server that stands for every host: it is named as the proxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from tests.sources.misbehaving import Server


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The web: what it does is told by whole addresses, such as `http://a.example/1`."""
    with Server({}) as server:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, server.url())
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, "")
        yield server


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened
