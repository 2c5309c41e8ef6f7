"""One request and its answer over HTTP/1.1, guarded: who was really connected to, how long it takes, how much it sends.

httpx does the talking; its redirects, decoding and reading of the environment are switched off, since each is done here
or in `web` within limits. What goes wrong becomes a NetworkError: a passing one where another try may help.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, Self
from urllib.request import getproxies, proxy_bypass

import httpx

from index.errors import NetworkError, UsageError
from index.sources.addresses import host_of, is_private, scheme_of
from index.sources.model import Limits, too_large
from index.sources.reading import inflated

_CONNECT_SECONDS, _SILENT_SECONDS = 10.0, 20.0
_CHUNK = 1 << 16
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/markdown;q=0.8,text/plain;q=0.7,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


class PassingError(NetworkError):
    """A failure that another try may cure; `wait` is the pause that the server asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class StoppedError(NetworkError):
    """Nothing is fetched any more, since nobody wants it."""

    def __init__(self) -> None:
        super().__init__("stopped")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the bytes of the body are unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def media_type(self) -> str:
        """What the server calls the body, in lower case, or nothing."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server declares, or nothing."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""


class Exchange:
    """Makes requests, each on a connection of its own. Close it after use."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._clients: dict[str, httpx.Client] = {}
        self._watch: _Watch | None = None
        self._is_cut = False

    def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            client.close()

    def cut(self) -> None:
        """Break off what is under way, from another thread, and begin nothing any more."""
        self._is_cut = True
        if (watch := self._watch) is not None:
            watch.strike()

    def forget(self) -> None:
        """Drop the cookies: they are kept from one redirect to the next, not from one page to another."""
        for client in self._clients.values():
            client.cookies.clear()

    def get(self, address: str, seconds: float) -> Answer:
        """What an address answers within a time, be it an error or a redirect; the body is read of a success only.

        Raises UsageError (no address), NetworkError, UnfitError (too large) or BadDataError (badly packed).
        """
        host = host_of(address)
        if not host:
            raise UsageError("not a web address")
        proxy = _proxy_for(address, host)
        guarded = not self._limits.allow_private
        if guarded and (is_private(host) or host == "localhost"):
            raise _private(host)
        with _Watch(seconds, guarded=guarded and not proxy) as watch:
            self._watch = watch
            if self._is_cut:
                raise StoppedError
            try:
                answer: Answer | None = self._exchange(self._client(proxy), address, watch)
            except (httpx.InvalidURL, UnicodeError) as error:
                raise UsageError(f"not a web address: {error}") from error
            except httpx.HTTPError as error:
                if not watch.has_struck:
                    raise _named(error) from error
                answer = None
        if self._is_cut:
            raise StoppedError
        if answer is None or watch.has_struck:
            raise NetworkError(f"took longer than {self._limits.deadline:.0f} s")
        return answer

    def _exchange(self, client: httpx.Client, address: str, watch: _Watch) -> Answer:
        request = client.build_request("GET", address, extensions={"trace": watch.trace})
        response = client.send(request, stream=True)
        try:
            data = self._body(response) if response.is_success else b""
        finally:
            response.close()
        return Answer(str(response.url), response.status_code, response.headers, data)

    def _body(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_raw(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > self._limits.raw:
                raise too_large(self._limits.raw)
        encoding = response.headers.get("content-encoding", "").strip().lower()
        return inflated(b"".join(parts), encoding, self._limits.decoded)

    def _client(self, proxy: str) -> httpx.Client:
        if proxy not in self._clients:
            self._clients[proxy] = httpx.Client(
                headers={**_HEADERS, "User-Agent": _user_agent()},
                proxy=proxy or None,
                verify=_encryption(),
                timeout=httpx.Timeout(_SILENT_SECONDS, connect=_CONNECT_SECONDS),
                limits=httpx.Limits(max_keepalive_connections=0),
                follow_redirects=False,
                trust_env=False,
            )
        return self._clients[proxy]


class _Watch:
    """Looks at each connection as it is made, and shuts it at the deadline, whatever the server is doing.

    Time-outs of sockets count from byte to byte, so a server that sends one now and then would never meet them.
    """

    def __init__(self, seconds: float, *, guarded: bool) -> None:
        self.has_struck = False
        self._guarded = guarded
        self._line: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, seconds), self.strike)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._line is not None:
            self._line.close()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by httpx at each step; a new connection is looked at before anything is sent over it."""
        if not event.endswith("connect_tcp.complete"):
            return
        stream = info["return_value"]
        reached = stream.get_extra_info("server_addr")[0]
        if self._guarded and is_private(reached):
            stream.close()
            raise _private(reached)
        self._line = socket.socket(fileno=os.dup(stream.get_extra_info("socket").fileno()))
        if self.has_struck:
            self.strike()

    def strike(self) -> None:
        """Shut the connection: the time is over, or nobody wants the answer any more."""
        self.has_struck = True
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _private(host: str) -> NetworkError:
    return NetworkError(f"leads to a private address ({host}); --allow-private permits it")


def _named(error: httpx.HTTPError) -> NetworkError:
    """What went wrong, in our words."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "no common way to encrypt"
            return NetworkError(f"no secure connection: {str(reason).replace('_', ' ').lower()}")
        if isinstance(cause, socket.gaierror):
            unknown = cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            return NetworkError("no such host") if unknown else PassingError("the host's name could not be looked up")
    match error:
        case httpx.UnsupportedProtocol():
            return NetworkError("only http: and https: addresses are fetched")
        case httpx.RemoteProtocolError() if "location header" in str(error):
            return NetworkError("redirected to something that is no address")
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return PassingError("no connection in time")
        case httpx.TimeoutException():
            return PassingError(f"nothing came for {_SILENT_SECONDS:.0f} s")
        case httpx.ConnectError():
            reasons = [cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror]
            return PassingError(f"no connection: {reasons[0].lower()}" if reasons else "no connection")
        case httpx.ProxyError():
            return PassingError(f"the proxy refused: {error}")
    return PassingError(f"the connection broke: {str(error).strip() or type(error).__name__}")


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


@cache
def _encryption() -> ssl.SSLContext:
    """What connections are secured with; slow to make, and the same for all."""
    return httpx.create_ssl_context()


def _proxy_for(address: str, host: str) -> str:
    """The proxy that the environment names for an address, or nothing."""
    proxies = getproxies()
    proxy = proxies.get(scheme_of(address)) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _user_agent() -> str:
    """Who asks, honestly: a program that saves pages for one reader."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("carrel")
    except PackageNotFoundError:
        number = "0"
    return f"Carrel/{number} (terminal reader; saves single pages for one person)"
