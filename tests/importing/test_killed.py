from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from tests.importing.test_importing import page_of

PAGES = 60


def command(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--library", str(library), *words]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        (folder / f"{number}.html").write_bytes(page_of(f"The town of Number {number}"))
    return folder


def kill_after(library: Path, folder: Path, reports: int) -> list[int]:
    """Kill an import after so many reports; the articles that it had reported."""
    with subprocess.Popen(command(library, "add", "--json", str(folder)), stdout=subprocess.PIPE, text=True) as adding:
        assert adding.stdout is not None
        reported = [json.loads(adding.stdout.readline())["id"] for _ in range(reports)]
        adding.send_signal(signal.SIGKILL)
    return reported


def assert_whole(library: Path, folder: Path) -> None:
    subprocess.run(command(library, "add", str(folder)), check=True, capture_output=True)
    with Library.open(library) as opened:
        assert opened.count() == PAGES
        assert opened.search("town", limit=None).total == PAGES
        assert len({hit.url for hit in opened.search("town", limit=None).hits}) == PAGES
        assert list(opened.check()) == []


def test_a_killed_import_keeps_what_it_reported_and_is_resumed_by_running_it_again(
    folder: Path, tmp_path: Path
) -> None:
    reported = kill_after(tmp_path / "library", folder, 1)
    with Library.open(tmp_path / "library") as library:
        assert len(library.rows(reported)) == len(reported)
    assert_whole(tmp_path / "library", folder)


@pytest.mark.torture
def test_an_import_survives_any_number_of_kills(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    for trial in range(40):
        library = tmp_path / str(trial)
        reported: list[int] = []
        for _ in range(chance.randint(1, 4)):
            with subprocess.Popen(command(library, "add", "--json", str(folder)), stdout=subprocess.PIPE) as adding:
                try:
                    out, _ = adding.communicate(timeout=chance.uniform(0.2, 2.5))
                except subprocess.TimeoutExpired:
                    adding.kill()
                    out, _ = adding.communicate()
            reported += [json.loads(line)["id"] for line in out.decode().splitlines() if line.endswith("}")]
        with Library.open(library) as opened:
            assert len(opened.rows(set(reported))) == len(set(reported))
        assert_whole(library, folder)
