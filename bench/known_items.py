"""Known items: is an article that somebody remembers a little of found near the top? MRR@10, group by group.

    python -m bench.known_items --corpus articles.jsonl.gz --work /tmp/search

Each article that is drawn is asked for in three ways: two to four of its words with the accents left out, one of them
in another form; its whole title; three neighbouring words. Compared are BM25F alone and the whole formula, over the
same index as `bench.search`. Articles of the same title are all right answers to it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from statistics import fmean

from bench import machine
from bench.contest.report import table
from bench.corpus import SEED, Corpus, Document
from bench.peers import carrel
from index.search.analysis import base_language, fold, stem
from index.search.query import parse
from index.search.ranking.parameters import DEFAULT
from index.search.ranking.searcher import Searcher
from index.search.tree import Query

EACH = 200
"""Articles of a language group."""

DEPTH = 10
_TODAY = date(2026, 1, 1)

GROUPS = {
    "English": ("en",),
    "German": ("de",),
    "Romance": ("fr", "it", "es", "ca", "pt"),
    "Slavic": ("uk", "ru", "pl", "bg"),
    "Chinese, Japanese, Korean": ("zh", "ja", "ko"),
    "Arabic, Persian, Hebrew": ("ar", "fa", "he"),
    "Turkish, Vietnamese, Indonesian": ("tr", "vi", "id", "ms"),
    "others": (),
}
"""Language groups by their codes; the last takes whatever is in none."""

_SPACED = re.compile(r"[^\W\d_]{3,24}")
_RUN = re.compile("[\u30a1-\u30fa\u30fc]{2,8}|[\u3041-\u309f\u3400-\u9fff]{2,4}")
"""What stands for words where there are no blanks: katakana, or a piece of a run of ideographs and hiragana."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Manner(StrEnum):
    """How an article is asked for."""

    REMEMBERED = "2–4 words, one inflected"
    TITLE = "whole title"
    NEIGHBOURS = "3 neighbouring words"


@dataclass(frozen=True, slots=True)
class Item:
    """A question and the articles that are right."""

    group: str
    manner: Manner
    query: str
    right: frozenset[int]


def group_of(language: str) -> str:
    """The group of a language."""
    code = base_language(language)
    return next((name for name, codes in GROUPS.items() if code in codes), "others")


def drawn(documents: Sequence[Document], each: int = EACH) -> list[Item]:
    """The items, the same in every run."""
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[group_of(document.language)].append(document)
    titled: dict[str, set[int]] = defaultdict(set)
    for document in documents:
        titled[_folded(document.title)].add(document.id)
    forms = _Forms(documents)
    items: list[Item] = []
    for name, members in groups.items():
        chance = random.Random(f"{SEED} {name}")
        for document in chance.sample(members, min(each, len(members))):
            items.extend(_items(name, document, frozenset(titled[_folded(document.title)]), forms, chance))
    return items


def reciprocal_rank(ids: Sequence[int], right: frozenset[int]) -> float:
    """One by the rank of the first right article, 0 where there is none among the first ten."""
    return next((1 / rank for rank, each in enumerate(ids[:DEPTH], 1) if each in right), 0.0)


def mean_ranks(items: Sequence[Item], searcher: Searcher) -> dict[tuple[str, Manner], float]:
    """MRR@10 of each group and manner."""
    ranks: dict[tuple[str, Manner], list[float]] = defaultdict(list)
    for item in items:
        hits = searcher.search(_tree(item.query), limit=DEPTH).hits
        ranks[item.group, item.manner].append(reciprocal_rank([each for each, _ in hits], item.right))
    return {key: fmean(values) for key, values in ranks.items()}


def report(
    items: Sequence[Item], plain: dict[tuple[str, Manner], float], whole: dict[tuple[str, Manner], float]
) -> str:
    """A row for each group: BM25F → the whole formula, in each manner."""
    counts = Counter((item.group, item.manner) for item in items)
    rows = []
    for group in dict.fromkeys(item.group for item in items):
        cells = []
        for manner in Manner:
            key = (group, manner)
            cells.append(f"{plain[key]:.3f} → {whole[key]:.3f}{_worse(plain[key], whole[key])}" if counts[key] else "–")
        rows.append([group, str(max(counts[group, manner] for manner in Manner)), *cells])
    means = []
    for manner in Manner:
        keys = [key for key in counts if key[1] is manner]
        before, after = (
            sum(found[key] * counts[key] for key in keys) / sum(counts[key] for key in keys) for found in (plain, whole)
        )
        means.append(f"{before:.3f} → {after:.3f}{_worse(before, after)}")
    rows.append(["all", str(len(items)), *means])
    return table(["MRR@10, BM25F → whole formula", "items", *Manner], rows)


