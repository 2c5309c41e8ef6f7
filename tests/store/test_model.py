"""The store against a plain model of itself: any sequence of changes, and every answer compared."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from index.article import Outcome, Progress
from index.facts import FactField, Matches
from index.store import Incoming, Store
from tests.store.articles import extraction, page

PLACES = st.integers(0, 5)
VERSIONS = st.integers(0, 3)
TAGS = st.lists(st.sampled_from(["water", "Water", "ice", "été", "ETE"]), max_size=2)


@dataclass
class Modelled:
    place: int
    version: int
    tags: set[str] = field(default_factory=set)
    progress: Progress = Progress.UNREAD
    starred: bool = False
    removed: bool = False


def incoming(place: int, version: int, tags: list[str]) -> Incoming:
    text = f"Place {place} in its version {version}. " * 20
    return Incoming(page(f"https://rivers.example/{place}"), extraction(text, title=f"Place {place}"), tags)


def folded(tags: list[str]) -> set[str]:
    return {tag.lower().replace("é", "e") for tag in tags}


class StoreMachine(RuleBasedStateMachine):
    articles = Bundle("articles")

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(self.folder)
        self.model: dict[int, Modelled] = {}
        self.index: dict[int, str] = {}
        self.seq = 0

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(target=articles, place=PLACES, version=VERSIONS, tags=TAGS)
    def keep(self, place: int, version: int, tags: list[str]) -> object:
        known = next((number for number, each in self.model.items() if each.place == place), None)
        kept = self.store.keep_many([incoming(place, version, tags)])[0]
        if known is None:
            assert kept.outcome is Outcome.ADDED
            assert kept.id not in self.model
            self.model[kept.id] = Modelled(place, version, folded(tags))
            return kept.id
        each = self.model[known]
        unchanged = Outcome.DUPLICATE if each.version == version else Outcome.UPDATED
        assert (kept.id, kept.outcome) == (known, Outcome.ADDED if each.removed else unchanged)
        each.version, each.removed, each.tags = version, False, each.tags | folded(tags)
        return multiple()

    @rule(number=articles, add=TAGS, remove=TAGS)
    def tag(self, number: int, add: list[str], remove: list[str]) -> None:
        each = self.model[number]
        before = set(each.tags)
        each.tags = (each.tags - folded(remove)) | folded(add)
        touched = bool(before & folded(remove) or each.tags - before)
        assert self.store.tag([number], add=add, remove=remove) == touched

    @rule(number=articles, progress=st.sampled_from([None, *Progress]), starred=st.sampled_from([None, True, False]))
    def mark(self, number: int, progress: Progress | None, starred: bool | None) -> None:
        each = self.model[number]
        changed = 0
        if not each.removed:
            wanted = progress or each.progress, each.starred if starred is None else starred
            changed = int(wanted != (each.progress, each.starred))
            each.progress, each.starred = wanted
        assert self.store.mark([number], progress=progress, starred=starred) == changed

    @rule(number=articles)
    def remove(self, number: int) -> None:
        assert self.store.remove([number]) == (not self.model[number].removed)
        self.model[number].removed = True

    @rule(number=articles)
    def restore(self, number: int) -> None:
        assert self.store.restore([number]) == self.model[number].removed
        self.model[number].removed = False

    @rule(number=consumes(articles))
    def purge(self, number: int) -> None:
        assert self.store.purge([number]) == 1
        del self.model[number]

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder)

    @rule(limit=st.integers(1, 3))
    def catch_up(self, limit: int) -> None:
        while changes := self.store.changes_after(self.seq, limit):
            for change in changes:
                self.index.pop(change.id, None)
                if not change.deleted:
                    self.index[change.id] = change.text
            self.seq = changes[-1].seq
        assert self.seq == self.store.last_sequence()
        assert self.index == {number: text.text for number, text in self.store.texts(self.store.all_ids()).items()}

    @invariant()
    def every_answer_is_the_model_s(self) -> None:
        live = {number: each for number, each in self.model.items() if not each.removed}
        assert list(self.store.all_ids()) == sorted(live)
        assert {row.id for row in self.store.trash()} == self.model.keys() - live.keys()
        for row in self.store.rows(live):
            each = live[row.id]
            assert folded(list(row.tags)) == each.tags
            assert (row.state.progress, row.state.starred) == (each.progress, each.starred)
            assert f"version {each.version}." in self.store.article(row.id).document.text
            assert self.store.id_of(f"http://www.rivers.example/{each.place}/") == row.id
        for tag in ("water", "ice", "ete"):
            expected = sorted(number for number, each in live.items() if tag in each.tags)
            assert list(self.store.ids_where(Matches(FactField.TAG, tag))) == expected
            assert sum(count for name, count in self.store.tags() if folded([name]) == {tag}) == len(expected)
        unread = sorted(number for number, each in live.items() if each.progress is Progress.UNREAD)
        assert list(self.store.ids_where(Matches(FactField.IS, "unread"))) == unread
        assert list(self.store.check()) == []


TestStoreAgainstItsModel = StoreMachine.TestCase
