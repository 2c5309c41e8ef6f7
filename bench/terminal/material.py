"""What the programs are given: the same texts as a library, as text files, as a feed; alike in every run."""

from __future__ import annotations

import random
import textwrap
from itertools import accumulate
from pathlib import Path

from index import Library
from index.article import Extraction, Metadata, Page
from tests.screen.shelves import plain, put

WORDS = [
    *("river", "delta", "north", "fed", "by", "three", "streams", "charted", "when", "ships"),
    *("were", "slow", "and", "the", "tide", "took", "silt", "away", "again"),
]
SENTENCE = "The river delta of the north covers 4,300 square kilometres and is fed by three streams. "
ARTICLES = 300
LONG = 5_000_000
"""Characters of the longest article."""
SHORT = 20_000
"""Characters of an article that stock widgets can take."""
MANY = 10_000
"""Articles of the library that is searched."""
VOCABULARY = 20_000
"""Different words of that library; the nth most frequent is n times as rare as the first (Zipf)."""


def paragraphs(characters: int) -> list[str]:
    """Text of which no two lines are alike."""
    chance = random.Random(characters)
    return [" ".join(chance.choices(WORDS, k=80)).capitalize() + "." for _ in range(characters // 400)]


def make_texts(folder: Path) -> None:
    """A library with one article of a whole book, and the same for the other programs."""
    with Library.open(folder / "library") as library:
        for number in range(ARTICLES):
            put(library, f"The lighthouse of station {number}", plain(*[f"{SENTENCE}{number}. " * 6] * 4), added=number)
        put(library, "The long river", plain(*paragraphs(LONG)), added=1e6)
        library.catch_up()
    lines = [line for paragraph in paragraphs(LONG) for line in (*textwrap.wrap(paragraph, 76), "")]
    (folder / "long.txt").write_text("\n".join(lines))
    (folder / "short.txt").write_text("\n\n".join(paragraphs(SHORT)))
    items = "".join(
        f"<item><title>The lighthouse of station {number}</title><guid>{number}</guid>"
        f"<description>{' '.join(paragraphs(SHORT if number else 3 * SHORT))}</description></item>"
        for number in range(ARTICLES)
    )
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel><title>Coasts</title>{items}</channel></rss>")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("")


def vocabulary() -> list[str]:
    """Words that sound like words, the most frequent first."""
    chance = random.Random(1)
    syllables = [first + vowel + last for first in "bdfglmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "s")]
    words = dict.fromkeys(
        "".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _ in range(3 * VOCABULARY)
    )
    return list(words)[:VOCABULARY]


def make_many(folder: Path) -> None:
    """A library of many articles of some 300 words."""
    chance, words = random.Random(2), vocabulary()
    frequencies = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    with Library.open(folder / "many") as library:
        for start in range(0, MANY, 500):
            batch = []
            for number in range(start, start + 500):
                drawn = chance.choices(words, cum_weights=frequencies, k=300)
                document = plain(*(" ".join(drawn[at : at + 60]).capitalize() + "." for at in range(0, 300, 60)))
                address = f"https://example.org/{number}"
                metadata = Metadata(" ".join(drawn[:4]).capitalize(), address, language="en", words=300, minutes=2)
                batch.append((Page(address, address, document.text.encode()), Extraction(metadata, document)))
            library.add_many(batch)
        library.catch_up()


def queries() -> list[str]:
    """What is typed: two words each, from frequent to rare."""
    chance, words = random.Random(3), vocabulary()
    return [f"{words[chance.randrange(20, 300)]} {words[chance.randrange(300, 6_000)]}" for _ in range(6)]
