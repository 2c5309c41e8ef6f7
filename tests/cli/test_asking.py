"""`search`, `list` and `show`: what they find and how they write it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.running import carrel, command, process
from tui.cli.fields import FIELDS, STANDARD


def test_articles_are_found_by_their_words(library: Path) -> None:
    result = carrel(library, "search", "tide", "table", "--format", "ids")
    assert (result.status, result.lines) == (0, ["1"])


def test_a_found_article_is_told_in_the_standard_fields(library: Path) -> None:
    (found,) = carrel(library, "search", '"high water"', "--format", "jsonl").objects
    assert tuple(found) == STANDARD
    assert STANDARD == ("id", "url", "title", "byline", "site", "published", "added", "language", "words", "tags",
                        "score", "snippet")  # fmt: skip
    assert found["score"] > 0
    assert "high water" in found["snippet"]
    assert found | {"score": 0, "snippet": "", "words": 0} == {
        "id": 1,
        "url": "https://tides.example/table",
        "title": "How a tide table is made",
        "byline": "Ada Marsh",
        "site": "Tides",
        "published": "2024-03-01",
        "added": "2024-03-01T12:00:00Z",
        "language": "en",
        "words": 0,
        "tags": ["sea"],
        "score": 0,
        "snippet": "",
    }


def test_json_is_one_array_of_the_same_objects(library: Path) -> None:
    lines = carrel(library, "list", "--format", "jsonl").objects
    assert json.loads(carrel(library, "list", "--format", "json").out) == lines
    assert json.loads(carrel(library, "list", "nosuchword", "--format", "json").out or "[]") == []


def test_fields_are_told_in_the_order_asked_for(library: Path) -> None:
    (found,) = carrel(library, "search", "tide table", "--fields", "title,id", "-f", "jsonl").objects
    assert list(found.items()) == [("title", "How a tide table is made"), ("id", 1)]
    assert carrel(library, "search", "tide table", "--fields", "title,id", "-f", "tsv").out == (
        "How a tide table is made\t1\n"
    )


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_can_be_told_in_every_format(library: Path, name: str) -> None:
    for form in ("table", "json", "jsonl", "tsv"):
        assert carrel(library, "list", "--fields", name, "--format", form).status == 0


def test_a_table_in_a_pipe_lines_up_and_has_no_colours(library: Path) -> None:
    lines = carrel(library, "list").lines
    assert lines[0].split() == ["id", "added", "words", "site", "title"]
    assert len(lines) == 5
    assert all("\x1b" not in line for line in lines)
    column = lines[0].index("title")
    assert lines[4][column:] == "How a tide table is made"


def test_lists_are_newest_first_and_may_be_cut(library: Path) -> None:
    assert carrel(library, "list", "--format", "ids").lines == ["4", "3", "2", "1"]
    assert carrel(library, "list", "--format", "ids", "--limit", "2").lines == ["4", "3"]
    assert carrel(library, "list", "--format", "ids", "--limit", "0").lines == ["4", "3", "2", "1"]
    assert carrel(library, "list", "--format", "ids", "--sort", "title").lines != ["4", "3", "2", "1"]


def test_a_query_says_the_order_and_outdoes_the_option(library: Path) -> None:
    by_title = carrel(library, "list", "--format", "ids", "--sort", "title").lines
    assert carrel(library, "list", "sort:title", "--format", "ids").lines == by_title
    assert carrel(library, "list", "sort:title", "--format", "ids", "--sort", "length").lines == by_title


def test_lists_take_a_query(library: Path) -> None:
    assert carrel(library, "list", "tag:sea", "--format", "ids").lines == ["1"]
    assert carrel(library, "list", "is:broken", "--format", "ids").lines == ["4"]


@pytest.mark.parametrize("arguments", [["tide", "-tag:sea"], ["-tag:sea tide"], ["-tag:sea", "tide"],
                                       ["--", "tide", "-tag:sea"]])  # fmt: skip
def test_what_excludes_a_word_is_no_option(library: Path, arguments: list[str]) -> None:
    assert carrel(library, "list", "--format", "ids", *arguments).lines == ["4"]


def test_ids_and_tsv_can_end_with_nul(library: Path) -> None:
    assert carrel(library, "list", "--format", "ids", "-0").out == "4\x003\x002\x001\x00"


def test_nothing_found_is_said_and_is_status_1(library: Path) -> None:
    result = carrel(library, "search", "zzyzzx", "--exact")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("carrel: nothing found for zzyzzx")


def test_an_empty_library_is_said_so(empty: Path) -> None:
    empty.mkdir()
    for arguments in (["list"], ["search", "tide"], ["list", "tag:sea"]):
        result = carrel(empty, *arguments)
        assert (result.status, result.out) == (1, "")
        assert result.err == "carrel: the library is empty; `carrel add PAGE…` keeps a page, a file or a folder\n"


def test_no_hits_are_an_empty_list_of_json(library: Path) -> None:
    assert carrel(library, "search", "zzyzzx", "--format", "json").out == "[]\n"
    counted = json.loads(carrel(library, "search", "zzyzzx", "--format", "json", "--facets").out)
    assert (counted["total"], counted["hits"], counted["facets"]["tags"]) == (0, [], {})
    assert carrel(library, "search", "zzyzzx", "--format", "jsonl").out == ""


@pytest.mark.parametrize("arguments", [["list"], ["search", "tide"], ["show", "1"], ["stats"], ["rm", "1"], ["doctor"]])
def test_a_library_that_is_not_there_is_not_made(empty: Path, arguments: list[str]) -> None:
    result = carrel(empty, *arguments)
    assert (result.status, result.out) == (66, "")
    assert result.err == f"carrel: {empty}: no library there; `carrel add` makes one\n"
    assert not empty.exists()


def test_what_was_relaxed_is_said_apart_from_the_data(library: Path) -> None:
    result = carrel(library, "search", "tibe table", "--format", "ids", "--relax")
    assert (result.status, result.lines) == (0, ["1"])
    assert result.err == "nothing found for tibe table; shown instead: spelling: «tibe» → «tide»\n"
    assert carrel(library, "search", "tibe table", "--exact").status == 1


@pytest.mark.parametrize("form", ["ids", "json", "jsonl", "tsv"])
def test_what_goes_to_another_program_is_what_was_asked_for_unless_that_is_wished(library: Path, form: str) -> None:
    assert carrel(library, "search", "tibe table").status == 0
    result = carrel(library, "search", "tibe table", "--format", form)
    assert (result.status, result.err) == (1, "carrel: nothing found for tibe table; did you mean tide table?\n")
    assert carrel(library, "search", "tag:see", "--format", form).status == 1


@pytest.mark.parametrize("query", ['"tide', "nosuch:field", "(tide", "added:yesterdayish"])
def test_a_malformed_query_is_status_2_with_the_place(library: Path, query: str) -> None:
    result = carrel(library, "search", query)
    assert (result.status, result.out) == (2, "")
    message, written, caret = result.err.splitlines()
    assert message.startswith("carrel: ")
    assert written.strip() == query
    assert caret.strip() == "^"


def test_the_place_in_a_long_query_is_shown_with_what_stands_around_it(library: Path) -> None:
    result = carrel(library, "search", "東京 " * 80 + "is:odd " + "tide " * 80)
    _, written, caret = result.err.splitlines()
    assert "is:odd" in written
    assert max(len(written), len(caret)) < 120
    at = caret.index("^")
    assert cell_len(written[: written.index("odd")]) == at


@pytest.mark.parametrize("query", ["😀", "- -", "( )", '""', "?!", "AND"])
def test_a_query_without_a_word_is_status_2_and_lists_no_articles(library: Path, query: str) -> None:
    result = carrel(library, "search", query)
    assert (result.status, result.out) == (2, "")
    assert "nothing to search for" in result.err


def test_a_star_stands_for_all_articles(library: Path) -> None:
    assert carrel(library, "search", "*", "--format", "ids").out == carrel(library, "list", "--format", "ids").out


def test_hostile_titles_reach_no_terminal(empty: Path) -> None:
    from index import Library
    from tests.cli.running import article

    with Library.open(empty) as library:
        library.add(*article("A\x1b[31m\u202eB\tC", "Words.", url="https://a.example/"))
    assert "\x1b" not in carrel(empty, "list").out
    (line,) = carrel(empty, "list", "--format", "tsv", "--fields", "id,title").lines
    assert line.count("\t") == 1


# show


def test_an_article_is_printed_under_its_title(library: Path) -> None:
    result = carrel(library, "show", "1")
    assert result.status == 0
    assert result.lines[:2] == ["How a tide table is made", "Ada Marsh · Tides · 2024-03-01 · 1 min"]
    assert "A tide table says when" in result.out


def test_an_article_is_named_by_its_address_as_well(library: Path) -> None:
    assert carrel(library, "show", "https://tides.example/table").out == carrel(library, "show", "1").out


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("text", "How a tide table is made\n"),
        ("markdown", "# How a tide table is made\n"),
        ("html", '<!DOCTYPE html>\n<html lang="en">'),
        ("raw", "<!DOCTYPE html><title>How a tide table is made</title>"),
    ],
)
def test_an_article_has_many_forms(library: Path, form: str, beginning: str) -> None:
    assert carrel(library, "show", "1", "--format", form).out.startswith(beginning)


def test_json_tells_everything_of_an_article(library: Path) -> None:
    found = json.loads(carrel(library, "show", "1", "--format", "json").out)
    assert (found["id"], found["tags"], found["progress"], found["verdict"]) == (1, ["sea"], "unread", "article")
    assert "harbour wall" in found["text"]
    assert found["html"].startswith("<p>The sea comes")


@pytest.mark.parametrize("name", ["99", "https://nowhere.example/"])
def test_an_article_that_is_not_there_is_status_66(library: Path, name: str) -> None:
    result = carrel(library, "show", name)
    assert (result.status, result.out, result.err.count("\n")) == (66, "", 1)


def test_what_is_no_name_of_an_article_is_wrong_usage(library: Path) -> None:
    assert carrel(library, "show", "tides").status == 2


# streams


def test_a_closed_pipe_ends_quietly(library: Path) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(
        command(library, "list", "--format", "jsonl"), stdout=writing, stderr=subprocess.PIPE
    ) as listing:
        os.close(reading)
        os.close(writing)
        assert listing.communicate(timeout=60)[1] == b""
    assert listing.returncode == 0


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_data_is_valid_json_in_any_encoding(library: Path, environment: dict[str, str]) -> None:
    result = process(library, "list", "lang:ja", "--format", "jsonl", environment=environment)
    assert result.status == 0
    assert result.objects[0]["title"] == "夜の列車"


def test_a_table_is_written_in_any_encoding(library: Path) -> None:
    result = process(library, "list", environment={"PYTHONIOENCODING": "ascii"})
    assert result.status == 0
    assert "\\u591c" in result.out
