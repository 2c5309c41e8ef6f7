from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import BadDataError, DiskError
from index.store import Store, migrations, opening
from index.store.migrations import Step
from tests.store.articles import extraction, page

NEXT = Step(
    len(migrations.steps()) + 1,
    "ALTER TABLE articles ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';\n"
    "CREATE TRIGGER mood_changed AFTER UPDATE OF mood ON articles\nBEGIN\n    SELECT 1;\n    SELECT 2;\nEND;\n",
)
BROKEN = Step(NEXT.number, "ALTER TABLE articles ADD COLUMN mood TEXT;\nINSERT INTO nowhere VALUES (1);\n")
ORPHANING = Step(NEXT.number, "DELETE FROM articles;\n")


@pytest.fixture
def article_id(folder: Path) -> int:
    """An article in a library of today's schema: the old one of the tests below."""
    with Store.open(folder) as store:
        return store.keep(page(), extraction(), tags=["water"]).id


def take_next(monkeypatch: pytest.MonkeyPatch, step: Step = NEXT) -> None:
    """From here on, libraries are opened by a Carrel that knows one more step."""
    wanted = (*migrations.steps(), step)
    monkeypatch.setattr(opening, "steps", lambda: wanted)


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        number: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return number


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in migrations.steps()] == list(range(1, len(migrations.steps()) + 1))


def test_a_script_is_taken_statement_by_statement_and_triggers_stay_whole() -> None:
    assert [statement.split()[0] for statement in NEXT.statements()] == ["ALTER", "CREATE"]


def test_an_old_library_is_brought_up_to_date_with_all_that_it_holds(
    folder: Path, article_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_next(monkeypatch)
    with Store.open(folder) as store:
        assert store.rows([article_id])[0].tags == ("water",)
        assert list(store.check()) == []
        with store._database.reading() as connection:
            assert connection.execute("SELECT mood FROM articles").fetchone() == ("calm",)
    assert version(folder / "library.db") == NEXT.number


def test_a_copy_of_the_old_library_is_put_beside_it(
    folder: Path, article_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_next(monkeypatch)
    (folder / "library.form-0.db").touch()
    Store.open(folder).close()
    copy = folder / f"library.form-{NEXT.number - 1}.db"
    assert sorted(path.name for path in folder.iterdir()) == ["library.db", copy.name]
    assert (copy.stat().st_mode & 0o777, version(copy)) == (0o600, NEXT.number - 1)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT id FROM articles").fetchall() == [(article_id,)]


def test_a_new_library_takes_every_step_and_needs_no_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_next(monkeypatch)
    Store.open(folder).close()
    assert [path.name for path in folder.iterdir()] == ["library.db"]
    assert version(folder / "library.db") == NEXT.number


def test_reading_alone_changes_no_old_library(folder: Path, article_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    take_next(monkeypatch)
    with pytest.raises(BadDataError, match="open it once for writing"):
        Store.open(folder, read_only=True)
    assert version(folder / "library.db") == NEXT.number - 1


@pytest.mark.parametrize("step", [BROKEN, ORPHANING], ids=["fails", "breaks references"])
def test_a_step_that_fails_leaves_the_library_as_it_was(
    folder: Path, article_id: int, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as tomorrow:
        take_next(tomorrow, step)
        with pytest.raises((BadDataError, DiskError)):
            Store.open(folder)
    with Store.open(folder) as store:
        assert store.rows([article_id])[0].tags == ("water",)
        assert list(store.check()) == []
