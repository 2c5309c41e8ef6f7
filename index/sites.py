"""The rules of sites, kept in `sites.toml` in the library's folder: read, checked, and added to.

What a rule does to a page is extraction's; here is the file alone. It lies in the library so that it goes where the
library goes. A library without the file has no rules, and nothing is loaded to find that out.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from index.errors import DiskError, UsageError
from index.extract.recipe import SiteRule

FILE = "sites.toml"
_SITE = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*(/\S*)?")
_LISTS = ("select", "remove")
_SINGLE = ("title", "byline", "published")


def read_rules(folder: Path) -> tuple[SiteRule, ...]:
    """The rules of a library. Raises UsageError, naming file, table and key, where one cannot be understood."""
    path = folder / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise DiskError(f"{path}: cannot be read: {error.strerror}") from error
    return tuple(_rule(site, table, f'{path}: ["{site}"]') for site, table in tables.items())


def add_removal(folder: Path, site: str, selector: str) -> str:
    """Let what a selector names be removed from the pages of a site; the text of the file before, for `put_back`.

    What a person wrote in the file stays as it is. Raises UsageError, DiskError.
    """
    import tomlkit

    read_rules(folder)  # a file that cannot be understood is not written over
    path = folder / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(before)
    table = document.setdefault(site, tomlkit.table())
    removed = table.setdefault("remove", tomlkit.array())
    if selector not in removed:
        removed.append(selector)
        removed.multiline(multiline=True)
        put_back(folder, tomlkit.dumps(document))
    return before


def put_back(folder: Path, text: str) -> None:
    """Write the file whole, or not at all. Raises DiskError."""
    path = folder / FILE
    beside = path.with_suffix(".toml.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {error.strerror}") from error


def _rule(site: str, table: Any, where: str) -> SiteRule:
    if not _SITE.fullmatch(site):
        raise UsageError(f"{where}: a site is a host in small letters, with or without a path: example.org/blog")
    if not isinstance(table, dict):
        raise UsageError(f"{where} must be a table")
    for name in table:
        if name not in (*_LISTS, *_SINGLE):
            raise UsageError(f"{where}: no key {name!r}; there are {', '.join((*_LISTS, *_SINGLE))}")
    lists = {name: _selectors(table[name], f"{where} {name}") for name in _LISTS if name in table}
    single = {name: _selector(table[name], f"{where} {name}") for name in _SINGLE if name in table}
    return SiteRule(site, lists.get("select", ()), lists.get("remove", ()), **single)


def _selectors(value: Any, where: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(_selector(each, where) for each in values)


def _selector(value: Any, where: str) -> str:
    from index.extract.selectors import why_wrong

    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{where}: expected a selector in quotes, CSS or XPath")
    if wrong := why_wrong(value.strip()):
        raise UsageError(f"{where}: {value!r} is no selector: {wrong}")
    return value.strip()
