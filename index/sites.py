"""The rules of sites, kept in `sites.toml` in the library's folder: read, checked, and added to.

What a rule does to a page is extraction's; here is the file alone. It lies in the library so that it goes where the
library goes. A library without the file has no rules, and nothing is loaded to find that out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DiskError, UsageError
from index.extract.recipe import SiteRule, View
from index.toml_files import changing

if TYPE_CHECKING:
    import tomlkit

FILE = "sites.toml"
_SITE = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*(/\S*)?|/\S+")
_LISTS = ("select", "remove")
_SINGLE = ("title", "byline", "published")
_KEYS = (*_LISTS, *_SINGLE, "view")


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


def add_removal(folder: Path, site: str, selector: str) -> bool:
    """Let what a selector names be removed from the pages of a site; whether that is new.

    Raises UsageError, DiskError.
    """
    import tomlkit

    with _changing(folder) as tables:
        table = tables.setdefault(site, tomlkit.table())
        removed = table.setdefault("remove", tomlkit.array())
        if isinstance(removed, str):
            removed = table["remove"] = tomlkit.item([removed])
        is_new = selector not in removed
        if is_new:
            removed.append(selector)
            removed.multiline(multiline=True)
    return is_new


def drop_removal(folder: Path, site: str, selector: str) -> None:
    """Take back what `add_removal` did. Raises UsageError, DiskError."""
    with _changing(folder) as tables:
        table = tables.get(site, {})
        removed = table.get("remove", [])
        if selector == removed:
            del table["remove"]
        elif selector in removed:
            removed.remove(selector)
        _tidy(tables, site)


def set_view(folder: Path, site: str, view: View | None) -> None:
    """Say which view of the pages of a site is kept; None says nothing of it. Raises UsageError, DiskError."""
    import tomlkit

    with _changing(folder) as tables:
        if view is not None:
            tables.setdefault(site, tomlkit.table())["view"] = view.value
        elif "view" in tables.get(site, {}):
            del tables[site]["view"]
        _tidy(tables, site)


@contextmanager
def _changing(folder: Path) -> Iterator[tomlkit.TOMLDocument]:
    """The file as tables that can be changed; what a person wrote in it stays as it is."""
    read_rules(folder)  # a file that cannot be understood is not written over
    with changing(folder / FILE) as document:
        yield document


def _tidy(tables: tomlkit.TOMLDocument, site: str) -> None:
    """Leave no list and no table that says nothing."""
    table = tables.get(site)
    if table is not None:
        if "remove" in table and not len(table["remove"]):
            del table["remove"]
        if not len(table):
            del tables[site]


def _rule(site: str, table: Any, where: str) -> SiteRule:
    if not _SITE.fullmatch(site):
        raise UsageError(f"{where}: a site is a host in small letters, with or without a path: example.org/blog")
    if not isinstance(table, dict):
        raise UsageError(f"{where} must be a table")
    for name in table:
        if name not in _KEYS:
            raise UsageError(f"{where}: no key {name!r}; there are {', '.join(_KEYS)}")
    lists = {name: _selectors(table[name], f"{where} {name}") for name in _LISTS if name in table}
    single = {name: _selector(table[name], f"{where} {name}") for name in _SINGLE if name in table}
    view = _view(table["view"], f"{where} view") if "view" in table else None
    return SiteRule(site, lists.get("select", ()), lists.get("remove", ()), **single, view=view)


def _view(value: Any, where: str) -> View:
    names = [view.value for view in View]
    if value not in names:
        raise UsageError(f"{where}: expected one of {', '.join(map(repr, names))}, found {value!r}")
    return View(value)


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
