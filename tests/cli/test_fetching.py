"""`fetch` and `add --later`: links kept now, downloaded when there is a network."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import carrel, command, opened
from tests.cli.terminals import on_a_terminal
from tests.cli.test_adding import html
from tests.sources.misbehaving import Server, Visit


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that stands for every host, as a proxy: each host is asked once, so nobody waits."""
    with Server({}) as server:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, server.url())
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, "")
        yield server


def serve(web: Server, *names: str) -> list[str]:
    """Addresses of pages, each on a host of its own."""
    for name in names:
        web.manners[f"http://{name}.example/"] = lambda visit, name=name: visit.answer(html(f"The tides of {name}"))  # type: ignore[misc]
    return [f"http://{name}.example/" for name in names]


def refuse(web: Server, name: str, status: str, **headers: str) -> str:
    web.manners[f"http://{name}.example/"] = lambda visit: visit.answer(status=status, **headers)
    return f"http://{name}.example/"


def test_addresses_are_kept_for_later_without_the_network(empty: Path, web: Server) -> None:
    result = carrel(empty, "add", "--later", "--tag", "sea", *serve(web, "a", "b"))
    assert (result.status, result.out) == (0, "")
    assert result.err == "2 links queued; `carrel fetch` downloads what is queued\n"
    assert web.visits == {}
    assert carrel(empty, "fetch").status == 0
    with opened(empty) as library:
        assert {row.tags for row in library.rows([1, 2])} == {("sea",)}


def test_addresses_for_later_come_from_standard_input(empty: Path) -> None:
    result = carrel(empty, "add", "--later", "-", given=b"http://a.example/\n\n http://b.example/ \n")
    assert result.err.startswith("2 links queued")


@pytest.mark.parametrize("arguments", [["page.html"], ["http://a.example/", "--url", "http://b.example/"]])
def test_only_addresses_can_be_kept_for_later(empty: Path, arguments: list[str]) -> None:
    result = carrel(empty, "add", "--later", *arguments)
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert not empty.exists()


def test_what_is_there_already_is_not_queued(library: Path) -> None:
    result = carrel(library, "add", "--later", "https://tides.example/table")
    assert result.err.startswith("0 links queued, 1 in the library already")


def test_a_few_links_are_told_one_by_one(empty: Path, web: Server) -> None:
    carrel(empty, "add", "--later", *serve(web, "a", "b"))
    result = carrel(empty, "fetch")
    assert result.status == 0
    assert sorted(line.split("  ")[1].strip() for line in (each.strip() for each in result.lines)) == [
        "The tides of a", "The tides of b",
    ]  # fmt: skip
    assert re.search(r"^2 links in .*: 2 added$", result.err, re.MULTILINE)


def test_each_link_is_told_as_an_object(empty: Path, web: Server) -> None:
    (url,) = serve(web, "a")
    carrel(empty, "add", "--later", url)
    (found,) = carrel(empty, "fetch", "--json").objects
    assert (found["source"], found["outcome"], found["id"], found["verdict"]) == (url, "added", 1, "article")


def test_links_are_named_and_fetched_at_once(empty: Path, web: Server) -> None:
    first, second = serve(web, "a", "b")
    carrel(empty, "add", "--later", first)
    result = carrel(empty, "fetch", second)
    assert (result.status, web.visits) == (0, {second: 1})
    again = carrel(empty, "fetch", second)
    assert (again.status, again.lines[0].split()[-1], web.visits) == (0, "duplicate", {second: 1})


def test_nothing_to_fetch_is_no_failure(library: Path) -> None:
    result = carrel(library, "fetch")
    assert (result.status, result.out, result.err) == (0, "", "nothing to fetch\n")


def test_failures_are_counted_by_cause_and_can_be_tried_again(empty: Path, web: Server) -> None:
    gone = [refuse(web, name, "404 Not Found") for name in "ab"]
    wall = refuse(web, "c", "403 Forbidden", cf_mitigated="challenge")
    (good,) = serve(web, "d")
    carrel(empty, "add", "--later", *gone, wall, good)
    result = carrel(empty, "fetch")
    assert result.status == 1
    assert "1 added, 3 failed" in result.err
    assert "  failed 2: not found on the server (404): " in result.err
    assert "  failed 1: a bot wall" in result.err
    assert "`carrel fetch --retry`" in result.err
    assert carrel(empty, "fetch").out == ""
    serve(web, "a", "b")
    again = carrel(empty, "fetch", "--retry")
    assert (again.status, len(again.lines)) == (1, 2)
    assert web.visits[good] == 1


@pytest.mark.parametrize(("status", "expected"), [("404 Not Found", 69), ("204 No Content", 65)])
def test_one_link_that_fails_gives_the_status_of_its_cause(
    empty: Path, web: Server, status: str, expected: int
) -> None:
    carrel(empty, "add", "--later", refuse(web, "a", status))
    result = carrel(empty, "fetch")
    assert (result.status, result.out) == (expected, "")
    assert result.err.startswith("carrel: http://a.example/: ")


