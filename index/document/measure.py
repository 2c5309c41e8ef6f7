"""How long a text is: words, and the minutes that reading takes.

Scripts without blanks are counted by character, as their readers do. Rates are those of careful silent reading:
Brysbaert 2019 (English 238 words a minute), and about 500 characters for Chinese and Japanese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS_A_MINUTE = 238
CHARACTERS_A_MINUTE = 500

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,·-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Length:
    """`words` counts words, and characters of scripts without blanks. `minutes` is at least 1 where there is text."""

    words: int
    minutes: int


def length_of(text: str) -> Length:
    """The length of a text of any mixture of scripts."""
    characters = 0
    if not text.isascii():
        text, characters = _UNSPACED.subn(" ", text)
    words = sum(1 for _ in _WORD.finditer(text))
    minutes = words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE
    return Length(words + characters, max(1, round(minutes)) if words + characters else 0)
