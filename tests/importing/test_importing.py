from __future__ import annotations

from pathlib import Path

import pytest

from index import Library
from index.article import Outcome, Page
from index.importing import Extracted, Failed, Imported, extract_all, import_all
from index.sources import Skipped

PARAGRAPH = (
    "<p>The river delta of the north was first charted in 1748, and is fed by three streams of granite water.</p>"
)


def page_of(title: str, words: str = "") -> bytes:
    body = (
        PARAGRAPH * 4 + f"<p>{words or title} stands at the mouth of the river, and nobody who lives there minds.</p>"
    )
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def pages(count: int) -> list[Page]:
    return [Page(f"{n}.html", f"https://rivers.example/{n}", page_of(f"The town of Number {n}")) for n in range(count)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def test_answers_come_in_the_order_of_the_pages() -> None:
    answers = list(extract_all(pages(7), jobs=2))
    assert [answer.page.source for answer in answers if isinstance(answer, Extracted)] == [
        f"{n}.html" for n in range(7)
    ]


def test_what_is_no_page_passes_through_in_its_place() -> None:
    first, second = pages(2)
    skipped = Skipped("notes.docx", "not a page")
    answers = list(extract_all([first, skipped, second], jobs=1))
    assert answers[1] is skipped
    assert isinstance(answers[2], Extracted)


def test_bad_data_fails_with_its_cause_and_the_rest_goes_on() -> None:
    broken = Page("picture.html", "https://rivers.example/p", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    first, second = pages(2)
    answers = list(extract_all([first, broken, second], jobs=1))
    assert isinstance(answers[1], Failed)
    assert "PNG" in answers[1].cause
    assert isinstance(answers[2], Extracted)


def test_a_page_that_takes_too_long_costs_that_page_only() -> None:
    slow = Page("slow.html", "https://rivers.example/slow", page_of("Slow", "word " * 400_000))
    answers = list(extract_all([slow], jobs=1, seconds=0.2))
    assert isinstance(answers[0], Failed)
    assert "longer than" in answers[0].cause
    assert all(isinstance(answer, Extracted) for answer in extract_all(pages(1), jobs=1))


def test_a_page_that_needs_too_much_memory_costs_that_page_only() -> None:
    large = Page("large.html", "https://rivers.example/large", page_of("Large", "many words " * 2_000_000))
    answers = list(extract_all([large, *pages(1)], jobs=1, memory=700 << 20))
    assert isinstance(answers[0], Failed)
    assert isinstance(answers[1], Extracted)


def test_every_source_is_accounted_for(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_bytes(page_of("Ashford"))
    (folder / "b.html").write_bytes(page_of("Brightwater"))
    (folder / "copy of a.html").write_bytes(page_of("Ashford"))
    (folder / "empty.html").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with library:
        fates = {Path(fate.source).name: fate.outcome for fate in import_all(library, [str(folder)], jobs=1)}
    assert fates["a.html"] == fates["b.html"] == Outcome.ADDED
    assert fates["copy of a.html"] == Outcome.DUPLICATE
    assert fates["empty.html"] in (Outcome.SKIPPED, Outcome.FAILED)
    assert fates["photo.jpg"] == Outcome.SKIPPED


def test_what_was_imported_is_found_at_once(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page_of("Ashford"))
    with library:
        fate = next(iter(import_all(library, [str(file)], jobs=1, tags=["towns"])))
        assert isinstance(fate, Imported)
        assert [hit.id for hit in library.search("ashford tag:towns").hits] == [fate.id]


def test_a_second_import_adds_nothing(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page_of("Ashford"))
    with library:
        outcomes = [fate.outcome for _ in range(2) for fate in import_all(library, [str(file)], jobs=1)]
        assert outcomes == [Outcome.ADDED, Outcome.DUPLICATE]
        assert library.count() == 1


def test_an_import_that_is_stopped_keeps_what_it_reported(library: Library, tmp_path: Path) -> None:
    for number in range(80):
        (tmp_path / f"{number}.html").write_bytes(page_of(f"Town {number}"))
    with library:
        fates = import_all(library, [str(tmp_path / f"{number}.html") for number in range(80)], jobs=2)
        reported = [next(fates) for _ in range(3)]
        fates.close()
        assert {row.id for row in library.rows([fate.id for fate in reported])} == {fate.id for fate in reported}
