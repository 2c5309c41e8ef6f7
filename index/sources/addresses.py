"""Web addresses as text: what is one, how it may be shown, and which lead into a private network. No network here."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):(?=//|[^\\/])", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_address(text: str) -> bool:
    """Whether a source is to be fetched from the web rather than read from the disk."""
    return _ADDRESS.match(text) is not None


def scheme_of(text: str) -> str:
    """The scheme that a text begins with, in lower case, or nothing (`C:` and `-` have none)."""
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


def host_of(address: str) -> str:
    """The host that an address names, in lower case, or nothing where it is malformed."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    return "" if port == 0 else parts.hostname or ""


def without_fragment(address: str) -> str:
    """An address without the place in the page that it points at."""
    return urldefrag(address).url


def shown(address: str) -> str:
    """An address fit for messages and logs: without the name and password that it may hold."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def member(address: str, name: str) -> str:
    """The address of something in an archive that itself has one."""
    return f"{without_fragment(address)}#{quote(name, safe='/:?&=%~')}"


def is_private(host: str) -> bool:
    """Whether a numeric address is not one of the open internet. A name is no number, and not private by itself."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_private(str(inner))
    return not address.is_global or address.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64)."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
