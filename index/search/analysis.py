"""Text becomes terms: the same for an article, a query and a snippet, so that they meet.

A *raw token* is a word as written, found by one regular expression. What becomes of it (folding, splitting, stemming)
depends on nothing around it, so it is worked out once per different token, here or in the caller's own memo. Scripts
without blanks yield a raw token a bigram, and one more for the last character of a run.

Two streams of terms come out. The *stems* carry positions: one token a position, folded first, then stemmed in the
language of the article. The *exact words* carry none: folded words as written, the characters of unspaced scripts, and
compounds written as one (`email` for e-mail, `nodejs` for node.js), of longer ones each two neighbours.
"""

from __future__ import annotations

import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.search.characters import (
    APOSTROPHES,
    DROPPED_ENDINGS,
    ELISIONS,
    HYPHENS,
    INVISIBLE,
    JOINERS,
    KATAKANA,
    LETTERS,
    MARKS,
    MIDDLE_DOT,
    SEAMLESS,
    SILENT,
    UNSPACED,
)
from index.search.stemming import MEMO, base_language, stem

LONGEST_JOINED = 30
"""Letters of a compound that is also kept as one word: longer ones are paths and prose, not words."""

TAIL = "\x00"
"""Begins the raw token that stands for the last character of an unspaced run (it has no position of its own)."""

_INSIDE = rf"\w{MARKS}{INVISIBLE}"
_JOIN = rf"(?:[{JOINERS}]|(?<=\d)[,\uff0c](?=\d)|(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea]))"
_SPACED = rf"\w[{_INSIDE}]*(?:{_JOIN}\w[{_INSIDE}]*)*(?:\+\+|\#)?"
_PIECE_OF_MIXED = rf"(?:[^\W{UNSPACED}][{MARKS}{INVISIBLE}]*)+"
_MIXED = rf"[{UNSPACED}][{UNSPACED}{INVISIBLE}]*|{_PIECE_OF_MIXED}(?:{_JOIN}{_PIECE_OF_MIXED})*(?:\+\+|\#)?"

_TOKEN = re.compile(_SPACED)
_TOKEN_DOTNET = re.compile(rf"(?<![\w.])\.(?:net|NET|Net)\b|{_MIXED}")
_TOKEN_SPACED_DOTNET = re.compile(rf"(?<![\w.])\.(?:net|NET|Net)\b|{_SPACED}")
_DOTNET = (".net", ".NET", ".Net")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")

