"""Several processes and threads at one library, and processes that are killed at any moment."""

from __future__ import annotations

import random
import select
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.errors import CarrelError
from index.store import Incoming, Store
from tests.store.articles import extraction, numbered, page

ROOT = Path(__file__).parents[2]


def writer(folder: Path, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(folder), str(first), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def address(number: int) -> str:
    return numbered(number)[0].url


def replayed(store: Store) -> dict[int, str]:
    """What an index would hold that was fed from the outbox in small steps."""
    held: dict[int, str] = {}
    seq = 0
    while changes := store.changes_after(seq, limit=7):
        for change in changes:
            held.pop(change.id, None) if change.deleted else held.update({change.id: change.text})
        seq = changes[-1].seq
    return held


def assert_whole(store: Store, said: Iterable[str]) -> None:
    """Nothing that was said to be safe is lost, and the outbox tells the truth."""
    texts = {number: text.text for number, text in store.texts(store.all_ids()).items()}
    last: dict[str, str] = {}
    for line in said:
        what, _, number = line.strip().partition(" ")
        last[number] = what
    for number, what in last.items():
        found = store.id_of(address(int(number)))
        if what != "removing":
            assert (found is None) == (what == "removed"), (number, what)
        if what == "changed":
            assert texts[found].startswith("Changed")  # type: ignore[index]
    assert replayed(store) == texts
    assert list(store.check()) == []


def kill_writers(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    said: list[str] = []
    for round_number in range(kills):
        process = writer(folder, round_number * 1000, 1000)
        assert process.stdout
        for _ in range(chance.randrange(1, 12)):
            said.append(process.stdout.readline())
        select.select([], [], [], chance.random() * 0.01)  # any moment of the next steps
        process.send_signal(signal.SIGKILL)
        said += [line for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        with Store.open(folder) as store:
            assert_whole(store, said)


def test_what_a_killed_writer_said_is_safe_is_safe(folder: Path) -> None:
    kill_writers(folder, kills=15, seed=1)


@pytest.mark.torture
def test_what_a_thousand_killed_writers_said_is_safe_is_safe(tmp_path: Path) -> None:
    for seed in range(20):
        kill_writers(tmp_path / str(seed), kills=50, seed=seed)


def test_two_importers_and_a_reader_do_not_disturb_each_other(folder: Path) -> None:
    with Store.open(folder) as store:
        importers = [writer(folder, 0, 60), writer(folder, 30, 60)]
        while any(importer.poll() is None for importer in importers):
            ids = store.sorted_ids(limit=20)
            assert len(store.rows(ids)) <= len(ids)
            store.changes_after(0, limit=20)
        said = [line for importer in importers for line in importer.communicate()[0].splitlines()]
        assert [importer.returncode for importer in importers] == [0, 0]
        added = Counter(line for line in said if line.startswith("added"))
        assert set(added) >= {f"added {number}" for number in range(0, 90, 2)}
        assert replayed(store) == {number: text.text for number, text in store.texts(store.all_ids()).items()}
        assert list(store.check()) == []


def test_processes_that_make_a_library_at_once_make_one(folder: Path) -> None:
    script = (
        "import sys, pathlib; from index.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])) as store: print(store.uuid)"
    )
    makers = [python(script, folder) for _ in range(6)]
    answers = [maker.communicate()[0].strip() for maker in makers]
    assert [maker.returncode for maker in makers] == [0] * 6
    assert len(set(answers)) == 1


def test_another_process_s_change_is_noticed(store: Store) -> None:
    store.keep(*numbered(1))
    before = store.data_version()
    script = (
        "import sys, pathlib; from index.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])) as store: store.tag(store.all_ids(), add=['water'])"
    )
    with python(script, store.folder) as other:
        assert other.wait() == 0
    assert store.data_version() != before
    assert store.tags() == (("water", 1),)


def test_a_forked_child_has_connections_of_its_own(folder: Path) -> None:
    script = """
import os, sys, pathlib
from index.store import Store
from tests.store.articles import numbered
with Store.open(pathlib.Path(sys.argv[1])) as store:
    store.keep(*numbered(1))
    store.data_version()
    inherited = store._database._own.held.connection
    child = os.fork()
    if child == 0:
        store.keep(*numbered(2))
        assert store._database._own.held.connection is not inherited
        store.data_version()
        store.close()
        sys.exit(0)
    assert os.waitpid(child, 0)[1] == 0
    store.keep(*numbered(3))
    print(store.count(), len(list(store.check())))
"""
    child = python(script, folder)
    assert child.communicate()[0].strip() == "3 0"
    assert child.returncode == 0


def test_threads_write_and_read_side_by_side(store: Store) -> None:
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 10):
                article_id = store.keep(*numbered(number)).id
                store.tag([article_id], add=["water"])
                assert store.article(article_id).tags == ("water",)
        except (AssertionError, CarrelError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number * 5,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 35


def test_a_thread_s_connection_ends_with_it(store: Store) -> None:
    store.count()
    before = len(store._database._held)
    for _ in range(5):
        thread = threading.Thread(target=store.count)
        thread.start()
        thread.join()
    assert len(store._database._held) == before


def test_readers_do_not_wait_for_a_writer_and_see_only_what_is_kept(store: Store) -> None:
    seen: list[int] = []
    with store.batch():
        store.keep_many(Incoming(*numbered(number)) for number in range(3))
        assert store.count() == 3
        reader = threading.Thread(target=lambda: seen.append(store.count()))
        reader.start()
        reader.join()
    assert (seen, store.count()) == ([0], 3)


def test_a_library_is_closed_only_when_what_is_being_written_is_kept(folder: Path) -> None:
    store = Store.open(folder)
    begun, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with store.batch():
            store.keep(page(), extraction())
            begun.set()
            go_on.wait()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait()
    closing = threading.Thread(target=store.close)
    closing.start()
    go_on.set()
    thread.join()
    closing.join()
    with Store.open(folder) as again:
        assert again.count() == 1
