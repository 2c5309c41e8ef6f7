"""The articles that are searched in: read from a file, made up where there is none, recombined where more are wanted.

A corpus file has a JSON object a line, gzipped or not: `title, body, language, published`. A made-up article holds
paragraphs that stand in articles of the same language, so that words keep their frequencies; the vocabulary does not
grow with the number of articles, as it would in a real library.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path

SEED = 20_24
GAP = "\n\n"

SYNTHETIC = 2_000
"""Articles that are made up where no corpus is given."""

_SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "pi",
    "ro",
    "su",
    "ta",
    "ve",
    "xo",
    "ya",
    "kar",
    "lem",
    "nor",
    "tis",
)
_WORDS = 12_000
_FIRST_DAY = date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as every peer is given it. `published` is an ISO day."""

    id: int
    title: str
    body: str
    language: str
    published: str

    @property
    def size(self) -> int:
        """Bytes of its text."""
        return len(self.title.encode()) + len(self.body.encode())


class Corpus:
    """Articles without end: first those that were given, then recombinations of them. The same in every run."""

    def __init__(self, originals: list[Document]) -> None:
        self.originals = originals

    @classmethod
    def read(cls, path: Path | None) -> Corpus:
        """The corpus in a file; a synthetic one where none is named."""
        if path is None:
            return cls(list(_synthetic()))
        read = gzip.open if path.suffix == ".gz" else Path.open
        with read(path, "rt", encoding="utf-8") as lines:
            return cls([_document(number, json.loads(line)) for number, line in enumerate(lines, 1)])

    def documents(self, count: int) -> Iterator[Document]:
        """So many articles, numbered from 1."""
        yield from self.originals[:count]
        if count > len(self.originals):
            yield from self._recombined(count)

    def _recombined(self, count: int) -> Iterator[Document]:
        chance = random.Random(SEED)
        for number in range(len(self.originals), count):
            pattern = self.originals[number % len(self.originals)]
            paragraphs, titles = self._pools[pattern.language]
            body = GAP.join(chance.choices(paragraphs, k=pattern.body.count(GAP) + 1))
            title = f"{_half(chance.choice(titles), first=True)} {_half(chance.choice(titles), first=False)}"
            yield Document(number + 1, title, body, pattern.language, chance.choice(self.originals).published)

    @cached_property
    def _pools(self) -> dict[str, tuple[list[str], list[str]]]:
        """The paragraphs and titles of each language."""
        pools: dict[str, tuple[list[str], list[str]]] = {}
        for document in self.originals:
            paragraphs, titles = pools.setdefault(document.language, ([], []))
            paragraphs.extend(document.body.split(GAP))
            titles.append(document.title)
        return pools


def _document(number: int, given: dict[str, str]) -> Document:
    return Document(number, given["title"], given["body"], given["language"], given["published"])


def _half(title: str, *, first: bool) -> str:
    words = title.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle] if first else words[middle:])


def _synthetic() -> Iterator[Document]:
    """Articles of invented words, which are as frequent as words are (Zipf)."""
    chance = random.Random(SEED)
    vocabulary = list(dict.fromkeys("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_WORDS)))
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))

    def sentence(words: int) -> str:
        return " ".join(chance.choices(vocabulary, cum_weights=weights, k=words)).capitalize()

    for number in range(1, SYNTHETIC + 1):
        paragraphs = [
            ". ".join(sentence(chance.randint(6, 18)) for _ in range(chance.randint(2, 5))) + "."
            for _ in range(chance.randint(3, 9))
        ]
        day = _FIRST_DAY + timedelta(days=chance.randrange(5_000))
        yield Document(number, sentence(chance.randint(2, 6)), GAP.join(paragraphs), "", day.isoformat())
