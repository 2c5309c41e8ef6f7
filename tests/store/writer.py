"""A process that writes to a library and says, line by line, what is safe on the disk: `python -m tests.store.writer`.

Arguments: the folder, the first number, how many. Each step keeps two pages, changes and tags one, and may remove
the other. A line such as `added 7` is printed only after the store has returned; `removing 7` before it is asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.store import Incoming, Store
from tests.store.articles import extraction, numbered


def write(store: Store, first: int, count: int) -> None:
    ids: dict[int, int] = {}
    for number in range(first, first + count, 2):
        pair = (number, number + 1)
        for each, kept in zip(pair, store.keep_many(Incoming(*numbered(n)) for n in pair), strict=True):
            ids[each] = kept.id
            say(kept.outcome, each)
        store.update_extraction(ids[number], extraction(f"Changed {number}. " * 40, title=f"Changed {number}"))
        say("changed", number)
        store.tag([ids[number]], add=[f"tag {number}"])
        if number % 6 == 0:
            say("removing", number + 1)
            store.remove([ids[number + 1]])
            say("removed", number + 1)


def say(what: str, number: int) -> None:
    sys.stdout.write(f"{what} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with Store.open(Path(sys.argv[1])) as opened:
        write(opened, int(sys.argv[2]), int(sys.argv[3]))
