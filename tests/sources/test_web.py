"""Fetching, against a server that misbehaves in every way we know."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from index.article import Page
from index.errors import BadDataError, CarrelError, NetworkError, UsageError
from index.sources import Limits, Unreadable, pages
from index.sources.courtesy import Courtesy
from index.sources.web import Web, pages_of
from tests.sources.clocks import QuickClock
from tests.sources.misbehaving import BOMB, PAGE, Manner, Server, Visit, chunked, deflated

LIMITS = Limits(raw=200_000, decoded=1_000_000, deadline=30.0, tries=3, pause=0.0, allow_private=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({}) as server:
        yield server


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def fetch(server: Server, manner: Manner, limits: Limits = LIMITS, waits: list[float] | None = None) -> Page:
    server.manners["/"] = manner
    clock = QuickClock()
    with Web(limits, Courtesy(limits, clock)) as web:
        page = only_page(web, server.url(), limits)
    if waits is not None:
        waits += clock.waits
    return page


def only_page(web: Web, address: str, limits: Limits = LIMITS) -> Page:
    (page,) = pages_of(address, web.get(address), limits)
    assert isinstance(page, Page)
    return page


def complaint(server: Server, manner: Manner, limits: Limits = LIMITS) -> str:
    with pytest.raises(CarrelError) as caught:
        fetch(server, manner, limits)
    return str(caught.value)


def test_an_address_becomes_a_page(server: Server) -> None:
    page = fetch(server, lambda visit: visit.answer(kind='text/html; charset="ISO-8859-2"'))
    assert (page.source, page.url, page.data) == (server.url(), server.url(), PAGE)
    assert (page.media_type, page.charset) == ("text/html", "ISO-8859-2")
    assert page.fetched > 1_700_000_000


def test_the_program_says_who_it_is_and_what_it_reads(server: Server) -> None:
    fetch(server, lambda visit: visit.answer())
    assert server.headers["user-agent"].startswith("Carrel/")
    assert server.headers["accept"].startswith("text/html,")
    assert server.headers["accept-encoding"] == "gzip, deflate"


def test_a_fragment_is_not_sent(server: Server) -> None:
    server.manners["/"] = lambda visit: visit.answer()
    with Web(LIMITS) as web:
        assert only_page(web, server.url("/#part")).url == server.url("/")


WHOLE: dict[str, Manner] = {
    "with a length": lambda visit: visit.answer(),
    "without a length": lambda visit: visit.answer(Content_Length=""),
    "without a type": lambda visit: visit.answer(kind=""),
    "in chunks": lambda visit: visit.begin(Transfer_Encoding="chunked", Content_Type="text/html").send(
        *chunked(PAGE[:9], PAGE[9:])
    ),
    "packed": lambda visit: visit.answer(gzip.compress(PAGE), Content_Encoding="gzip"),
    "packed twice in a row": lambda visit: visit.answer(
        gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), Content_Encoding="x-gzip"
    ),
    "deflated": lambda visit: visit.answer(deflated(PAGE, 15), Content_Encoding="deflate"),
    "deflated without wrapping": lambda visit: visit.answer(deflated(PAGE, -15), Content_Encoding="deflate"),
    "said to be packed but plain": lambda visit: visit.answer(Content_Encoding="gzip"),
    "packed without saying so": lambda visit: visit.answer(gzip.compress(PAGE)),
    "with HTTP/1.0": lambda visit: visit.send(b"HTTP/1.0 200 OK\r\n\r\n", PAGE),
    "with another success": lambda visit: visit.answer(status="203 Non-Authoritative Information"),
    "as a download": lambda visit: visit.answer(kind="application/octet-stream"),
}


@pytest.mark.parametrize("manner", WHOLE.values(), ids=WHOLE)
def test_a_page_is_read_however_it_is_sent(server: Server, manner: Manner) -> None:
    assert fetch(server, manner).data == PAGE


BROKEN: dict[str, tuple[Manner, type[CarrelError], str]] = {
    "a reset while the body comes": (
        lambda visit: visit.begin(Content_Length="999").send(PAGE).reset(),
        NetworkError, "the connection broke",
    ),
    "a body shorter than promised": (
        lambda visit: visit.answer(Content_Length="999"), NetworkError, "the connection broke",
    ),
    "no answer at all": (lambda visit: None, NetworkError, "the connection broke"),
    "an answer that is not HTTP": (lambda visit: visit.send(b"SSH-2.0-OpenSSH\r\n\r\n"), NetworkError, "broke"),
    "broken chunks": (
        lambda visit: visit.begin(Transfer_Encoding="chunked").send(b"zz\r\nnonsense\r\n"),
        NetworkError, "the connection broke",
    ),
    "chunks that end early": (
        lambda visit: visit.begin(Transfer_Encoding="chunked").send(b"50\r\n", PAGE),
        NetworkError, "the connection broke",
    ),
    "headers without end": (
        lambda visit: visit.begin(**{f"X{n}": "x" * 1000 for n in range(200)}), NetworkError, "broke",
    ),
    "a body without end": (
        lambda visit: visit.begin(Content_Type="text/html").send(*[PAGE] * 10_000),
        BadDataError, "larger than 0.2 MB",
    ),
    "a gzip bomb": (
        lambda visit: visit.answer(BOMB, Content_Encoding="gzip"), BadDataError, "larger than 1 MB",
    ),
    "a bomb without a name": (lambda visit: visit.answer(BOMB), BadDataError, "larger than 1 MB"),
    "gzip that is cut off": (
        lambda visit: visit.answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), BadDataError, "ends before",
    ),
    "an encoding that was not asked for": (
        lambda visit: visit.answer(Content_Encoding="br"), BadDataError, "does not read (br)",
    ),
    "an empty page": (lambda visit: visit.answer(b""), BadDataError, "empty"),
    "no content": (lambda visit: visit.answer(b"", "204 No Content", Content_Length=""), BadDataError, "empty"),
    "not found": (lambda visit: visit.answer(status="404 Not Found"), NetworkError, "not found on the server (404)"),
    "payment": (lambda visit: visit.answer(status="402 Payment Required"), NetworkError, "asks for payment (402)"),
    "an odd status": (lambda visit: visit.answer(status="418 Teapot"), NetworkError, "the server answered 418"),
    "not modified": (lambda visit: visit.begin("304 Not Modified"), NetworkError, "the server answered 304"),
    "busy for ever": (
        lambda visit: visit.answer(status="503 Busy"), NetworkError, "out of service for now (503) (3 tries)",
    ),
    "busy for an hour": (
        lambda visit: visit.answer(status="429 Slow down", Retry_After="3600"), NetworkError, "would be in 3600 s",
    ),
    "a guard against robots": (
        lambda visit: visit.answer(status="403 Forbidden", cf_mitigated="challenge"), NetworkError, "a bot wall",
    ),
    "a redirect to itself": (lambda visit: visit.redirect("/"), NetworkError, "redirected more than 10 times"),
    "a redirect to nowhere": (
        lambda visit: visit.answer(b"", "301 Moved"), NetworkError, "redirected without an address",
    ),
    "a redirect to a file": (
        lambda visit: visit.redirect("file:///etc/passwd"), NetworkError, "redirected to a file: address",
    ),
    "a redirect to nonsense": (lambda visit: visit.redirect("http://[::1"), NetworkError, "no address"),
    "a redirect to a port that is none": (lambda visit: visit.redirect("http://127.0.0.1:99999/"), CarrelError, ""),
}  # fmt: skip


@pytest.mark.parametrize(("manner", "kind", "said"), BROKEN.values(), ids=BROKEN)
def test_what_goes_wrong_is_named(server: Server, manner: Manner, kind: type[CarrelError], said: str) -> None:
    with pytest.raises(kind) as caught:
        fetch(server, manner)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def after(failures: int, failing: Manner) -> Manner:
    """A manner that gives the page after so many failures."""
    left = [failures]

    def manner(visit: Visit) -> None:
        left[0] -= 1
        (failing if left[0] >= 0 else Visit.answer)(visit)

    return manner


@pytest.mark.parametrize(
    "failing",
    [
        lambda visit: visit.answer(status="500 Oops"),
        lambda visit: visit.answer(status="503 Busy"),
        lambda visit: visit.answer(status="429 Slow down"),
        lambda visit: visit.reset(),
        lambda visit: visit.answer(Content_Length="999"),
    ],
    ids=["500", "503", "429", "reset", "short body"],
)
def test_what_passes_is_tried_again_after_a_random_wait(server: Server, failing: Manner) -> None:
    waits: list[float] = []
    assert fetch(server, after(2, failing), waits=waits).data == PAGE
    assert server.visits["/"] == 3
    assert len(waits) == 2
    assert 0 <= waits[0] <= 2
    assert 0 <= waits[1] <= 4


@pytest.mark.parametrize("status", ["400 Bad", "401 Who", "403 No", "404 Not Found", "410 Gone", "451 Law"])
def test_what_will_not_pass_is_asked_once(server: Server, status: str) -> None:
    complaint(server, lambda visit: visit.answer(status=status))
    assert server.visits["/"] == 1


@pytest.mark.parametrize("as_date", [False, True])
def test_the_pause_that_a_server_asks_for_is_kept(server: Server, as_date: bool) -> None:
    value = formatdate(time.time() + 20, usegmt=True) if as_date else "20"
    waits: list[float] = []
    fetch(server, after(1, lambda visit: visit.answer(status="429 Slow down", Retry_After=value)), waits=waits)
    assert 10 <= sum(waits) <= 20


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_to_the_page(server: Server, status: str) -> None:
    server.manners["/there/page"] = lambda visit: visit.answer()
    assert fetch(server, lambda visit: visit.redirect("there/page?x=1", status)).url == server.url("/there/page?x=1")


def test_a_cookie_set_on_the_way_is_shown_on_the_way_and_then_forgotten(server: Server) -> None:
    def gate(visit: Visit) -> None:
        if "cookie" in visit.headers:
            visit.answer()
        else:
            visit.answer(b"", "302 Found", Location="/", Set_Cookie="seen=1")

    server.manners["/"] = gate
    with Web(LIMITS, Courtesy(LIMITS, QuickClock())) as web:
        assert web.get(server.url()).data == PAGE
        assert web.get(server.url()).data == PAGE
    assert server.visits["/"] == 4


@pytest.mark.parametrize(
    "manner",
    [
        lambda visit: visit.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: " + b"x" * 1000),
        lambda visit: visit.begin(Content_Type="text/html").drip(PAGE * 20),
        lambda visit: visit.stopped.wait(20),
    ],
    ids=["the headers", "the body", "nothing"],
)
def test_a_server_that_drips_is_left_at_the_deadline(server: Server, manner: Manner) -> None:
    limits = Limits(deadline=0.4, tries=1, pause=0.0, allow_private=True)
    began = time.monotonic()
    assert "took longer than" in complaint(server, manner, limits)
    assert time.monotonic() - began < 5


def test_a_private_address_is_refused_before_anything_is_sent(server: Server) -> None:
    guarded = Limits(tries=1)
    assert "private address (127.0.0.1)" in complaint(server, lambda visit: visit.answer(), guarded)
    assert server.visits == {}


def test_a_name_that_leads_to_a_private_address_is_refused_when_connected(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup = socket.getaddrinfo

    def lying(host: str, *rest: object, **more: object) -> object:
        return lookup("127.0.0.1" if host == "public.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lying)
    server.manners["/"] = lambda visit: visit.answer()
    address = server.url().replace("127.0.0.1", "public.example")
    with Web(Limits(tries=1)) as web, pytest.raises(NetworkError, match="private address"):
        web.get(address)
    assert server.visits == {}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "[::1]", "169.254.169.254", "[fe80::1]",
                                  "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "0.0.0.0", "100.64.0.1"])  # fmt: skip
def test_addresses_of_private_networks_are_refused(host: str) -> None:
    with Web(Limits(tries=1)) as web, pytest.raises(NetworkError, match="private address"):
        web.get(f"http://{host}/")


def test_a_host_that_is_not_there_says_so() -> None:
    with Web(LIMITS) as web, pytest.raises(NetworkError, match=r"no such host|could not be looked up"):
        web.get("http://no-such-host.invalid/")


def test_a_closed_door_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with (
        Web(LIMITS, Courtesy(LIMITS, QuickClock())) as web,
        pytest.raises(NetworkError, match=r"no connection: .*refused"),
    ):
        web.get(f"http://127.0.0.1:{port}/")


def test_a_server_that_does_not_speak_tls_says_so(server: Server) -> None:
    server.manners["/"] = lambda visit: visit.answer()
    with (
        Web(LIMITS, Courtesy(LIMITS, QuickClock())) as web,
        pytest.raises(NetworkError, match=r"no secure|broke|no conn"),
    ):
        web.get(server.url().replace("http:", "https:"))


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://exa mple.org:port/", "http://\u0000/"])
def test_what_is_no_address_is_wrong_usage(address: str) -> None:
    with Web(LIMITS) as web, pytest.raises((UsageError, NetworkError)):
        web.get(address)


def test_one_host_is_not_asked_twice_within_a_second(server: Server) -> None:
    server.manners["/a"] = server.manners["/b"] = lambda visit: visit.answer()
    clock = QuickClock()
    limits = Limits(allow_private=True)
    with Web(limits, Courtesy(limits, clock)) as web:
        web.get(server.url("/a"))
        assert clock.waits == []
        web.get(server.url("/b"))
    assert clock.waits == [1.0]


def test_addresses_and_files_come_in_the_order_named(server: Server, tmp_path: Path) -> None:
    server.manners["/a"] = lambda visit: visit.answer()
    server.manners["/b"] = lambda visit: visit.answer(status="404 Not Found")
    (tmp_path / "c.html").write_bytes(PAGE)
    first, second, third = pages([server.url("/a"), server.url("/b"), str(tmp_path / "c.html")], limits=LIMITS)
    assert isinstance(first, Page)
    assert second == Unreadable(server.url("/b"), "not found on the server (404)", 69)
    assert isinstance(third, Page)


def test_a_book_on_the_web_is_a_book(server: Server) -> None:
    from tests.sources.material import epub

    server.manners["/tide.epub"] = lambda visit: visit.answer(epub(), kind="application/octet-stream")
    with Web(LIMITS) as web:
        page = only_page(web, server.url("/tide.epub"))
    assert (page.url, b"The Tide" in page.data) == (server.url("/tide.epub"), True)


def test_a_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url())
    monkeypatch.setenv("no_proxy", "")
    server.manners["http://public.example/page"] = lambda visit: visit.answer()
    with Web(Limits(tries=1)) as web:
        assert web.get("http://public.example/page").data == PAGE


def test_no_thread_is_left_behind(server: Server) -> None:
    fetch(server, lambda visit: visit.answer())
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