def _worse(before: float, after: float) -> str:
    return " (worse)" if after < before - 0.0005 else ""


class _Forms:
    """Other forms of words: those that the corpus holds in the same language and that share the stem."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.held: Counter[tuple[str, str]] = Counter()
        for document in documents:
            language = base_language(document.language)
            self.held.update((language, word) for word in {fold(each) for each in _SPACED.findall(document.body)})
        self._families: dict[tuple[str, str], list[str]] = defaultdict(list)
        for language, word in sorted(self.held):
            self._families[language, stem(word, language)].append(word)

    def other(self, word: str, language: str, chance: random.Random) -> str:
        """Another form of a folded word; the word where there is none."""
        family = [each for each in self._families[language, stem(word, language)] if each != word]
        return chance.choice(family) if family else word


def _items(
    group: str, document: Document, same_title: frozenset[int], forms: _Forms, chance: random.Random
) -> list[Item]:
    itself = frozenset({document.id})
    asked = {
        Manner.REMEMBERED: (_remembered(document, forms, chance), itself),
        Manner.TITLE: (document.title, same_title),
        Manner.NEIGHBOURS: (_neighbours(document, chance), itself),
    }
    return [Item(group, manner, _harmless(query), right) for manner, (query, right) in asked.items() if query.strip()]


def _remembered(document: Document, forms: _Forms, chance: random.Random) -> str:
    """Words that are neither in every article of the language nor in this one alone."""
    language = base_language(document.language)
    if _UNSPACED.search(document.body) and len(runs := sorted(set(_RUN.findall(document.body)))) >= 2:
        return " ".join(chance.sample(runs, 2))
    words = sorted({fold(word) for word in _SPACED.findall(document.body)})
    words = sorted(words, key=lambda word: forms.held[language, word])[: max(8, len(words) // 2)]
    if len(words) < 2:
        return ""
    chosen = chance.sample(words, min(len(words), chance.randint(2, 4)))
    return " ".join([forms.other(chosen[0], language, chance), *chosen[1:]])


def _neighbours(document: Document, chance: random.Random) -> str:
    if _UNSPACED.search(document.body) and (runs := _RUN.findall(document.body)):
        return str(chance.choice(runs))
    words = document.body.split()
    places = [
        at for at in range(len(words) - 2) if all(_SPACED.fullmatch(word) for word in words[at : at + 3])
    ]  # fmt: skip
    if not places:
        return ""
    at = chance.choice(places)
    return " ".join(words[at : at + 3])


def _harmless(query: str) -> str:
    """Words only: titles hold brackets, quotes and dashes that a query reads as operators."""
    query = re.sub(r"""[()"“”„«»「」『』|*~@:/]|(?<!\w)-""", " ", query)
    return " ".join(word.lower() if word in ("OR", "AND", "NOT") else word for word in query.split())


def _folded(title: str) -> str:
    """What titles have in common that nobody could tell apart by typing their words."""
    return " ".join(fold(word) for word in re.findall(r"[^\W_]+", title))


def _tree(query: str) -> Query:
    return parse(query, _TODAY)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.known_items", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="articles as JSON lines; made up where none is named")
    parser.add_argument("--work", type=Path, help="where the index is kept; by default nowhere")
    parser.add_argument("--each", type=int, default=EACH, help="articles of a language group")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        corpus = Corpus.read(options.corpus)
        folder = work / str(len(corpus.originals)) / "carrel"
        if not folder.exists():
            folder.mkdir(parents=True)
            carrel.build(folder, corpus.originals)
        items = drawn(corpus.originals, options.each)
        plain, whole = (mean_ranks(items, carrel.searcher(folder, each)) for each in (carrel.BM25F, DEFAULT))
        print(f"{len(corpus.originals):,} articles. {machine.sentence(machine.described())}.\n")
        print(report(items, plain, whole))
    return 0


if __name__ == "__main__":
    sys.exit(main())
