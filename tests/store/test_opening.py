from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import BadDataError, DiskError, NoInputError
from index.store import Store, opening
from index.store.filesystem import network_kind
from tests.store.articles import extraction, page

NOBODY = 65534


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of a user to whom permissions apply: the superuser may write everywhere."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(NOBODY)
    place = Path(tempfile.mkdtemp())
    try:
        yield place
    finally:
        if superuser:
            os.seteuid(0)
        for folder in (place, *place.iterdir()):
            folder.chmod(0o700)
        shutil.rmtree(place)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o277])
def test_what_is_kept_is_for_its_owner_s_eyes_only(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "library"
    before = os.umask(umask)
    try:
        with Store.open(folder) as store:
            store.keep(page(), extraction())
            modes = {path.name: mode(path) for path in folder.iterdir()}
    finally:
        os.umask(before)
    assert mode(folder) == 0o700
    assert set(modes.values()) == {0o600}
    assert {"library.db", "library.db-wal"} <= set(modes)


def test_a_folder_that_holds_other_things_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letter.txt").touch()
    Store.open(tmp_path).close()
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "library.db") == 0o600


def test_a_library_that_is_opened_again_is_the_same(folder: Path) -> None:
    with Store.open(folder) as store:
        uuid, kept = store.uuid, store.keep(page(), extraction())
    with Store.open(folder) as store:
        assert (store.uuid, store.article(kept.id).id) == (uuid, kept.id)
    assert len(uuid) == 32


def test_every_library_has_a_number_of_its_own(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "other") as other:
        assert one.uuid != other.uuid


def test_a_library_is_durable_by_its_settings(store: Store) -> None:
    with store._database.reading() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "application_id": 0x4372726C,
    }


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "library"):
        for read_only in (False, True):
            with pytest.raises(NoInputError, match="not a folder"):
                Store.open(folder, read_only=read_only)


def test_reading_makes_no_library(folder: Path) -> None:
    with pytest.raises(NoInputError, match="no library here"):
        Store.open(folder, read_only=True)
    assert not folder.exists()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    (folder / "library.db").write_bytes(b"not a database " * 100)
    for read_only in (False, True):
        with pytest.raises(BadDataError, match="not a Carrel library"):
            Store.open(folder, read_only=read_only)
    assert (folder / "library.db").read_bytes() == b"not a database " * 100


def test_a_database_of_another_program_is_refused_and_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "library.db")) as other:
        other.execute("CREATE TABLE bookmarks (url)")
        other.commit()
    before = (folder / "library.db").read_bytes()
    for read_only in (False, True):
        with pytest.raises(BadDataError, match="another program"):
            Store.open(folder, read_only=read_only)
    assert (folder / "library.db").read_bytes() == before


def test_a_library_of_a_newer_carrel_is_refused(folder: Path) -> None:
    Store.open(folder).close()
    with closing(sqlite3.connect(folder / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 999")
    for read_only in (False, True):
        with pytest.raises(BadDataError, match="newer Carrel"):
            Store.open(folder, read_only=read_only)


def test_an_empty_file_left_by_a_crash_becomes_a_library(folder: Path) -> None:
    folder.mkdir()
    (folder / "library.db").touch()
    with Store.open(folder) as store:
        assert store.count() == 0


def test_a_library_that_is_open_for_reading_refuses_changes(folder: Path) -> None:
    with Store.open(folder) as store:
        article_id = store.keep(page(), extraction()).id
        with Store.open(folder, read_only=True) as reader:
            assert reader.rows([article_id])[0].id == article_id
            with pytest.raises(DiskError, match="reading only"):
                reader.tag([article_id], add=["water"])


def test_a_folder_that_cannot_be_written_is_named_unless_it_is_only_read(ordinary_user: Path) -> None:
    folder = ordinary_user / "library"
    with Store.open(folder) as store:
        article_id = store.keep(page(), extraction()).id
    folder.chmod(0o500)
    with pytest.raises(DiskError, match="cannot be written"):
        Store.open(folder)
    with pytest.raises(DiskError, match="cannot be made"):
        Store.open(folder / "inner")
    with Store.open(folder, read_only=True) as reader:
        assert reader.article(article_id).metadata.title == "Deltas"
        assert list(reader.ids_containing(["delta"])) == [article_id]
        assert reader.data_version() == reader.data_version()


def test_a_folder_that_cannot_be_entered_is_named(ordinary_user: Path) -> None:
    folder = ordinary_user / "library"
    Store.open(folder).close()
    folder.chmod(0)
    for read_only in (False, True):
        with pytest.raises(DiskError, match="library"):
            Store.open(folder, read_only=read_only)


def test_a_path_may_hold_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "a%20b?c#d été \udce9"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    with Store.open(folder) as store:
        store.keep(page(), extraction())
    assert [path.name for path in folder.iterdir()] == ["library.db"]


def test_on_a_network_file_system_no_write_ahead_log_is_used_and_the_reader_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(folder) as store:
        assert store.warnings == ()
        store.keep(page(), extraction())
    monkeypatch.setattr(opening, "network_kind", lambda _: "nfs4")
    with Store.open(folder) as store:
        assert "nfs4" in store.warnings[0]
        with store._database.reading() as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        store.tag(store.all_ids(), add=["water"])
    with Store.open(folder, read_only=True) as store:
        assert store.tags() == (("water", 1),)


def test_a_network_file_system_is_known_by_the_table_of_mounts(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    line = f"36 35 {os.major(device)}:{os.minor(device)} / /home rw,noatime shared:1 - %s server:/home rw\n"
    for kind, network in (("nfs4", "nfs4"), ("fuse.sshfs", "fuse.sshfs"), ("ext4", "")):
        mounts.write_text("25 30 0:4242 / /sys rw shared:7 - cifs sysfs rw\n" + line % kind)
        assert network_kind(tmp_path, mounts) == network
    assert network_kind(tmp_path, tmp_path / "missing") == ""


def test_a_closed_library_answers_no_more_and_closes_twice(folder: Path) -> None:
    store = Store.open(folder)
    store.close()
    store.close()
    for question in (store.count, store.data_version):
        with pytest.raises(ValueError, match="closed"):
            question()
