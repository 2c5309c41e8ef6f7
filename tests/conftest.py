"""What every room's tests share: no network beyond this machine, and hypothesis profiles."""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A merge is judged by its change, not by the luck of a draw: what is random is tried on developers' machines.
settings.register_profile(
    "default",
    deadline=None,
    max_examples=60,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("torture", deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: what a gzip file says of its time would name a test otherwise in each process."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to leave this machine fails the test that makes it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes what the person running it keeps."""
    home = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("CARREL_CONFIG", str(home / "carrel.toml"))
    monkeypatch.setenv("CARREL_LIBRARY", str(home / "default-library"))