_PLAIN_PARTS = re.compile("[a-z0-9]+(?:[_&][a-z0-9]+)+|[a-z]+(?:[._&][a-z]+)+|[a-z0-9]+-[a-z0-9]+")
_PLAIN_JOINERS = str.maketrans("-._&", "    ")
_PART = re.compile(rf"[^{JOINERS},]*\d(?:[.,]\d+)+[^{JOINERS},]*|[^{JOINERS},\"]+")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_SYMBOLIC = re.compile(r"[a-z]{1,2}(?:\+\+|#)")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_WORDS = re.compile(rf"\w[\w{MARKS}]*(?:[.,]\d+)*")
_ARABIC_BREAK = re.compile("(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_JOINER = re.compile(f"[{JOINERS}]")
_IS_MORE = re.compile(f"[{JOINERS}{UNSPACED}]")
_UNWRITTEN = re.compile(f"[{INVISIBLE}{SILENT}{APOSTROPHES}{SEAMLESS}\u0307]")
_DOT_IN_KATAKANA = re.compile(f"(?<=[{KATAKANA}]){MIDDLE_DOT}(?=[{KATAKANA}])")
_VOICED = re.compile(r".[\uff9e\uff9f\u3099\u309a]?", re.DOTALL)
_LETTERS = str.maketrans(LETTERS)
_HYPHEN = frozenset(HYPHENS)


class Word(NamedTuple):
    """A word of a text: as folded, and where it stands (characters, end exclusive)."""

    text: str
    start: int
    end: int


class Reading(NamedTuple):
    """What a raw token says: its words in order, offsets relative to it, and itself as one word where it has parts.

    `pairs`: of a compound of three parts and more, neighbours as one word (the email of E-Mail-Adresse).
    """

    words: tuple[Word, ...]
    joined: str = ""
    pairs: tuple[Word, ...] = ()


# Raw tokens


def raw_tokens(text: str) -> list[str]:
    """The raw tokens of a text in order: what `stems_of` and `terms_of` are asked about."""
    if not _HAS_UNSPACED.search(text):
        return (_TOKEN_SPACED_DOTNET if _has_dotnet(text) else _TOKEN).findall(text)
    tokens: list[str] = []
    for token in _TOKEN_DOTNET.findall(text):
        if is_unspaced(token):
            tokens.extend(_cut(token))
        else:
            tokens.append(token)
    return tokens


def terms_of(raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the folded words with positions, the exact words) that a raw token holds: none, one, or one a part.

    The exact word of a bigram is its first character, since the next bigram holds the second.
    """
    if raw[0] == TAIL:
        return (), (raw[1],)
    if is_unspaced(raw):
        return (raw,), (raw[0],)
    if raw.isalnum() and not _JOINER.search(raw):
        words = _texts(raw)
        if len(words) == 1:
            return words, words
    if raw.isascii() and _PLAIN_PARTS.fullmatch(lowered := raw.lower()):  # what most of the others are
        words = tuple(lowered.translate(_PLAIN_JOINERS).split(" "))
        joined = "".join(words)
        return words, ((*words, joined) if len(joined) <= LONGEST_JOINED else words)
    reading = read(raw)
    words = tuple([word.text for word in reading.words])
    if not reading.joined:
        return words, words
    return words, (*words, reading.joined, *[pair.text for pair in reading.pairs])


def plain_word(text: str) -> str:
    """The one word that a text is, folded, where it is a single raw token without parts; else nothing."""
    if not text.isalnum() or _IS_MORE.search(text):
        return ""
    word = _folded(text)
    return word if word.isalnum() else ""


def stems_of(raw: str, language: str) -> tuple[str, ...]:
    """The terms with positions that a raw token becomes in a language."""
    return tuple(stem(word, language) for word in terms_of(raw)[0])


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script without blanks."""
    return _HAS_UNSPACED.match(word) is not None


def _has_dotnet(text: str) -> bool:
    return "." in text and any(name in text for name in _DOTNET)


def normal_run(run: str) -> str:
    """An unspaced run as it is looked up: the dot between words of katakana (ジョン・スミス) is often left out."""
    run = unicodedata.normalize("NFKC", _INVISIBLE.sub("", run))
    return _DOT_IN_KATAKANA.sub("", run) if MIDDLE_DOT in run else run


def bigrams(run: str) -> Iterable[str]:
    """The words with positions of an unspaced run (a `normal_run`): its bigrams, or its only character."""
    return map(operator.add, run, run[1:]) if len(run) > 1 else (run,)


def _cut(run: str) -> list[str]:
    """The raw tokens of an unspaced run: its bigrams and its tail, or its only character."""
    run = normal_run(run)
    return [*bigrams(run), TAIL + run[-1]] if len(run) > 1 else [run]


# Whole texts


def terms(text: str, language: str) -> list[str]:
    """The stems of a text in order, as they are indexed."""
    language = base_language(language)
    return [term for raw in raw_tokens(text) for term in stems_of(raw, language)]


def exact_words(text: str) -> list[str]:
    """The exact words of a text in order, as they are indexed."""
    return [term for raw in raw_tokens(text) for term in terms_of(raw)[1]]


def words(text: str) -> list[Word]:
    """The folded words of a text with their offsets in it; unspaced runs as bigrams, each over its two characters."""
    return [word for reading in readings(text) for word in reading.words]


def readings(text: str) -> Iterator[Reading]:
    """The readings of a text, token by token, with offsets in the text."""
    for match in spans(text):
        raw, start = match[0], match.start()
        if is_unspaced(raw):
            yield Reading(tuple(unspaced_words(raw, start)))
        else:
            reading = read(raw)
            moved = tuple(Word(word.text, word.start + start, word.end + start) for word in reading.words)
            yield Reading(moved, reading.joined)


def spans(text: str) -> Iterator[re.Match[str]]:
    """The raw tokens of a text as written, runs uncut, as matches: for who keeps a memo of its own."""
    if _HAS_UNSPACED.search(text):
        return _TOKEN_DOTNET.finditer(text)
    return (_TOKEN_SPACED_DOTNET if _has_dotnet(text) else _TOKEN).finditer(text)


def has_words(text: str) -> bool:
    """Whether there is anything in a text that could be searched for."""
    return any(reading.words for reading in readings(text))


def is_plain_run(run: str) -> bool:
    """Whether an unspaced run is written as it is looked up, letter for letter."""
    return unicodedata.is_normalized("NFKC", run) and not _INVISIBLE.search(run) and MIDDLE_DOT not in run


def unspaced_words(run: str, start: int = 0) -> list[Word]:
    """The bigrams of an unspaced run that begins at `start`, each with the place of what it was made of."""
    if len(run) > 1 and is_plain_run(run):
        return [Word(run[at : at + 2], start + at, start + at + 2) for at in range(len(run) - 1)]
    letters: list[Word] = []
    for match in _VOICED.finditer(run):
        normal = unicodedata.normalize("NFKC", _INVISIBLE.sub("", match[0]))
        letters.extend(Word(letter, start + match.start(), start + match.end()) for letter in normal)
    dots = {match.start() for match in _DOT_IN_KATAKANA.finditer("".join(letter.text for letter in letters))}
    letters = [letter for at, letter in enumerate(letters) if at not in dots]
    if len(letters) == 1:
        return letters
    return [Word(one.text + two.text, one.start, two.end) for one, two in itertools.pairwise(letters)]


# One token


@lru_cache(MEMO)
def read(raw: str) -> Reading:
    """What a raw token of a script with blanks says."""
    if raw.isascii() and raw.isalnum():
        return Reading((Word(raw.lower(), 0, len(raw)),))
    if raw[-1] in "+#" or raw[0] == ".":
        return _read_symbolic(raw)
    if raw.isalnum() and not _JOINER.search(raw) and len(texts := _texts(raw)) == 1:
        return Reading((Word(texts[0], 0, len(raw)),))
    parts = _split(_ARABIC_BREAK.sub("-", raw))
    parts = _without_small_words(raw, parts)
    found = tuple(Word(text, start, end) for start, end in parts for text in _texts(raw[start:end]))
    return Reading(found, _joined(found), tuple(_pairs(raw, found)) if len(found) > 2 else ())


def _read_symbolic(raw: str) -> Reading:
    lowered = raw.lower()
    if raw[0] == "." or _SYMBOLIC.fullmatch(lowered):
        return Reading((Word(lowered, 0, len(raw)),))
    return read(raw.rstrip("+#"))


def _split(raw: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PART.finditer(raw)]


def _without_small_words(raw: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Elided articles and English endings go; what is one word despite its joiner (don't, об'єкт) becomes one."""
    kept: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(parts):
        part = raw[start:end].lower()
        joiner = raw[start - 1] if start else ""
        after_apostrophe = joiner != "" and joiner in APOSTROPHES
        if end < len(raw) and raw[end] in APOSTROPHES and part in ELISIONS and number + 1 < len(parts):
            continue
        if kept and after_apostrophe and part in DROPPED_ENDINGS:
            continue
        is_one_word = joiner in SEAMLESS if joiner else False
        is_one_word = is_one_word or (after_apostrophe and (part == "t" or _CYRILLIC.match(part) is not None))
        if is_one_word and kept and kept[-1][1] == start - 1:
            kept[-1] = (kept[-1][0], end)
            continue
        kept.append((start, end))
    return kept


def _texts(part: str) -> tuple[str, ...]:
    """The folded text of a part: none where it holds only marks; several where a ligature holds a blank (ﷺ, ½)."""
    text = fold(part)
    if text.isalnum():
        return (text,)
    return tuple(_WORDS.findall(text))


def _joined(found: tuple[Word, ...]) -> str:
    if len(found) == 1:
        text = found[0].text
        return re.sub("[.,]", "", text) if _GROUPED.fullmatch(text) else ""
    joined = "".join(word.text for word in found)
    return joined if found and len(joined) <= LONGEST_JOINED else ""


def _pairs(raw: str, found: Sequence[Word]) -> Iterator[Word]:
    """Neighbours that a hyphen joins, as one word: somebody else writes them so."""
    for one, two in itertools.pairwise(found):
        if raw[one.end : two.start] in _HYPHEN and one.text.isalpha() and two.text.isalpha():
            joined = one.text + two.text
            if len(joined) <= LONGEST_JOINED:
                yield Word(joined, one.start, two.end)


def _folded(word: str) -> str:
    """Case, width, ligatures and accents away: accents of Latin and Greek only, since й, が and क़ are letters."""
    if word.isascii():
        return word.lower().replace("'", "")
    word = unicodedata.normalize("NFKC", word).lower().translate(_WRITTEN)
    return word if word.isascii() else unicodedata.normalize("NFC", word).translate(_BARE)


fold = lru_cache(MEMO)(_folded)
"""The same, remembered."""


def _written(letter: str) -> str:
    """A letter as it is written with care taken of nothing but accents: no signs that are silent, no variants."""
    return "" if _UNWRITTEN.match(letter) else letter.translate(_LETTERS)


def _bare(letter: str) -> str:
    """A letter without its accents, a digit as ours."""
    bare = _base(unicodedata.normalize("NFD", letter)).translate(_LETTERS)
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in bare)


def _base(decomposed: str) -> str:
    """A decomposed letter without its accents, where they are accents."""
    if decomposed[0] < "\u0400" or "\u1f00" <= decomposed[0] <= "\u1fff":
        return decomposed[0] if not unicodedata.combining(decomposed[0]) else ""
    return unicodedata.normalize("NFC", decomposed)


class _Letters(dict[int, str]):
    """What becomes of each letter, for `str.translate`; worked out when a letter is first met."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, point: int) -> str:
        letter = self[point] = self._become(chr(point))
        return letter


_WRITTEN, _BARE = _Letters(_written), _Letters(_bare)
