"""The program as a whole: its help, its start, how it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from index.errors import BadDataError, CarrelError, DiskError, LockedError, NetworkError, NoInputError, QueryError
from tests.cli.running import carrel, process
from tui.cli import COMPLETING, ending
from tui.cli.program import COMMANDS, program
from tui.cli.shells import Bash

HEAVY = ("textual", "httpx", "lxml", "whoosh", "numpy", "rich", "readability", "sqlite3", "pygments")


def loaded(*arguments: str) -> set[str]:
    """The heavy modules that a command loads."""
    code = (
        "import sys, json\nfrom tui.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["add", "--help"], ["search", "--help"], ["nosuch"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) == set()


def test_help_lists_every_command_with_what_it_does() -> None:
    result = carrel(None, "--help")
    assert result.status == 0
    for name, text in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(text)}$", result.out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    assert isinstance(import_module(f"tui.cli.commands.{name}").command, click.Command)
    result = carrel(None, name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: carrel {name}")
    assert not [line for line in result.lines if len(line) > 80 and not line.startswith("    carrel")]


def test_every_module_of_a_command_is_in_the_table() -> None:
    folder = Path(ending.__file__).parent / "commands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


def test_the_module_is_the_same_command() -> None:
    result = process(None, "--version")
    assert re.fullmatch(r"carrel \d+\.\d+\.\d+\S*\n", result.out)


def test_a_mistyped_command_is_answered_with_the_nearest() -> None:
    result = carrel(None, "serach", "tide")
    assert (result.status, result.out) == (2, "")
    assert result.err == "carrel: no command 'serach'; did you mean 'search'? (see `carrel --help`)\n"


@pytest.mark.parametrize("arguments", [["search"], ["search", "--nosuch", "x"], ["add"], ["list", "--limit", "x"],
                                       ["search", "x", "--fields", "nosuch"], ["show"], ["list", "--print0"],
                                       ["completions", "tcsh"], ["mark", "1"], ["tag", "1"]])  # fmt: skip
def test_wrong_usage_is_one_line_and_status_2(library: Path, arguments: list[str]) -> None:
    result = carrel(library, *arguments)
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(r"carrel: .+\n", result.err)


@pytest.mark.parametrize("arguments", [[], ["open", "1"]])
def test_the_reader_says_that_it_needs_a_terminal(library: Path, arguments: list[str]) -> None:
    result = carrel(library, *arguments)
    assert (result.status, result.out) == (2, "")
    assert "needs a terminal" in result.err


def ending_with(error: BaseException) -> int:
    def fail() -> None:
        raise error

    return ending.ended(fail)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CarrelError("x"), 1),
        (BadDataError("x"), 65),
        (NoInputError("x"), 66),
        (NetworkError("x"), 69),
        (DiskError("x"), 74),
        (LockedError("x"), 75),
        (OSError(28, "No space left on device"), 74),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
)
def test_each_kind_of_failure_has_its_exit_status(error: BaseException, status: int) -> None:
    assert ending_with(error) == status


def test_an_error_is_one_line_that_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ending_with(NoInputError("a\x1b[2Jb\nc\u202ed"))
    assert capsys.readouterr().err == "carrel: a␛[2Jb cd\n"


def test_a_query_error_points_at_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending_with(QueryError("this quote is not closed", '夜 title:"tide', 8)) == 2
    assert capsys.readouterr().err.splitlines() == [
        "carrel: this quote is not closed",
        '  夜 title:"tide',
        "           ^",
    ]


def test_a_mistake_of_our_own_is_one_line_that_names_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending_with(ZeroDivisionError("division by zero")) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    log = Path(said.rpartition(" ")[2].strip())
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
    log.unlink()


def test_the_details_are_shown_where_they_are_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARREL_DEBUG", "1")
    assert ending_with(ZeroDivisionError("division by zero")) == 70
    assert "Traceback" in capsys.readouterr().err


def test_the_program_keeps_a_library_where_the_environment_says(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARREL_LIBRARY", str(library))
    assert carrel(None, "list", "--format", "ids").lines == ["4", "3", "2", "1"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_a_script_for_the_shell(shell: str) -> None:
    result = carrel(None, "completions", shell)
    assert result.status == 0
    assert "_CARREL_COMPLETE" in result.out


def test_tags_are_completed(library: Path) -> None:
    from click.shell_completion import ShellComplete

    completing = ShellComplete(program, {}, "carrel", "_CARREL_COMPLETE")
    found = completing.get_completions(["--library", str(library), "tag", "1", "--add"], "S")
    assert [item.value for item in found] == ["sea"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("search ta", ["tag:", "tags:"]),
        ("search tag:s", ["tag:sea"]),
        ("search -tag:s", ["-tag:sea"]),
        ("search 'harbour tag:s", ["harbour tag:sea"]),
        ("search tag:two", ['tag:"two words"']),
        ("search is:re", ["is:reading", "is:read"]),
        ("search has:n", ["has:note"]),
        ("search sort:-t", ["sort:-title"]),
        ("search lang:j", ["lang:ja"]),
        ("search site:ti", ["site:tides.example"]),
        ("search @w", ["@waves"]),
        ("search t", []),
        ("search nosuch:t", []),
    ],
)
def test_a_query_is_completed_by_fields_and_what_the_library_knows_of_them(
    library: Path, typed: str, offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    carrel(library, "save", "waves", "tide")
    carrel(library, "tag", "2", "--add", "two words")
    monkeypatch.setenv("COMP_WORDS", f"carrel -L {library} {typed}")
    words, incomplete = Bash(program, {}, "carrel", COMPLETING).get_completion_args()
    found = Bash(program, {}, "carrel", COMPLETING).get_completions(words, incomplete)
    assert [item.value for item in found] == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "reply"),
    [
        (["search", "tag", ":", "s"], "sea"),
        (["search", "tag", ":", ""], "sea"),
        (["search", "'harbour tag:s"], "harbour tag:sea"),
        (["sea"], "search searches"),
    ],
)
def test_bash_is_given_what_it_will_put_behind_a_colon(
    library: Path, tmp_path: Path, words: list[str], reply: str
) -> None:
    (tmp_path / "carrel").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n')
    (tmp_path / "carrel").chmod(0o755)
    script = carrel(None, "completions", "bash").out
    line = "carrel " + " ".join(words).replace(" : ", ":")
    asked = f"""{script}
        COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
        COMP_WORDS=(carrel {shlex.join(words)}) COMP_CWORD={len(words)}
        _carrel_completion carrel; echo "${{COMPREPLY[*]}}" """
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "CARREL_LIBRARY": str(library), "PATH": path}
    said = subprocess.run(["bash", "--norc", "-c", asked], env=environment, capture_output=True, text=True, check=False)
    assert said.stdout.strip() == reply, said.stderr


def test_the_keys_of_the_reader_are_told() -> None:
    result = carrel(None, "keys")
    assert result.status == 0
    assert "In the reader\n" in result.out


def test_where_the_settings_are_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARREL_CONFIG", str(tmp_path / "carrel.toml"))
    assert carrel(None, "config", "path").out == f"{tmp_path / 'carrel.toml'}\n"
    (tmp_path / "carrel.toml").write_text("[keys]\n")
    assert carrel(None, "config").out == "[keys]\n"


def test_settings_that_cannot_be_read_are_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARREL_CONFIG", str(tmp_path / "carrel.toml"))
    (tmp_path / "carrel.toml").write_text("[keys\n")
    result = carrel(None, "config")
    assert (result.status, result.err.count("\n")) == (2, 1)
