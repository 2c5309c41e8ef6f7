"""Opens a kept picture in the system's own viewer where there is one, and says truly what happened and where it is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from shutil import which

from index.article import Asset
from index.errors import DiskError
from index.pictures import address_of
from tui.screens.browser import has_display

PATIENCE = 2.0
"""Seconds in which a program that cannot show a picture says so; one that can goes on beside the reader."""

_ENDINGS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/bmp": ".bmp",
    "image/avif": ".avif",
}  # fmt: skip
_NAME_LENGTH = 12


def view(picture: Asset) -> str:
    """Show a picture outside of the terminal; what to tell the reader. For a worker: it may wait.

    Raises DiskError where no file can be written for the viewer.
    """
    path = _written(picture)
    opener = which("open" if sys.platform == "darwin" else "xdg-open")
    if not has_display() or opener is None:
        return f"No viewer at this terminal. The picture: {path}"
    try:
        started = subprocess.Popen(  # noqa: S603 (the system's opener, a file of our own naming)
            [opener, os.fspath(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return f"The viewer did not start ({error.strerror}). The picture: {path}"
    try:
        status = started.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        status = 0
    if status:
        return f"No program here shows it ({Path(opener).name} ended with {status}). The picture: {path}"
    return f"Given to the system's viewer: {path}"


def _written(picture: Asset) -> Path:
    """The picture as a file that only its owner can read; the same picture is the same file."""
    name = address_of(picture.data)[-_NAME_LENGTH:] + _ENDINGS.get(picture.media_type, "")
    try:
        path = _folder() / name
        if not path.exists():
            path.write_bytes(picture.data)
    except OSError as error:
        raise DiskError(f"cannot write the picture to a file: {error.strerror}") from error
    return path


@cache
def _folder() -> Path:
    """A folder for this session alone. It stays: a viewer, or a copy over the network, may come later."""
    return Path(tempfile.mkdtemp(prefix="carrel-pictures-"))
