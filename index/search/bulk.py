"""Builds the segments of many articles, with a second process beside this one where there are enough of them.

Articles go to the second process as JSON, a line each, through a thread that waits in our place; whatever it is too
busy to take, we build here. Both leave drafts in one folder, and merge those of a size as they go.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from typing import IO, Self

from index.errors import DiskError
from index.search.building import INDEX_NAME, SegmentBuilder
from index.search.codec.drafts import DraftSegment
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry

ALONE = 2_000
"""Articles up to which a second process costs more than it saves."""

PORTION = 100
"""Articles that are handed over at a time."""

SERVE = "from index.search.bulk import serve; serve()"
"""What the second process is told to do."""

AHEAD = 2
"""Portions that wait for the second process."""


def built(storage: MappedStorage, entries: Iterable[Entry], processes: int | None = None) -> list[DraftSegment]:
    """A draft of a segment that holds all the articles; none where there are none. Raises DiskError; it is then gone.

    Every segment costs each search a few look-ups, so what is built anew begins with one.
    """
    builder = SegmentBuilder(storage, rough=True)
    left = iter(entries)
    try:
        few = list(itertools.islice(left, ALONE + 1))
        everything = itertools.chain(few, left)
        if len(few) > ALONE and (_processors() if processes is None else processes) > 1:
            _shared(builder, _portions(everything), Path(storage.folder))
        else:
            _add_all(builder, everything)
            builder.finish()
    except BaseException:
        builder.discard()
        raise
    return builder.drafts


def _shared(builder: SegmentBuilder, portions: Iterable[Sequence[Entry]], folder: Path) -> None:
    with _Second(folder) as second:
        for portion in portions:
            if not second.takes(portion):
                _add_all(builder, portion)
        second.no_more()
        builder.flush()
        builder.finish(tuple(second.drafts()))


def _portions(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while portion := list(itertools.islice(entries, PORTION)):
        yield portion


def _add_all(builder: SegmentBuilder, entries: Iterable[Entry]) -> None:
    for entry in entries:
        builder.add(entry)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Second:
    """The second process, and the thread that feeds it."""

    def __init__(self, folder: Path) -> None:
        # -P keeps the current folder off the module path: it may be full of strangers' files.
        command = [sys.executable, "-P", "-c", SERVE, str(folder)]
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("CARREL_DEBUG") else subprocess.DEVNULL,
            start_new_session=True,
        )
        self._waiting: Queue[Sequence[Entry] | None] = Queue(AHEAD)
        self._feeder = threading.Thread(target=self._feed, name="carrel-index-feeder", daemon=True)
        self._feeder.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        with suppress(Empty):
            while True:
                self._waiting.get_nowait()
        self._waiting.put(None)
        self._feeder.join()
        self._output.close()

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def takes(self, portion: Sequence[Entry]) -> bool:
        """Hand over a portion; False where the process has enough to do."""
        try:
            self._waiting.put_nowait(portion)
        except Full:
            return False
        return True

    def no_more(self) -> None:
        """Say that there is nothing more to hand over."""
        self._waiting.put(None)

    def drafts(self) -> Iterator[DraftSegment]:
        """What the process built, once it is done. Raises DiskError where it ended before."""
        answer = self._output.read()
        if self._process.wait() or not answer:
            raise DiskError(
                "the search index could not be built: a process of ours ended early, perhaps for want of room"
            )
        for name, count in json.loads(answer):
            yield DraftSegment.left_by(self._process.pid, name, INDEX_NAME, count)

    def _feed(self) -> None:
        given = self._process.stdin
        assert given is not None
        is_broken = False
        while (portion := self._waiting.get()) is not None:
            if is_broken:
                continue
            try:
                given.writelines(_line(entry) for entry in portion)
            except BrokenPipeError:  # it ended; `drafts` says so
                is_broken = True
        with suppress(BrokenPipeError):
            given.close()


def _line(entry: Entry) -> bytes:
    return json.dumps([entry.id, entry.title, entry.body, entry.language]).encode() + b"\n"


def serve() -> None:
    """What the second process does: articles in on standard input, and what was built of them said at the end."""
    builder = SegmentBuilder(MappedStorage(Path(sys.argv[1])), rough=True)
    for line in sys.stdin.buffer:
        builder.add(Entry(*json.loads(line)))
    builder.flush()
    sys.stdout.write(json.dumps([(draft.segid, draft.doc_count_all()) for draft in builder.drafts]))
