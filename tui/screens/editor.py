"""Lets a person write in the editor of their choice: the terminal is handed over, and taken back however it ends."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from textual.app import App, SuspendNotSupported

USUAL = ("sensible-editor", "nano", "vim", "vi", "emacs")
"""What is looked for where neither $VISUAL nor $EDITOR names an editor."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, or why nothing was."""

    text: str = ""
    failure: str = ""


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The editor with its arguments, split as a shell would, without one; empty where there is none."""
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named:
        try:
            return shlex.split(named)
        except ValueError:
            return []
    found = next((name for name in USUAL if which(name, path=environment.get("PATH"))), None)
    return [found] if found else []


def edit(app: App[object], text: str) -> Written:
    """Let the text be edited in a file that only its owner can read; what came of it."""
    editor = command()
    if not editor:
        return Written(failure="No editor: set $EDITOR to one; A writes a note in one line.")
    with tempfile.TemporaryDirectory(prefix="carrel-") as folder:
        path = Path(folder) / "note.md"
        path.write_text(text + "\n" if text else "", encoding="utf-8")
        try:
            with app.suspend():
                status = subprocess.run([*editor, str(path)], check=False).returncode  # noqa: S603  the person's own editor
        except SuspendNotSupported:
            return Written(failure="This terminal cannot be handed to an editor; A writes a note in one line.")
        except OSError as error:
            return Written(failure=f"{editor[0]}: cannot be started: {error.strerror}")
        if status:
            return Written(failure=f"{editor[0]} ended with status {status}; the note is as it was.")
        try:
            return Written(path.read_text(encoding="utf-8", errors="replace").strip())
        except OSError as error:
            return Written(failure=f"The note is as it was: {error.strerror}")
