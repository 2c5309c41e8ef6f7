"""Where a page lives: its canonical address where that is plausible, and the base of the addresses within it."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)(?P<browser>\S+)"
    r"|Page saved with SingleFile\s+url:\s*(?P<singlefile>\S+)"
    r"|Saved from (?P<monolith>\S+) at "
)
_HEAD = 8192
"""Characters in which programs that save pages leave their mark."""

_HOSTLESS = re.compile(r"^(?:www|m|mobile|amp)\.")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src)=")


def address_of(root: HtmlElement, source: str, url: str) -> str:
    """The address of a page: the canonical one where plausible, else `url`, else what its saver noted in `source`."""
    if not is_web(url):
        url = saved_from(source) or url
    for candidate in _canonical_candidates(root):
        address = _joined(url, candidate)
        if _is_plausible(address, url):
            return _without_fragment(address)
    return url


def saved_from(source: str) -> str:
    """The address that a browser, SingleFile or monolith noted in a page that it saved; empty where none did."""
    match = _SAVED_FROM.search(source[:_HEAD])
    address = next(filter(None, match.groups()), "") if match else ""
    return address if is_web(address) else ""


def base_of(root: HtmlElement, url: str) -> str:
    """What relative addresses within the page count from."""
    base = next((node.get("href") or "" for node in root.iter("base") if node.get("href")), "")
    return _joined(url, base) if base else url


def absolute(base: str, address: str) -> str:
    """An address within the page, whole; empty where it leads nowhere (none, script, data, or beyond repair)."""
    address = "".join(address.split()) if "\n" in address or "\t" in address else address.strip()
    if address[:11].lower() == "javascript:" or address[:5].lower() == "data:":
        return ""
    return _joined(base, address) if address else ""


def _canonical_candidates(root: HtmlElement) -> list[str]:
    links = [node.get("href") or "" for node in root.iter("link") if "canonical" in (node.get("rel") or "").split()]
    graph = [node.get("content") or "" for node in root.iter("meta") if node.get("property") == "og:url"]
    return [candidate.strip() for candidate in (*links, *graph) if candidate.strip()]


def _is_plausible(address: str, url: str) -> bool:
    """A canonical address is believed on the page's own site, and where it is no home page unless the page is."""
    if not is_web(address):
        return False
    mine, theirs = urlsplit(url), urlsplit(address)
    if not is_web(url):
        return theirs.path.strip("/") != "" or bool(theirs.query)
    if _site(mine.hostname or "") != _site(theirs.hostname or ""):
        return False
    is_home = not theirs.path.strip("/") and not theirs.query
    return not is_home or not (mine.path.strip("/") or mine.query)


def _site(host: str) -> str:
    """A host without the parts that name a way of serving the same site."""
    return _HOSTLESS.sub("", host.lower())


def is_web(address: str) -> bool:
    """Whether an address is one of the web: http or https, with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _without_fragment(address: str) -> str:
    parts = urlsplit(address)
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
