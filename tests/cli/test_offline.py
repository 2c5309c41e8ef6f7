"""Offline means offline: nothing but fetching an address touches the network, in the command or in what it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import carrel, process
from tests.cli.terminals import with_a_keyboard
from tests.cli.test_adding import page
from tui.cli.program import COMMANDS

WATCH = """
import os, socket, sys

def refuse(event, arguments):
    lookup = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
    if lookup or (event in ("socket.connect", "socket.sendto", "socket.bind") and isinstance(arguments[1], tuple)):
        with open(os.environ["TOUCHED"], "a") as file:
            file.write(f"{event} {arguments}\\n")
        raise socket.gaierror(socket.EAI_NONAME, "the network was touched")

sys.addaudithook(refuse)
"""
"""Runs at the start of every interpreter that finds it on its path as `sitecustomize`."""

OFFLINE: dict[str, list[list[str]]] = {
    "add": [["{page}"], ["--later", "http://sands.invalid/"]],
    "fetch": [["--list"], ["--forget", "http://tides.invalid/"]],
    "extract": [["{page}"]],
    "demo": [[]],
    "search": [["tide"], ["zzyzzx tibe"]],
    "list": [["is:unread"]],
    "similar": [["1"]],
    "save": [["waves", "tide"]],
    "searches": [[]],
    "show": [["1"], ["https://tides.example/table", "--format", "html"]],
    "tag": [["1", "--add", "water"], []],
    "mark": [["1", "--read"]],
    "rm": [["1"], ["--list"]],
    "reextract": [["--dry-run"], []],
    "highlights": [[], ["tide", "--since", "7d"]],
    "stats": [[]],
    "doctor": [["--rebuild"], []],
    "config": [[], ["path"]],
    "keys": [[]],
    "completions": [["bash"]],
}
"""What is run of each command; `open` and the reader itself need a terminal and stand apart."""


@pytest.fixture
def touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is written down that a process touched the network."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "watch"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOUCHED", str(tmp_path / "touched"))
    return tmp_path / "touched"


def test_every_command_is_watched() -> None:
    assert OFFLINE.keys() | {"open"} == COMMANDS.keys()


@pytest.mark.parametrize("name", OFFLINE)
def test_a_command_touches_no_network(library: Path, tmp_path: Path, touched: Path, name: str) -> None:
    carrel(library, "add", "--later", "http://tides.invalid/")
    saved = page(tmp_path, "page.html")
    for arguments in OFFLINE[name]:
        result = process(library, name, *(each.format(page=saved) for each in arguments))
        assert result.status in (0, 1), result.err
        assert not touched.exists(), touched.read_text()


@pytest.mark.parametrize("arguments", [[], ["open", "1"]])
def test_the_reader_touches_no_network(library: Path, touched: Path, arguments: list[str]) -> None:
    status, seen = with_a_keyboard(library, *arguments, awaited="tide table", typed="\x11")
    assert status == 0, seen
    assert not touched.exists(), touched.read_text()


@pytest.mark.parametrize(
    "arguments", [["fetch"], ["add", "http://tides.invalid/"], ["extract", "http://tides.invalid/"]]
)
def test_fetching_an_address_does(library: Path, touched: Path, arguments: list[str]) -> None:
    carrel(library, "add", "--later", "http://tides.invalid/")
    process(library, *arguments)
    assert "tides.invalid" in touched.read_text()