def test_what_a_server_puts_off_is_said_with_the_time(empty: Path, web: Server) -> None:
    carrel(empty, "add", "--later", refuse(web, "a", "429 Slow down", Retry_After="7200"))
    result = carrel(empty, "fetch")
    assert result.status == 1
    assert re.search(r"1 link put off by servers; `carrel fetch` goes on from \d{4}-\d\d-\d\d \d\d:\d\d\n", result.err)
    assert "not before" in carrel(empty, "fetch", "--list").out


def test_a_page_whose_text_is_missing_is_kept_and_said_so(empty: Path, web: Server) -> None:
    shell = (
        b"<html><head><title>App</title></head><body><div id='root'></div><script src='/a.js'></script></body></html>"
    )
    web.manners["http://a.example/"] = lambda visit: visit.answer(shell)
    carrel(empty, "add", "--later", "http://a.example/")
    result = carrel(empty, "fetch")
    assert (result.status, len(result.lines)) == (0, 1)
    assert result.err == (
        "carrel: http://a.example/: shell: the text is filled in by script; save the page from a browser and add that "
        "file\n"
    )


def test_the_queue_is_listed(empty: Path, web: Server) -> None:
    gone = refuse(web, "a", "404 Not Found")
    carrel(empty, "add", "--later", gone)
    carrel(empty, "fetch")
    carrel(empty, "add", "--later", "http://me:secret@b.example/")
    result = carrel(empty, "fetch", "--list")
    assert result.lines == [f"failed    {gone}  not found on the server (404)", "pending   http://b.example/"]
    first, second = carrel(empty, "fetch", "--list", "--json").objects
    assert (first["url"], first["state"], first["attempts"]) == (gone, "failed", 1)
    assert (second["state"], second["due"]) == ("pending", None)


def test_an_empty_queue_is_status_1(library: Path) -> None:
    assert carrel(library, "fetch", "--list").status == 1


def test_links_are_forgotten(empty: Path, web: Server) -> None:
    carrel(empty, "add", "--later", *serve(web, "a", "b"))
    assert carrel(empty, "fetch", "--forget", "http://a.example").err == "1 link forgotten\n"
    assert carrel(empty, "fetch", "--forget", "http://a.example").status == 66
    carrel(empty, "fetch")
    assert web.visits == {"http://b.example/": 1}


@pytest.mark.parametrize(
    "arguments",
    [
        ["page.html"],
        ["--list", "--retry"],
        ["--forget", "http://a.example/", "--list"],
        ["http://a.example/", "--list"],
    ],
)
def test_wrong_usage_is_one_line(library: Path, arguments: list[str]) -> None:
    result = carrel(library, "fetch", *arguments)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


def test_private_addresses_are_refused_unless_they_are_allowed(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({"/a": lambda visit: visit.answer(html("High water"))}) as server:
        carrel(empty, "add", "--later", server.url("/a"))
        assert "--allow-private permits it" in carrel(empty, "fetch").err
        assert carrel(empty, "fetch", "--retry", "--allow-private").status == 0


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interruption_finishes_what_is_under_way_and_says_how_to_go_on(
    empty: Path, web: Server, number: signal.Signals, status: int
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def patiently(visit: Visit) -> None:
        asked.set()
        go_on.wait(timeout=30)
        visit.answer(html("The tides of a"))

    web.manners |= {"http://a.example/": patiently, "http://a.example/2": Visit.answer}
    carrel(empty, "add", "--later", "http://a.example/", "http://a.example/2")
    fetching = subprocess.Popen(
        command(empty, "fetch", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    asked.wait(timeout=30)
    fetching.send_signal(number)
    go_on.set()
    out, err = fetching.communicate(timeout=60)
    assert fetching.returncode == status, err
    assert [json.loads(line)["outcome"] for line in out.splitlines()] in (["added"], ["added", "added"])
    assert "`carrel fetch` goes on" in err
    assert "Traceback" not in err
    with opened(empty) as library:
        assert library.queue_counts().fetching == 0


def test_a_second_signal_ends_at_once(empty: Path, web: Server) -> None:
    asked = threading.Event()

    def never(visit: Visit) -> None:
        asked.set()
        visit.stopped.wait(timeout=60)

    web.manners["http://a.example/"] = never
    carrel(empty, "add", "--later", "http://a.example/")
    fetching = subprocess.Popen(command(empty, "fetch"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    asked.wait(timeout=30)
    fetching.send_signal(signal.SIGINT)
    fetching.send_signal(signal.SIGTERM)
    _, err = fetching.communicate(timeout=60)
    assert (fetching.returncode, err) == (143, "")
    with opened(empty) as library:
        assert (library.queue_counts().pending, library.queue_counts().fetching) == (1, 0)


def test_progress_is_shown_on_a_terminal(empty: Path, web: Server) -> None:
    urls = serve(web, *(f"h{number}" for number in range(24)))
    carrel(empty, "add", "--later", *urls)
    status, seen = on_a_terminal(empty, "fetch")
    assert status == 0
    assert "/24" in seen
    assert "24 links" in seen
