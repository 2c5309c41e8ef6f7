"""When two addresses are the same place, and when two texts are the same text.

An address is kept as it was met; what is compared is its *key*, which leaves out everything that does not change what
an honest server answers. A text is compared by its fingerprint. Both are stored, so a change of the rules needs a
migration that writes them anew.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlsplit

from index.article import Extraction
from index.store.folding import fold, well_formed

TRACKING = frozenset(
    {
        *("fbclid", "igsh", "igshid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "_ga", "_gl"),
        *("msclkid", "yclid", "ysclid", "_openstat", "twclid", "__twitter_impression", "ttclid", "li_fat_id", "spm"),
        *("mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "vero_conv", "ck_subscriber_id"),
        *("_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "wickedid", "rb_clickid", "scm"),
        *("guccounter", "guce_referrer", "guce_referrer_sig", "ref_src", "ref_url", "sc_campaign", "sc_channel"),
        *("s_cid", "icid", "ncid", "cmpid", "ito", "xtor", "at_medium", "at_campaign"),
    }
)
"""Parameters that say how a reader came to a page, and nothing of the page."""

TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "stm_", "itm_", "at_custom", "wt_")
"""Beginnings of such parameters."""

_DEFAULT_PORTS = {80, 443}
_WEB = ("http", "https")
_ROUTES = ("!", "/")
"""Fragments that begin so name a page of a site made by script, not a place in the page."""

SHORT = 200
"""Characters of a text below which it takes an equal title, too, to be the same: short texts are often boilerplate."""

_SHINGLE = 12
_RESEMBLANCE = 0.5


def address_key(url: str) -> str:
    """What an address is compared by; empty where it names no place.

    http and https, `www.`, default ports, letter case of the host, a trailing slash, tracking parameters, the order of
    parameters, and fragments make no difference. Files are compared by path and fragment (a chapter of a book).
    """
    url = well_formed(url.strip())
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return url
    if scheme == "file":
        return "file://" + _quoted(_without_dots(parts.path)) + (f"#{parts.fragment}" if parts.fragment else "")
    if scheme not in _WEB:
        return "" if scheme in ("", "about", "data", "javascript", "blob") else url.partition("#")[0]
    place = f"[{host}]" if ":" in host else _ascii_host(host).removeprefix("www.")
    if port is not None and port not in _DEFAULT_PORTS:
        place += f":{port}"
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment.startswith(_ROUTES) else ""
    return f"//{place}{_quoted(_without_dots(parts.path)).rstrip('/')}{_query(parts)}{fragment}"


def is_file(key: str) -> bool:
    """Whether a key is that of a file on this machine."""
    return key.startswith("file:")


def is_web(url: str) -> bool:
    """Whether an address is one that a browser opens."""
    return url.lstrip()[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """The folded host of a web address, as people read it, without `www.`; empty for files."""
    try:
        host = urlsplit(url.strip()).hostname or "" if is_web(url) else ""
    except ValueError:
        return ""
    return fold(_readable_host(host)).rstrip(".").removeprefix("www.")


def _query(parts: SplitResult) -> str:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((name, value) for name, value in pairs if not _is_tracking(name.lower()))
    return "?" + "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in kept) if kept else ""


def _is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _encoded(text: str) -> str:
    return quote(text, safe="")


def _quoted(text: str) -> str:
    """Percent-encoding in its one normal form (RFC 3986, 6.2.2)."""
    pieces = re.split(r"(%2[Ff])", text)  # an encoded slash is not a slash
    return "".join(
        piece.upper() if number % 2 else quote(unquote_to_bytes(piece), safe="/:@!$&'()*+,;=~")
        for number, piece in enumerate(pieces)
    )


def _without_dots(path: str) -> str:
    """A path without `.` and `..` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            del kept[max(1, len(kept) - 1) :]
        elif step != ".":
            kept.append(step)
    return "/".join(kept) + ("/" if steps[-1] in (".", "..") and kept[-1:] != [""] else "")


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _readable_host(host: str) -> str:
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def fingerprint(extraction: Extraction, key: str) -> bytes:
    """What a text is recognised by at another address: its folded words, whatever stands between them.

    A text that is not there (a shell, a paywall) is only ever the same as itself at the same address.
    """
    body = " ".join(fold(extraction.document.body_text()).split())
    parts = [body]
    if len(body) < SHORT:
        parts.append(" ".join(fold(extraction.metadata.title).split()))
    if extraction.verdict.is_broken or not body:
        parts.append(key)
    return blake2b(well_formed("\0".join(parts)).encode(), digest_size=16).digest()


def resemble(one: str, other: str) -> bool:
    """Whether most of the shorter text stands in the longer one, too."""
    shingles, others = _shingles(one), _shingles(other)
    fewer = min(len(shingles), len(others))
    return fewer > 0 and len(shingles & others) >= _RESEMBLANCE * fewer


def _shingles(text: str) -> set[str]:
    text = " ".join(fold(text).split())
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
