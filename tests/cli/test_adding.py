"""`add`, `extract` and `demo`: pages in, every one accounted for."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import carrel, command, opened, process
from tests.cli.terminals import on_a_terminal
from tests.sources.material import PNG, epub, mhtml, record
from tests.sources.misbehaving import Server

PROSE = (
    "The tide comes in twice a day and goes out twice, and those who live by the harbour set their clocks by it. "
    "In the older houses a table hangs beside the door, printed each winter, with the high water of every day in it. "
)


def html(title: str, *, words: str = PROSE) -> bytes:
    paragraphs = "".join(f"<p>{title}, part {number}: {words}</p>" for number in range(4))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def page(folder: Path, name: str, title: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(html(title or f"The tides of {name}"))
    return path


def test_a_page_is_added_and_said_on_one_line(empty: Path, tmp_path: Path) -> None:
    result = carrel(empty, "add", str(page(tmp_path, "a.html", "High water")), "--tag", "sea")
    assert (result.status, result.err) == (0, "")
    (line,) = result.lines
    assert line.split() == ["1", "High", "water", line.split()[3], "words", "article", line.split()[-1]]
    with opened(empty) as library:
        assert library.read(1).tags == ("sea",)


def test_what_is_there_already_is_recognised(empty: Path, tmp_path: Path) -> None:
    path = page(tmp_path, "a.html")
    carrel(empty, "add", str(path))
    result = carrel(empty, "add", str(path))
    assert result.status == 0
    assert result.lines[0].endswith("duplicate")
    with opened(empty) as library:
        assert library.count() == 1


def test_every_file_of_a_folder_is_accounted_for(empty: Path, tmp_path: Path) -> None:
    for number in range(3):
        page(tmp_path, f"pages/{number}.html")
    (tmp_path / "pages" / "0-copy.html").write_bytes((tmp_path / "pages" / "0.html").read_bytes())
    (tmp_path / "pages" / "empty.html").write_bytes(b"")
    (tmp_path / "pages" / "photo.png").write_bytes(PNG)
    (tmp_path / "pages" / "photo.html").write_bytes(PNG)
    result = carrel(empty, "add", str(tmp_path / "pages"))
    assert result.status == 1
    summary = result.err[result.err.index("7 sources") :]
    assert "3 added, 1 duplicate, 2 skipped, 1 failed" in summary
    assert f"skipped 1: empty: {tmp_path}/pages/empty.html" in summary
    assert f"skipped 1: an image, not a page: {tmp_path}/pages/photo.png" in summary
    assert f"{tmp_path}/pages/photo.html" in summary


def test_each_source_is_told_as_an_object(empty: Path, tmp_path: Path) -> None:
    names = [str(page(tmp_path, "a.html", "High water")), str(tmp_path / "nosuch.html")]
    first, second = carrel(empty, "add", "--json", *names).objects
    assert first | {"words": 0, "quality": 0} == {
        "source": names[0], "outcome": "added", "id": 1, "title": "High water", "words": 0, "verdict": "article",
        "quality": 0, "cause": "",
    }  # fmt: skip
    assert (second["source"], second["outcome"], second["id"], second["cause"]) == (
        names[1], "failed", None, "no such file",
    )  # fmt: skip


PAID = '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize(
    ("markup", "verdict", "quality", "reason", "said"),
    [
        (
            f"{PAID}<article><p>The bench was gone in March, and nobody could say who had sold it, or to whom.</p>",
            "paywall", 0.2, "the page says that its text is not free", "only the beginning is there",
        ),
        (
            '<title>App</title><noscript>Please enable JavaScript</noscript><div id="app"></div><script></script>',
            "shell", 0.0, "the text would be filled in by script", "script",
        ),
        ("<title>None</title><div></div>", "empty", 0.0, "no text found", "no text"),
    ],
    ids=["paywall", "shell", "empty"],
)  # fmt: skip
def test_a_page_without_its_text_is_told_kept_with_the_reason_and_found_as_broken(
    empty: Path, tmp_path: Path, markup: str, verdict: str, quality: float, reason: str, said: str
) -> None:
    (tmp_path / "a.html").write_text(f"<!doctype html>{markup}")
    carrel(empty, "add", str(page(tmp_path, "whole.html")))
    added = carrel(empty, "add", str(tmp_path / "a.html"))
    assert f"{verdict} {quality:.2f}" in added.out
    assert said in added.err
    assert carrel(empty, "list", "is:broken", "--format", "ids").lines == ["2"]
    kept = json.loads(carrel(empty, "show", "2", "--format", "json").out)
    assert (kept["verdict"], kept["quality"], kept["reasons"]) == (verdict, quality, [reason])
    assert said in carrel(empty, "show", "2").err


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("picture.html", PNG, 65, "PNG"),
        ("empty.html", b"", 65, "empty"),
        ("missing.html", None, 66, "no such file"),
        ("broken.epub", b"PK\x03\x04 no zip", 65, "damaged"),
    ],
)
def test_garbage_is_one_line_and_the_right_status(
    empty: Path, tmp_path: Path, name: str, data: bytes | None, status: int, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result = carrel(empty, "add", str(path))
    assert (result.status, result.out, result.err.count("\n")) == (status, "", 1)
    assert result.err.startswith(f"carrel: {path}: ")
    assert said in result.err


def test_some_failures_among_many_are_status_1(empty: Path, tmp_path: Path) -> None:
    result = carrel(empty, "add", str(page(tmp_path, "a.html")), str(tmp_path / "nosuch.html"))
    assert result.status == 1
    assert f"carrel: {tmp_path}/nosuch.html: no such file\n" in result.err


def test_a_page_comes_from_standard_input_with_its_address(empty: Path) -> None:
    result = carrel(empty, "add", "-", "--url", "https://tides.example/a", given=html("High water"))
    assert result.status == 0
    with opened(empty) as library:
        assert library.read(1).metadata.url == "https://tides.example/a"


def test_a_url_for_several_pages_is_wrong_usage(empty: Path, tmp_path: Path) -> None:
    result = carrel(empty, "add", "a.html", "b.html", "--url", "https://tides.example/a")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert not empty.exists()


def test_pages_come_from_every_kind_of_file(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.mhtml").write_bytes(mhtml(html("Saved").decode()))
    (tmp_path / "files" / "b.epub").write_bytes(epub())
    (tmp_path / "files" / "c.warc").write_bytes(record("https://tides.example/crawled", html("Crawled")))
    (tmp_path / "files" / "d.md").write_text(f"# Written\n\n{PROSE}\n\n{PROSE}\n")
    (tmp_path / "files" / "e.txt").write_text(
        "Typed\n\n" + "The lighthouse stands on the cape, and its lamp turns all night long. " * 9
    )
    result = carrel(empty, "add", str(tmp_path / "files"))
    assert result.status == 0, result.err
    urls = {found["title"]: found["url"] for found in carrel(empty, "list", "-f", "jsonl").objects}
    assert urls["Saved"] == "https://example.org/tides"
    assert urls["Crawled"] == "https://tides.example/crawled"
    assert {"The Tide & the Moon", "Written"} <= set(urls)
    assert len(urls) == 5


def test_a_book_is_kept_with_all_its_chapters(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "b.epub").write_bytes(epub())
    assert carrel(empty, "add", str(tmp_path / "b.epub")).status == 0
    text = carrel(empty, "show", "1").out
    assert "The sea\xa0rises." in text
    assert "The sea falls." in text


def test_an_address_is_fetched(empty: Path) -> None:
    with Server({"/a": lambda visit: visit.answer(html("High water"))}) as server:
        assert carrel(empty, "add", "--allow-private", server.url("/a")).status == 0
        with opened(empty) as library:
            assert library.read(1).metadata.url == server.url("/a")


def test_an_address_that_gives_nothing_is_status_69(empty: Path) -> None:
    with Server({"/a": lambda visit: visit.answer(status="404 Not Found")}) as server:
        result = carrel(empty, "add", "--allow-private", server.url("/a"))
        assert (result.status, result.err) == (69, f"carrel: {server.url('/a')}: not found on the server (404)\n")
        refused = carrel(empty, "add", server.url("/a"))
        assert (refused.status, "--allow-private permits it" in refused.err) == (69, True)


# extract


def test_extraction_tells_one_object_a_page_and_stores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARREL_LIBRARY", str(tmp_path / "untouched"))
    monkeypatch.chdir(tmp_path)
    page(tmp_path, "a.html", "High water")
    (found,) = carrel(None, "extract", "./a.html", "--format", "jsonl").objects
    assert tuple(found) == ("source", "url", "title", "byline", "site", "published", "language", "dir", "excerpt",
                            "words", "verdict", "text", "html")  # fmt: skip
    assert (found["source"], found["title"], found["language"]) == ("./a.html", "High water", "en")
    assert found["text"].startswith("High water, part 0: The tide comes in")
    assert found["html"].count("<p>") == 4
    assert not (tmp_path / "untouched").exists()


def test_extractions_come_in_the_order_named_and_failures_apart(tmp_path: Path) -> None:
    names = [str(page(tmp_path, f"{number}.html")) for number in (3, 1, 2)]
    result = carrel(None, "extract", names[0], str(tmp_path / "nosuch.html"), *names[1:], "--format", "jsonl")
    assert [found["source"] for found in result.objects] == names
    assert result.status == 1
    assert result.err == f"carrel: {tmp_path}/nosuch.html: no such file\n"


@pytest.mark.parametrize(
    ("form", "beginning"), [("text", "High water\n"), ("markdown", "# High water\n"), ("html", "<!DOCTYPE html>\n")]
)
def test_extractions_have_forms_for_people(tmp_path: Path, form: str, beginning: str) -> None:
    path = page(tmp_path, "a.html", "High water")
    assert carrel(None, "extract", str(path), "--format", form).out.startswith(beginning)


def test_json_is_one_array(tmp_path: Path) -> None:
    names = [str(page(tmp_path, f"{number}.html")) for number in range(2)]
    assert [each["source"] for each in json.loads(carrel(None, "extract", *names, "-f", "json").out)] == names
    assert json.loads(carrel(None, "extract", str(tmp_path / "no"), "-f", "json").out) == []


# interruptions


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_loses_nothing_that_was_reported(
    empty: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    for each in range(400):
        page(tmp_path, f"pages/{each}.html")
    adding = subprocess.Popen(
        command(empty, "add", "--json", str(tmp_path / "pages")), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert adding.stdout is not None
    reported = [json.loads(adding.stdout.readline())]
    adding.send_signal(number)
    out, err = adding.communicate(timeout=60)
    reported += map(json.loads, out.splitlines())
    assert adding.returncode == status, err
    assert b"Traceback" not in err
    assert 0 < len(reported) < 400
    with opened(empty) as library:
        assert {row.id for row in library.rows(each["id"] for each in reported)} == {each["id"] for each in reported}
    assert carrel(empty, "doctor").status == 0


def test_a_kill_and_a_second_run_give_every_page_once(empty: Path, tmp_path: Path) -> None:
    for each in range(120):
        page(tmp_path, f"pages/{each}.html")
    adding = subprocess.Popen(
        command(empty, "add", "--json", str(tmp_path / "pages")), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert adding.stdout is not None
    adding.stdout.readline()
    adding.kill()
    adding.communicate(timeout=60)
    assert carrel(empty, "add", str(tmp_path / "pages")).status == 0
    with opened(empty) as library:
        assert library.count() == 120
    assert carrel(empty, "doctor").status == 0


# terminals


def test_progress_is_shown_on_a_terminal_only(empty: Path, tmp_path: Path) -> None:
    for number in range(30):
        page(tmp_path, f"pages/{number}.html")
    status, seen = on_a_terminal(empty, "add", str(tmp_path / "pages"))
    assert status == 0
    assert "/30" in seen
    assert "30 sources" in seen
    assert "/30" not in process(empty, "add", str(tmp_path / "pages")).err


# demo


def test_the_demonstration_without_a_terminal_is_a_tour(tmp_path: Path) -> None:
    result = process(None, "demo", environment={"TMPDIR": str(tmp_path)})
    assert result.status == 0, result.err
    assert result.out.count("$ carrel search") == 3
    assert "articles added" in result.out
    assert "$ carrel show" in result.out
    assert list(tmp_path.iterdir()) == []
