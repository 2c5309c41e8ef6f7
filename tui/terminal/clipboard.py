"""Brings text to the clipboard of the person at the terminal, however far away that is, and says truly what happened.

A terminal takes text by OSC 52 (xterm's control sequences, "Manipulate Selection Data") and never says whether it did.
tmux passes it on when asked (`tmux load-buffer -w`) or wrapped, GNU screen wrapped and in pieces. Programs of the local
display do confirm, but copy to the machine on which Carrel runs: they are used where that is where the person sits.
What no way can take is saved in a file.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from shutil import which

from index.errors import DiskError

LARGEST = 74_994
"""Characters of base64 that terminals take in one OSC 52: 100,000 bytes less overhead in hterm, the strictest known."""

SCREEN_PIECE = 700
"""Bytes that GNU screen passes in one device control string: its buffer holds 768."""

PATIENCE = 2.0
"""Seconds that a program gets to take the text."""


class Way(Enum):
    """A way to a clipboard."""

    TMUX = "tmux"
    TERMINAL = "the terminal's clipboard"
    THROUGH_TMUX = "the terminal's clipboard, through tmux"
    THROUGH_SCREEN = "the terminal's clipboard, through screen"
    WAYLAND = "wl-copy"
    X11_XCLIP = "xclip"
    X11_XSEL = "xsel"
    MAC = "pbcopy"
    FILE = "a file"


COMMANDS: Mapping[Way, tuple[str, ...]] = {
    Way.TMUX: ("tmux", "load-buffer", "-w", "-"),
    Way.WAYLAND: ("wl-copy",),
    Way.X11_XCLIP: ("xclip", "-selection", "clipboard", "-in"),
    Way.X11_XSEL: ("xsel", "--clipboard", "--input"),
    Way.MAC: ("pbcopy",),
}
"""The programs that take text on standard input."""

FILE_NAME = "copied.txt"

_SEQUENCES = {Way.TERMINAL, Way.THROUGH_TMUX, Way.THROUGH_SCREEN}


@dataclass(frozen=True, slots=True)
class Copied:
    """What happened. `confirmed`: a clipboard, not just a line to it, has the text. `saved`: the file that has it."""

    said: str
    confirmed: bool = False
    saved: Path | None = None


_SAID = {Way.TMUX: Copied("copied to tmux, which hands it to the terminal's clipboard (not confirmed)")}


def ways(environment: Mapping[str, str], size: int, *, has: Callable[[str], bool]) -> list[Way]:
    """The ways to try, best first, for so many bytes; `has` says whether a program is installed.

    A program of the local display comes first where the person sits at it, that is, not over SSH.
    """
    found = [] if _is_far(environment) else [way for way in _local(environment) if has(COMMANDS[way][0])]
    fits = _fits(size)
    if environment.get("TMUX"):
        found += [Way.TMUX] if has("tmux") else []
        found += [Way.THROUGH_TMUX] if fits else []
    elif environment.get("STY"):
        found += [Way.THROUGH_SCREEN] if fits else []
    elif fits and environment.get("TERM", "dumb") not in ("dumb", "linux", "unknown", ""):
        found += [Way.TERMINAL]
    return [*found, Way.FILE]


def _fits(size: int) -> bool:
    return -(-size // 3) * 4 <= LARGEST


def _is_far(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def _local(environment: Mapping[str, str]) -> Iterator[Way]:
    if environment.get("WAYLAND_DISPLAY"):
        yield Way.WAYLAND
    if environment.get("DISPLAY"):
        yield Way.X11_XCLIP
        yield Way.X11_XSEL
    if os.uname().sysname == "Darwin":
        yield Way.MAC


def sequence(text: str, way: Way) -> str:
    """The control sequence that carries text to a terminal. The text is in base64: nothing in it can be a command."""
    carried = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if way is Way.THROUGH_TMUX:
        return "\x1bPtmux;" + carried.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if way is Way.THROUGH_SCREEN:
        pieces = (carried[at : at + SCREEN_PIECE] for at in range(0, len(carried), SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return carried


def copy(
    text: str, *, write: Callable[[str], None], folder: Path, environment: Mapping[str, str] = os.environ
) -> Copied:
    """Copy text by the first way that does not fail. `write` is the driver's; `folder` is where a file would go.

    May wait two seconds for a program. Raises DiskError where not even the file can be written.
    """
    encoded = text.encode("utf-8", "replace")
    has = partial(_is_installed, path=environment.get("PATH"))
    for way in ways(environment, len(encoded), has=has):
        if way in _SEQUENCES:
            write(sequence(text, way))
            return Copied(f"sent to {way.value} (not confirmed)")
        if way in COMMANDS and _run(COMMANDS[way], encoded, environment):
            return _SAID.get(way, Copied(f"copied with {way.value}", confirmed=True))
    saved = _save(encoded, folder)
    fits_nowhere = _SEQUENCES.intersection(ways(environment, 0, has=has)) and not _fits(len(encoded))
    why = "too large for the terminal" if fits_nowhere else "no clipboard here"
    return Copied(f"{why}: saved in {saved}", saved=saved)


def _is_installed(name: str, path: str | None) -> bool:
    return which(name, path=path) is not None


def _run(command: Sequence[str], text: bytes, environment: Mapping[str, str]) -> bool:
    """Whether a program took the text. Its output goes nowhere: some of them stay, and would hold ours open."""
    try:
        done = subprocess.run(  # noqa: S603 (a command of the table above, no shell)
            command, input=text, env=dict(environment), timeout=PATIENCE, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _save(text: bytes, folder: Path) -> Path:
    """Write a file that only its owner can read, over the one before, as a clipboard forgets too."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text)
    except OSError as error:
        raise DiskError(f"cannot save what was copied in {path}: {error.strerror}") from error
    return path
