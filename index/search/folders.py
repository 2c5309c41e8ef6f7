"""Where an index lives: `index/<schema>-<name>/`, and which one is the current one.

An index is built beside the one that is used; then `CURRENT` is swapped, which is one durable rename. Readers of the
old one keep what they have open.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import uuid
from pathlib import Path

from index.search.codec.storage import sync_folder
from index.search.engine import IndexDamaged
from index.search.schema import schema_hash

CURRENT = "CURRENT"
_NAME = re.compile(r"([0-9a-f]{8})-[0-9a-f]{32}")


def current(folder: Path) -> Path:
    """The index that is in use. Raises IndexDamaged: there is none, or it is of another schema, or not ours alone."""
    check_owner(folder)
    name = _named(folder)
    while True:
        try:
            check_owner(folder / name)
        except IndexDamaged:
            before, name = name, _named(folder)
            if name == before:
                raise
        else:
            return folder / name


def _named(folder: Path) -> str:
    """The name in the pointer. It may be swapped, and what it named deleted, right after it was read."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"there is no index in {folder}") from error
    match = _NAME.fullmatch(name)
    if match is None:
        raise IndexDamaged(f"{folder / CURRENT} names no index")
    if match[1] != schema_hash():
        raise IndexDamaged("the index was made by another version")
    return name


def check_owner(folder: Path) -> None:
    """Refuse a folder that another user owns or could write to. Raises IndexDamaged."""
    try:
        status = folder.lstat()
    except OSError as error:
        raise IndexDamaged(f"there is no index in {folder}") from error
    if not stat.S_ISDIR(status.st_mode):
        raise IndexDamaged(f"{folder} is not a folder")
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexDamaged(f"{folder} could be changed by others than its owner, who is not sure to be you")


def fresh(folder: Path) -> Path:
    """A new, empty folder for an index."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{schema_hash()}-{uuid.uuid4().hex}"
    path.mkdir(mode=0o700)
    return path


def make_current(path: Path) -> None:
    """Point to a finished index, and delete the others. Only under the writer's lock."""
    pointer = path.parent / CURRENT
    draft = pointer.with_suffix(".draft")
    with draft.open("w", encoding="ascii") as file:
        file.write(path.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(pointer)
    sync_folder(path.parent)
    for other in path.parent.iterdir():
        if other.is_dir() and other != path and _NAME.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)
