"""The second process of a build: how it is started and spoken to, and what it does.

It is told what to do on its standard input, a line of JSON a command, and answers on its standard output:

    {"articles": [[id, language, size of the title, size of the body], …]}   and behind the line their bytes
    {"flush": true}  → [[name, articles], …]                                 the drafts of all it was given
    {"merge": [[process, name, articles], …], "fields": […]}  → name         a draft of these fields and nothing else

It ends, and what it wrote goes, when its input does: when the first process has what it wanted, or is no more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from typing import IO, Any, Self

from index.errors import DiskError
from index.search.building import INDEX_NAME, SegmentBuilder
from index.search.chunks import as_bytes
from index.search.codec.drafts import DraftSegment
from index.search.codec.merging import merged_fields
from index.search.codec.storage import MappedStorage
from index.search.engine import Entry

SERVE = "from index.search.partner import serve; serve()"
"""What the second process is told to do."""

AHEAD = 8
"""Portions of articles that wait for it at most."""


class Partner:
    """The second process, and the thread that feeds it: writing to a process that is busy takes long."""

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
        self._orders: Queue[Sequence[Entry] | dict[str, Any] | None] = Queue(AHEAD)
        self._feeder = threading.Thread(target=self._feed, name="carrel-index-feeder", daemon=True)
        self._feeder.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        with suppress(Empty):
            while True:
                self._orders.get_nowait()
        self._orders.put(None)
        self._feeder.join()
        self._output.close()

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits for it."""
        return self._orders.empty()

    def takes(self, portion: Sequence[Entry]) -> bool:
        """Hand over a portion; False where enough waits already."""
        try:
            self._orders.put_nowait(portion)
        except Full:
            return False
        return True

    def flush(self) -> None:
        """Have it write what it was given: see `drafts`."""
        self._orders.put({"flush": True})

    def drafts(self) -> list[DraftSegment]:
        """What it built of what it was given, once that is done. Raises DiskError where it ended before."""
        return [self._draft(name, count) for name, count in self._answer()]

    def merge(self, segments: Sequence[DraftSegment], names: Sequence[str]) -> None:
        """Have it merge some fields of drafts: see `merged`."""
        self._orders.put({"merge": [segment.address for segment in segments], "fields": list(names)})

    def merged(self) -> DraftSegment:
        """The fields that it merged, once that is done. Raises DiskError where it ended before."""
        return self._draft(self._answer(), 0)

    def _draft(self, name: str, count: int) -> DraftSegment:
        return DraftSegment.left_by(self._process.pid, name, INDEX_NAME, count)

    def _answer(self) -> Any:
        answer = self._output.readline()
        if not answer.endswith(b"\n"):
            raise DiskError(
                "the search index could not be built: a process of ours ended early, perhaps for want of room"
            )
        return json.loads(answer)

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _feed(self) -> None:
        given = self._process.stdin
        assert given is not None
        is_broken = False
        while (order := self._orders.get()) is not None:
            if is_broken:
                continue
            try:
                given.writelines([_line(order)] if isinstance(order, dict) else _articles(order))
                given.flush()
            except BrokenPipeError:  # it ended; who waits for an answer is told
                is_broken = True
        with suppress(BrokenPipeError):
            given.close()


def _line(order: object) -> bytes:
    return json.dumps(order).encode() + b"\n"


def _articles(portion: Sequence[Entry]) -> tuple[bytes, bytes]:
    texts = [as_bytes(text) for entry in portion for text in (entry.title, entry.body)]
    rows = [
        [entry.id, entry.language, len(title), len(body)]
        for entry, title, body in zip(portion, texts[::2], texts[1::2], strict=True)
    ]
    return _line({"articles": rows}), b"".join(texts)


# The other side


def serve() -> None:
    """What the second process does."""
    storage = MappedStorage(Path(sys.argv[1]), durable=False)  # the first process copies what it wants to keep
    builder = SegmentBuilder(storage, rough=True)
    try:
        for line in sys.stdin.buffer:
            order = json.loads(line)
            if "articles" in order:
                _take(builder, order["articles"])
                continue
            _say(_written(builder) if "flush" in order else _merged(storage, order["merge"], order["fields"]))
    finally:
        builder.discard()


def _take(builder: SegmentBuilder, rows: Sequence[tuple[int, str, int, int]]) -> None:
    read = sys.stdin.buffer.read
    for number, language, title, body in rows:
        builder.take(number, language, read(title), read(body))


def _written(builder: SegmentBuilder) -> list[tuple[str, int]]:
    builder.flush()
    drafts, builder.drafts = builder.drafts, []
    return [(draft.segid, draft.doc_count_all()) for draft in drafts]


def _merged(storage: MappedStorage, addresses: Sequence[tuple[int, str, int]], names: Sequence[str]) -> str:
    drafts = [DraftSegment.left_by(process, name, INDEX_NAME, count) for process, name, count in addresses]
    merged = merged_fields(storage, drafts, names)
    return str(merged.segid)


def _say(answer: object) -> None:
    sys.stdout.buffer.write(_line(answer))
    sys.stdout.buffer.flush()
