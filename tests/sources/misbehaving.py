"""A web server on this machine that does what servers on the web do, and what they should not.

Each path has its own way to answer, written byte by byte, so that nothing in between makes it right.
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Self

PAGE = b"<!DOCTYPE html><title>Tides</title><p>The sea comes and goes.</p>"
_CRLF = b"\r\n"


@dataclass
class Visit:
    """A request, and the line to answer on."""

    path: str
    headers: dict[str, str]
    line: socket.socket
    stopped: threading.Event

    def send(self, *parts: bytes) -> Self:
        self.line.sendall(b"".join(parts))
        return self

    def answer(self, body: bytes = PAGE, status: str = "200 OK", kind: str = "text/html", **headers: str) -> None:
        """A whole answer with the right length, unless `headers` say otherwise."""
        lines = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.begin(status, **{name: value for name, value in lines.items() if value})
        self.send(body)

    def begin(self, status: str = "200 OK", **headers: str) -> Self:
        head = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        return self.send("\r\n".join(head).encode("latin-1"), _CRLF, _CRLF)

    def redirect(self, target: str, status: str = "302 Found") -> None:
        self.answer(b"", status, Location=target)

    def drip(self, data: bytes) -> None:
        """One byte now and then, until the other side is gone."""
        for byte in data:
            if self.stopped.wait(0.05):
                return
            self.send(bytes([byte]))

    def reset(self) -> None:
        """End as a crashed machine does."""
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.line.close()


Manner = Callable[[Visit], object]


@dataclass
class Server:
    """The server; `visits` counts the requests for each path."""

    manners: dict[str, Manner]
    visits: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}{path}"

    def _serve(self) -> None:
        while not self.stopped.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, line: socket.socket) -> None:
        with closing(line), suppress(OSError), line.makefile("rb") as reader:
            if reader.peek(1)[:1] == b"\x16":
                line.sendall(b"HTTP/1.1 400 This port speaks no TLS\r\n\r\n")
                return
            request = list(iter(lambda: reader.readline().strip(), b""))
            if not request:
                return
            path = request[0].split()[1].decode()
            self.headers = {
                name.decode().lower(): value.strip().decode() for name, _, value in (r.partition(b":") for r in request)
            }
            self.visits[path] = self.visits.get(path, 0) + 1
            self.manners[path.partition("?")[0]](Visit(path, self.headers, line, self.stopped))


def chunked(*parts: bytes) -> Iterator[bytes]:
    """A body in chunks."""
    for part in parts:
        yield b"%x\r\n%s\r\n" % (len(part), part)
    yield b"0\r\n\r\n"


def deflated(data: bytes, window: int) -> bytes:
    """Deflate, with or without the wrapping that servers disagree about."""
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


BOMB = gzip.compress(bytes(20_000_000))
