"""What was acknowledged survives: a writer killed anywhere, the order in which files are made safe, a full disk."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import DiskError
from index.search.codec.storage import MappedStorage
from index.search.tree import All, Word
from index.search.whoosh_engine import WhooshEngine
from tests.search.libraries import LIBRARY, built, entry, found

WRITER = """
import sys
from pathlib import Path
from index.search.engine import Entry
from index.search.whoosh_engine import WhooshEngine
engine = WhooshEngine.open(Path(sys.argv[1]), "0f0e0d0c")
number = engine.sequence
while True:
    number += 1
    engine.apply([Entry(number, "", f"article number{number}", "en")], [], number)
    engine.tidy()
    print(number, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    built(tmp_path, [], sequence=0)
    for rounds in range(1, 6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "index")], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(rounds * 3):
                acknowledged = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
        engine = WhooshEngine.open(tmp_path / "index", LIBRARY)
        assert engine.sequence >= acknowledged
        assert found(engine, All()) == set(range(1, engine.sequence + 1))
        assert not engine.check()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are Linux's to tell")
def test_files_are_safe_before_what_names_them_and_all_names_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = built(tmp_path, [entry(1, "whales")])
    steps: list[str] = []
    fsync, rename = os.fsync, os.rename

    def noted_fsync(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        steps.append("folder" if "." not in name else "contents" if ".toc" in name else "segment")
        fsync(descriptor)

    def noted_rename(old: str, new: str) -> None:
        steps.append(f"{'contents' if '.toc' in new else 'segment'} named")
        rename(old, new)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    engine.apply([entry(2, "dolphins")], [], 2)
    assert steps == [
        *["segment", "segment", "segment named", "segment named"],
        *["contents", "contents named", "folder"],
    ]


@pytest.mark.parametrize("fails_at", range(1, 5))
def test_a_full_disk_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    engine = built(tmp_path, [entry(1, "whales")])
    calls = 0
    create = MappedStorage.create_file

    def full(self: MappedStorage, name: str, *arguments: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return create(self, name, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(MappedStorage, "create_file", full)
    if fails_at <= 3:
        with pytest.raises(DiskError, match="No space left"):
            engine.apply([entry(2, "dolphins")], [], 2)
        assert found(engine, All()) == {1}
    monkeypatch.undo()
    engine.apply([entry(3, "sharks")], [], 3)
    assert found(WhooshEngine.open(tmp_path / "index", LIBRARY), Word("shark")) == {3}


def test_an_index_in_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    built(tmp_path, [entry(1, "whales")])
    folders = [tmp_path / "index", *(path for path in (tmp_path / "index").iterdir() if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert found(WhooshEngine.open(tmp_path / "index", LIBRARY), "whale") == {1}
    finally:
        for folder in folders:
            folder.chmod(0o700)
