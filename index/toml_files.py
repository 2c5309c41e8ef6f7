"""Changes a TOML file that a person writes too: comments and order stay, and it is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DiskError

if TYPE_CHECKING:
    import tomlkit


@contextmanager
def changing(path: Path) -> Iterator[tomlkit.TOMLDocument]:
    """The file as tables that can be changed, empty where it is missing; written in the end where it is another.

    The file is known to be valid TOML. A link to a file stays one. Raises DiskError where it cannot be read or
    written.
    """
    import tomlkit

    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except OSError as error:
        raise DiskError(f"{path}: cannot be read: {error.strerror}") from error
    document = tomlkit.parse(before)
    yield document
    after = tomlkit.dumps(document)
    if after != before:
        _write(path.resolve(), after)


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".toml.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {error.strerror}") from error
