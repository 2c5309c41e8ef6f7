from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.article import Outcome
from index.errors import BadDataError, DiskError, LockedError, NoInputError
from index.store import Incoming, Store, connection, opening
from tests.store.articles import extraction, numbered, page

INCOMPRESSIBLE = bytes((n * n * 2_654_435_761 >> 13) & 0xFF for n in range(60_000))


def fill(store: Store, pages: int | None) -> None:
    """Let the database have only so many more pages; None gives the space back."""
    with store._database.reading() as connection:
        most = 2**30 if pages is None else connection.execute("PRAGMA page_count").fetchone()[0] + pages
        connection.execute(f"PRAGMA max_page_count = {most}")


@pytest.mark.parametrize("free", range(0, 20, 3))
def test_on_a_full_disk_the_step_is_refused_all_is_readable_and_writing_goes_on_later(store: Store, free: int) -> None:
    kept = store.keep(*numbered(1))
    before = store.rows([kept.id])
    fill(store, free)
    with pytest.raises(DiskError, match="disk is full"):
        store.keep_many(Incoming(page(f"https://a.example/{n}", INCOMPRESSIBLE), numbered(n)[1]) for n in range(2, 9))
    assert store.rows([kept.id]) == before
    assert store.changes_after(0)[-1].id == kept.id
    fill(store, None)
    assert store.keep(*numbered(2)).id > kept.id
    assert list(store.check()) == []


def keep_and_fail(store: Store) -> None:
    with store.batch():
        store.keep(*numbered(9))
        store.save_position(99, 0, 0.0)


def test_a_part_of_a_batch_that_failed_is_undone_and_the_rest_goes_on(store: Store) -> None:
    with store.batch():
        store.keep(*numbered(1))
        with pytest.raises(NoInputError):
            keep_and_fail(store)
        store.keep(*numbered(2))
    assert [row.metadata.title for row in store.rows(store.all_ids())] == ["Delta 1", "Delta 2"]


def give_up(store: Store) -> None:
    """What SQLite itself does after some failures of the disk."""
    with store._database.reading() as connection:
        connection.execute("ROLLBACK")


def write_after_giving_up(store: Store) -> None:
    with store.batch():
        store.keep(*numbered(1))
        give_up(store)
        store.keep(*numbered(2))


def end_after_giving_up(store: Store) -> None:
    with store.batch():
        store.keep(*numbered(1))
        give_up(store)


@pytest.mark.parametrize("batch", [write_after_giving_up, end_after_giving_up])
def test_a_batch_that_was_given_up_keeps_nothing_and_says_so(store: Store, batch: Callable[[Store], None]) -> None:
    with pytest.raises(DiskError, match="nothing of these changes was kept"):
        batch(store)
    assert store.count() == 0
    assert store.keep(*numbered(3)).outcome is Outcome.ADDED


def test_a_writer_waits_for_another_process_only_so_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.01)
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "library.db")) as other:
        article_id = store.keep(page(), extraction()).id
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError, match="try again"):
            store.mark([article_id], starred=True)
        assert store.rows([article_id])[0].id == article_id
        other.rollback()
        assert store.mark([article_id], starred=True) == 1


def test_a_writer_waits_for_another_thread_only_so_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    failed: list[BaseException] = []

    def write() -> None:
        try:
            store.save_search("all", "*")
        except LockedError as error:
            failed.append(error)

    with store.batch():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(failed) == 1


def damage(path: Path, keep: int) -> None:
    data = bytearray(path.read_bytes())
    data[keep:] = b"\x5a" * (len(data) - keep)
    path.write_bytes(data)


def test_a_damaged_database_is_named_as_such(folder: Path) -> None:
    with Store.open(folder) as store:
        store.keep_many(Incoming(*numbered(n)) for n in range(30))
    damage(folder / "library.db", keep=4096)
    with pytest.raises(BadDataError, match=r"library\.db"), Store.open(folder) as store:
        list(store.searchable(0, 100))


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE bodies SET structure = x'00'", "structure of an article is damaged"),
        ("UPDATE bodies SET text = 'cut'", "article 1"),
        ("UPDATE pages SET data = x'00'", "raw page of article 1"),
        ("DELETE FROM pages", "no raw page"),
        ("DELETE FROM bodies", "has no text"),
        ("DELETE FROM changes", "never announced"),
        ("DROP TRIGGER body_changed", "trigger body_changed is missing"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM articles", "belongs to nothing"),
    ],
)
def test_a_check_finds_what_is_wrong_and_says_what_to_do(folder: Path, sql: str, what: str) -> None:
    with Store.open(folder) as store:
        store.keep(page(), extraction())
        assert list(store.check()) == []
        with closing(sqlite3.connect(folder / "library.db")) as other:
            other.executescript(sql)
        findings = list(store.check())
        assert any(what in finding.what for finding in findings), findings
        assert all(finding.severity == "error" and finding.remedy for finding in findings)


def test_a_check_finds_a_library_that_others_can_read_or_replace(store: Store) -> None:
    store.folder.chmod(0o755)
    assert list(store.check()) == []
    store.folder.chmod(0o770)
    store.path.chmod(0o640)
    assert [(each.severity, each.remedy) for each in store.check()] == [
        ("warning", f"chmod 700 {store.folder}"),
        ("warning", f"chmod 600 {store.path}"),
    ]


def test_a_check_of_some_articles_reads_the_newest(store: Store) -> None:
    old, new = (store.keep(*numbered(number)).id for number in range(2))
    with store._database.writing() as connection:
        connection.execute("UPDATE pages SET data = x'00'")
    assert [str(new) in finding.what for finding in store.check(most=1)] == [True]
    assert len(list(store.check())) == 2
    assert old != new
