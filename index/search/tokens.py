"""A text taken apart for matching: its raw tokens, and an index of the forms that they hold.

With every key that is typed mostly the same articles are looked at again. Taking a text apart takes fifty times as long
as looking for a query in what comes out, so the last texts are remembered.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from threading import Lock

from index.search.analysis import is_plain_run, is_unspaced, read, spans
from index.search.stemming import stem

ROOM = 1_000_000
"""Characters of texts that are remembered: a few hundred articles, in about fifteen megabytes."""


class Tokens:
    """The raw tokens of a text in a language (a `base_language` code).

    `raws` are in order, `starts` their offsets, `places` how many words stand before each. `forms` leads from folded
    words, compounds as one word and stems to the tokens that hold them; `runs` are tokens of scripts without blanks.
    """

    def __init__(self, text: str, language: str) -> None:
        self.raws: list[str] = []
        self.starts = array("L")
        self.places = array("L")
        self.forms: dict[str, list[str]] = {}
        self.runs: list[str] = []
        self._words: dict[str, None] = {}
        counts: dict[str, int] = {}
        place = 0
        for match in spans(text):
            raw = match[0]
            if raw not in counts:
                raw = sys.intern(raw)
                counts[raw] = self._take_in(raw, language)
            self.raws.append(raw)
            self.starts.append(match.start())
            self.places.append(place)
            place += counts[raw]

    def _take_in(self, raw: str, language: str) -> int:
        """Enter a token under its forms; how many words it is."""
        if raw.isascii() and raw.isalnum():
            self._enter(raw, raw.lower(), language)
            return 1
        if is_unspaced(raw):
            self.runs.append(raw)
            return max(1, len(raw) - 1) if is_plain_run(raw) else len(raw)
        words, joined, pairs = read(raw)
        for word in (*words, *pairs):
            self._enter(raw, word.text, language)
        if joined:
            self._enter(raw, joined, language)
        return len(words)

    def _enter(self, raw: str, word: str, language: str) -> None:
        self.forms.setdefault(word, []).append(raw)
        self._words[word] = None
        root = stem(word, language)
        if root != word:
            self.forms.setdefault(root, []).append(raw)

    @cached_property
    def words(self) -> list[str]:
        """The different folded words of scripts with blanks, sorted."""
        return sorted(self._words)

    def beginning(self, begin: str) -> Iterator[str]:
        """The tokens that hold a word which begins so."""
        at = bisect_left(self.words, begin)
        while at < len(self.words) and self.words[at].startswith(begin):
            yield from self.forms[self.words[at]]
            at += 1


class _Remembered:
    """The texts that were last asked for, taken apart. Any thread may ask."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._texts: OrderedDict[tuple[str, str], Tokens] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def __call__(self, text: str, language: str) -> Tokens:
        key = (text, language)
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
                return self._texts[key]
        tokens = Tokens(text, language)
        with self._lock:
            if key not in self._texts and len(text) <= self._room:
                self._texts[key] = tokens
                self._characters += len(text)
                while self._characters > self._room:
                    (oldest, _), _ = self._texts.popitem(last=False)
                    self._characters -= len(oldest)
        return tokens


tokens_of = _Remembered(ROOM)
"""The tokens of a text in a language."""
