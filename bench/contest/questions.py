"""What is asked: questions of ten kinds, drawn from the corpus with a fixed seed, and mistyped words.

The words are such as every peer cuts alike: letters of scripts that write blanks. They are drawn from the articles
that were given, never from recombined ones, so that libraries of every size are asked the same.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bench.corpus import SEED, Document

EACH = 25
"""Questions of a kind."""

_WORD = re.compile(r"[^\W\d_]{3,24}")
_PHRASE = re.compile(r"[^\W\d_]{2,24}(?: [^\W\d_]{2,24}){1,2}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_OPERATORS = {"and", "not", "near", "andnot", "andmaybe", "require", "to"}
"""What some peer reads as an operator."""

_RARE = (2, 5)
_MIDDLING = (0.004, 0.2)
_COMMON = (0.04, 0.25)
"""Articles that hold a word of each sort: their number, or their share. Above are stop words."""


class Kind(StrEnum):
    """The kinds of questions, by the name under which they are reported."""

    RARE = "rare word"
    COMMON = "common word"
    BOTH = "2 words"
    ALL_THREE = "3 words"
    ANY = "OR"
    PHRASE = "phrase"
    PREFIX = "prefix"
    WITHOUT = "NOT"
    TITLE = "title words"
    DATED = "word and date"
    MISTYPED = "fuzzy 1"
    MANGLED = "fuzzy 2"


TEN = tuple(kind for kind in Kind if kind not in (Kind.MISTYPED, Kind.MANGLED))


@dataclass(frozen=True, slots=True)
class Question:
    """A question in no one's language. `since` and `until` are ISO days, the second excluded."""

    kind: Kind
    words: tuple[str, ...]
    excluded: str = ""
    since: str = ""
    until: str = ""

    @property
    def distance(self) -> int:
        """Edits between what was typed and what was meant."""
        return {Kind.MISTYPED: 1, Kind.MANGLED: 2}.get(self.kind, 0)


def drawn(documents: Sequence[Document], each: int = EACH) -> list[Question]:
    """The questions of the ten kinds, mixed."""
    drawer = _Drawer(documents)
    questions = [question for kind in TEN for question in drawer.several(kind, each)]
    random.Random(SEED).shuffle(questions)
    return questions


def mistyped(documents: Sequence[Document], each: int = EACH) -> list[Question]:
    """Words with one edit and with two, none of them in the first letter."""
    drawer = _Drawer(documents)
    return [question for kind in (Kind.MISTYPED, Kind.MANGLED) for question in drawer.several(kind, each)]


def words_of(text: str) -> list[str]:
    """The words of a text that may be asked for, in lower case."""
    return [
        word for word in map(str.lower, _WORD.findall(text)) if word not in _OPERATORS and not _UNSPACED.search(word)
    ]


class _Drawer:
    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        held = Counter(word for document in documents for word in set(words_of(document.body)))
        self._rare = _between(held, *_RARE)
        self._common = _between(held, *(share * len(documents) for share in _COMMON))
        self._middling = set(_between(held, *(share * len(documents) for share in _MIDDLING)))
        self._draw: dict[Kind, Callable[[random.Random], Question | None]] = {
            Kind.RARE: lambda chance: Question(Kind.RARE, (chance.choice(self._rare),)),
            Kind.COMMON: lambda chance: Question(Kind.COMMON, (chance.choice(self._common),)),
            Kind.BOTH: lambda chance: self._of_one_article(Kind.BOTH, chance, 2),
            Kind.ALL_THREE: lambda chance: self._of_one_article(Kind.ALL_THREE, chance, 3),
            Kind.ANY: lambda chance: Question(Kind.ANY, tuple(chance.sample(sorted(self._middling), 2))),
            Kind.PHRASE: self._phrase,
            Kind.PREFIX: self._prefix,
            Kind.WITHOUT: self._without,
            Kind.TITLE: self._title,
            Kind.DATED: self._dated,
            Kind.MISTYPED: lambda chance: self._mistyped(Kind.MISTYPED, chance, 1),
            Kind.MANGLED: lambda chance: self._mistyped(Kind.MANGLED, chance, 2),
        }

    def several(self, kind: Kind, count: int) -> list[Question]:
        """Different questions of one kind. The chances of a kind do not hang on the other kinds."""
        chance = random.Random(f"{SEED} {kind}")
        found: dict[Question, None] = {}
        while len(found) < count:
            question = self._draw[kind](chance)
            if question is not None:
                found[question] = None
        return list(found)

    def _middling_of(self, chance: random.Random) -> list[str]:
        return sorted(self._middling.intersection(words_of(chance.choice(self._documents).body)))

    def _of_one_article(self, kind: Kind, chance: random.Random, count: int) -> Question | None:
        words = self._middling_of(chance)
        return Question(kind, tuple(chance.sample(words, count))) if len(words) >= count else None

    def _phrase(self, chance: random.Random) -> Question | None:
        found = [
            phrase for phrase in _PHRASE.findall(chance.choice(self._documents).body) if not _UNSPACED.search(phrase)
        ]
        return Question(Kind.PHRASE, tuple(chance.choice(found).lower().split())) if found else None

    def _prefix(self, chance: random.Random) -> Question | None:
        words = [word for word in self._middling_of(chance) if len(word) > 5]
        return Question(Kind.PREFIX, (chance.choice(words)[: chance.randint(3, 5)],)) if words else None

    def _without(self, chance: random.Random) -> Question | None:
        words = self._middling_of(chance)
        return Question(Kind.WITHOUT, (chance.choice(self._common),), chance.choice(words)) if words else None

    def _title(self, chance: random.Random) -> Question | None:
        words = list(dict.fromkeys(words_of(chance.choice(self._documents).title)))[:2]
        return Question(Kind.TITLE, tuple(words)) if words else None

    def _dated(self, chance: random.Random) -> Question:
        years = sorted({document.published[:4] for document in self._documents})
        year = chance.choice(years)
        word = chance.choice(self._common)
        return Question(Kind.DATED, (word,), since=f"{year}-01-01", until=f"{int(year) + 1}-01-01")

    def _mistyped(self, kind: Kind, chance: random.Random, edits: int) -> Question | None:
        words = [word for word in self._middling_of(chance) if len(word) >= 6]
        if not words:
            return None
        word = chance.choice(words)
        for _ in range(edits):
            word = _with_an_edit(word, chance)
        return Question(kind, (word,))


def _between(held: Counter[str], low: float, high: float) -> list[str]:
    return sorted(word for word, count in held.items() if low <= count <= high)


def _with_an_edit(word: str, chance: random.Random) -> str:
    """A letter left out, put in or exchanged, behind the first."""
    at = chance.randrange(1, len(word))
    letter = chance.choice("aeinorst")
    return chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    )


def as_json(questions: Iterable[Question]) -> list[dict[str, object]]:
    """Questions as plain data, for a process of its own."""
    return [
        {name: getattr(question, name) for name in ("kind", "words", "excluded", "since", "until")}
        for question in questions
    ]


def from_json(given: Iterable[dict[str, object]]) -> list[Question]:
    """The questions that `as_json` wrote."""
    return [
        Question(
            Kind(str(each["kind"])), tuple(each["words"]), str(each["excluded"]), str(each["since"]), str(each["until"])  # type: ignore[arg-type]
        )
        for each in given
    ]  # fmt: skip
