"""Opens the library for a command: as one that must be there, and for reading even where nothing may be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DiskError, NoInputError

if TYPE_CHECKING:
    from index.library import Library


def library_to_read(path: Path | None) -> Library:
    """The library, for a command that changes nothing; one on a read-only disk will do."""
    from index import Library

    _must_be_there(path)
    try:
        return Library.open(path)
    except DiskError:
        return Library.open(path, read_only=True)


def library_to_change(path: Path | None) -> Library:
    """The library, for a command that changes what is in it."""
    from index import Library

    _must_be_there(path)
    return Library.open(path)


def library_to_browse(path: Path | None) -> Library:
    """The library, for the reader: made where it is new, read where it may not be written, and never waited for."""
    from index import Library

    try:
        return Library.open(path, patient=False)
    except DiskError:
        return Library.open(path, read_only=True, patient=False)


def _must_be_there(path: Path | None) -> None:
    """A mistyped folder is no reason to make one; the default library is made when it is first used."""
    if path is not None and not path.expanduser().exists():
        raise NoInputError(f"{path}: no library there; `carrel add` makes one")
