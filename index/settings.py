"""Where Carrel keeps its things, and what a person may set in `carrel.toml`.

Knows the file system's conventions, and no setting's meaning: a room that has settings takes a table from here and
checks it itself.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from index.errors import UsageError
from index.toml_files import changing

LIBRARY_VARIABLE = "CARREL_LIBRARY"
CONFIG_VARIABLE = "CARREL_CONFIG"


def default_library() -> Path:
    """The folder of the library that is used when none is named: $CARREL_LIBRARY, or the system's place for data."""
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("carrel", appauthor=False))


def config_file() -> Path:
    """Where `carrel.toml` is looked for: $CARREL_CONFIG, or the system's place for settings."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("carrel", appauthor=False)) / "carrel.toml"


@dataclass(frozen=True)
class Settings:
    """What `carrel.toml` says. A missing file is an empty one."""

    path: Path = field(default_factory=config_file)

    @cached_property
    def _tables(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{self.path}: not valid TOML: {error}") from error
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be read: {error.strerror}") from error

    def table(self, name: str) -> dict[str, Any]:
        """A table of the file, empty where it is missing. Raises UsageError where the file cannot be read."""
        found = self._tables.get(name, {})
        if not isinstance(found, dict):
            raise UsageError(f"{self.path}: [{name}] must be a table")
        return found

    def flag(self, table: str, name: str, *, default: bool) -> bool:
        """A setting that is true or false. Raises UsageError where it is neither."""
        value = self.table(table).get(name, default)
        if not isinstance(value, bool):
            raise UsageError(f"{self.path}: [{table}] {name}: expected true or false, found {value!r}")
        return value

    def keep(self, table: str, values: Mapping[str, str | int | bool]) -> None:
        """Write settings into the file; all else in it stays. Raises UsageError, DiskError."""
        self.read_again()
        self.table(table)  # a file that cannot be understood is not written over
        with changing(self.path) as tables:
            tables.setdefault(table, {}).update(values)
        self.read_again()

    def read_again(self) -> None:
        """Forget what the file said: somebody may have changed it."""
        self.__dict__.pop("_tables", None)
