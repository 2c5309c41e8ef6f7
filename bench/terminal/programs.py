"""How each program is run, and which keys do what in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.terminal.material import queries


@dataclass(frozen=True)
class Program:
    """How to run it, what its first screen shows, and its keys. What it has not is left out."""

    command: Sequence[str]
    ready: str
    keys: Mapping[str, str]
    """`list`, `line`, `page`, `search`: the key of each."""
    start: Sequence[str] = ()
    """Keys from the first screen to the list."""
    open: Sequence[str] = ()
    """Keys from the list into the text; `enter` opens it."""
    searched: Sequence[str] = ()
    """The command for searching in many articles, where it is another one."""
    searched_ready: str = ""
    queries: Sequence[str] = ()
    """What is typed, one after the other."""
    emptied: str = ""
    """The key that empties the box."""
    environment: Mapping[str, str] = field(default_factory=dict)


def programs(folder: Path) -> dict[str, Program]:
    """The programs that are installed, by the titles of their columns."""
    found = {
        "Carrel": _carrel(folder),
        "Carrel, Textual's driver": _carrel(folder, "--plain-driver"),
        "stock widgets": Program(
            [sys.executable, "-m", "bench.terminal.stock_reader", str(folder / "short.txt")],
            "station 3",
            {"list": "j", "line": "j", "page": " ", "search": "/"},
            open=("z",),
            queries=("lighth", "station 2"),
            emptied="\x15",
        ),
    }
    if shutil.which("less"):
        found["less"] = Program(["less", str(folder / "long.txt")], "long.txt", {"line": "j", "page": " "})
    if shutil.which("newsboat"):
        newsboat = ["newsboat", "-u", f"{folder}/urls", "-c", f"{folder}/cache.db", "-C", f"{folder}/config"]
        subprocess.run([*newsboat, "-x", "reload"], check=False, capture_output=True)
        keys = {"list": "j", "line": "\x1bOB", "page": "pagedown"}  # in an article it takes no other key for a line
        found["newsboat"] = Program([*newsboat, "-q"], "Coasts", keys, start=("enter",), open=("enter",))
    return found


def _carrel(folder: Path, *options: str) -> Program:
    command = [sys.executable, "-m", "tui", *options, "--library"]
    return Program(
        [*command, str(folder / "library")],
        "The long river",
        {"list": "j", "line": "j", "page": " ", "search": "/"},
        open=("g", "enter", "z"),
        searched=[*command, str(folder / "many")],
        searched_ready="10,000 articles",
        queries=queries(),
        emptied="\x15",
        environment={"CARREL_CONFIG": os.devnull},
    )
