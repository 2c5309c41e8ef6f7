"""`tag`, `mark`, `rm`, `stats`, `doctor`: keeping order."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index.article import Progress
from tests.cli.running import carrel, opened


def ids(library: Path, query: str) -> list[str]:
    return carrel(library, "list", query, "--format", "ids", "--sort", "title").lines


def test_tags_are_given_and_taken(library: Path) -> None:
    result = carrel(library, "tag", "1", "2", "--add", "Wind", "--remove", "sea")
    assert (result.status, result.out, result.err) == (0, "", "2 articles changed\n")
    assert sorted(ids(library, "tag:wind")) == ["1", "2"]
    assert ids(library, "tag:sea") == []


@pytest.mark.parametrize(
    ("names", "given", "expected"),
    [
        (["1-3"], b"", ["1", "2", "3"]),
        (["2", "2", "1"], b"", ["1", "2"]),
        (["https://presse.example/ia"], b"", ["2"]),
        (["-"], b"3\n1\n", ["1", "3"]),
        (["-"], b"3\x001\x00", ["1", "3"]),
    ],
)
def test_articles_are_named_in_many_ways(library: Path, names: list[str], given: bytes, expected: list[str]) -> None:
    assert carrel(library, "tag", *names, "--add", "chosen", given=given).status == 0
    assert sorted(ids(library, "tag:chosen")) == expected


def test_articles_are_named_by_a_query(library: Path) -> None:
    carrel(library, "tag", "--query", "tide", "--add", "water")
    assert sorted(ids(library, "tag:water")) == ["1", "4"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["1", "99", "--add", "x"], 66), (["x", "--add", "x"], 2), (["--add", "x"], 2), (["3-1", "--add", "x"], 2),
     (["1", "--query", "tide", "--add", "x"], 2), (["--query", "zzyzzx", "--add", "x"], 1)],
)  # fmt: skip
def test_a_wrong_name_changes_nothing(library: Path, arguments: list[str], status: int) -> None:
    assert carrel(library, "tag", *arguments).status == status
    assert ids(library, "tag:x") == []


def test_tags_are_listed_with_how_often_they_are_given(library: Path) -> None:
    assert carrel(library, "tag").lines == ["     1  sea"]
    assert carrel(library, "tag", "--format", "tsv").out == "sea\t1\n"
    assert json.loads(carrel(library, "tag", "--format", "json").out) == [{"tag": "sea", "articles": 1}]


def test_articles_are_marked(library: Path) -> None:
    assert carrel(library, "mark", "1", "--read", "--star", "--archive").status == 0
    with opened(library) as open_library:
        state = open_library.read(1).state
    assert (state.progress, state.starred, state.archived) == (Progress.READ, True, True)
    carrel(library, "mark", "1", "--unread", "--unstar")
    with opened(library) as open_library:
        state = open_library.read(1).state
    assert (state.progress, state.starred, state.archived) == (Progress.UNREAD, False, True)


def test_what_is_removed_can_be_brought_back(library: Path) -> None:
    assert carrel(library, "rm", "1").status == 0
    assert carrel(library, "list", "--format", "ids").lines == ["4", "3", "2"]
    assert carrel(library, "rm", "--list").lines == ["     1  How a tide table is made"]
    assert carrel(library, "show", "1").status == 66
    assert carrel(library, "rm", "--restore", "1").status == 0
    assert carrel(library, "list", "--format", "ids").lines == ["4", "3", "2", "1"]
    assert carrel(library, "search", "harbour", "--format", "ids").lines == ["1"]
    assert carrel(library, "rm", "--restore", "1").status == 66


def test_removing_what_a_query_finds_has_to_be_meant(library: Path) -> None:
    assert carrel(library, "rm", "--query", "tide").status == 2
    assert len(carrel(library, "list", "--format", "ids").lines) == 4
    assert carrel(library, "rm", "--query", "tide", "--yes").status == 0
    assert carrel(library, "list", "--format", "ids").lines == ["3", "2"]


def test_the_library_is_told_in_numbers(library: Path) -> None:
    result = carrel(library, "stats")
    assert result.status == 0
    assert "\x1b" not in result.out
    found = json.loads(carrel(library, "stats", "--format", "json").out)
    assert (found["articles"], found["unread"], found["broken"]) == (4, 4, 1)
    assert found["languages"] == {"en": 2, "fr": 1, "ja": 1}
    assert found["tags"] == {"sea": 1}


def test_the_doctor_is_content_with_a_whole_library(library: Path) -> None:
    result = carrel(library, "doctor")
    assert (result.status, result.out) == (0, "4 articles, all whole\n")


def test_the_doctor_rebuilds_the_index(library: Path) -> None:
    assert carrel(library, "doctor", "--rebuild").status == 0
    assert carrel(library, "search", "harbour", "--format", "ids").lines == ["1"]


def test_the_doctor_finds_what_is_lost(library: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(library / "library.db")
    connection.execute("UPDATE bodies SET structure = x'00' WHERE article_id = 2")
    connection.commit()
    connection.close()
    result = carrel(library, "doctor")
    assert result.status == 65
    assert "article 2" in result.out


def test_a_library_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    for arguments in (["list"], ["add", str(tmp_path / "file")], ["show", "1"]):
        result = carrel(tmp_path / "file", *arguments)
        assert (result.status, result.out, result.err.count("\n")) == (66, "", 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_library_can_be_read_and_says_why_it_cannot_be_changed(library: Path) -> None:
    for path in (library, *library.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    result = carrel(library, "mark", "1", "--star")
    assert (result.status, result.out, result.err.count("\n")) == (74, "", 1)
    for arguments in (["search", "tide"], ["list"], ["show", "1"], ["stats"], ["doctor"]):
        assert carrel(library, *arguments).status == 0
    for path in (library, *library.rglob("*")):
        path.chmod(0o700)


def test_a_file_that_is_no_library_is_one_line(library: Path) -> None:
    (library / "library.db").write_bytes(b"no database at all" * 100)
    result = carrel(library, "list")
    assert (result.status, result.out, result.err.count("\n")) == (65, "", 1)


def test_what_was_removed_is_deleted_for_good_when_that_is_said(library: Path) -> None:
    carrel(library, "rm", "1", "2")
    unsure = carrel(library, "rm", "--purge")
    assert unsure.status == 2
    assert "would delete 2 articles for good; --yes" in unsure.err
    assert carrel(library, "rm", "--purge", "1", "--yes").err == "1 article deleted for good\n"
    assert carrel(library, "rm", "--list").lines[0].split()[0] == "2"
    assert carrel(library, "rm", "--purge", "3", "--yes").status == 66
    assert carrel(library, "rm", "--purge", "--yes").status == 0
    assert carrel(library, "rm", "--purge", "--yes").status == 1
    assert carrel(library, "doctor").status == 0
