"""Where words may be hyphenated, from the patterns of Pyphen where that optional package is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tui.render.wrap import Divide

FEWEST_LETTERS = 6
"""Shorter words stay whole."""
FEWEST_AFTER = 3
"""Letters that go to the next line."""


@lru_cache(maxsize=8)
def divider(language: str) -> Divide | None:
    """What finds the places in words of a language, or None where no patterns are known."""
    if not language:
        return None
    try:
        from pyphen import Pyphen, language_fallback
    except ImportError:
        return None
    known = language_fallback(language.replace("-", "_"))
    if known is None:
        return None
    patterns = Pyphen(lang=known)

    @lru_cache(maxsize=4096)
    def divide(word: str) -> Sequence[int]:
        if len(word) < FEWEST_LETTERS:
            return []
        return [int(place) for place in patterns.positions(word) if place <= len(word) - FEWEST_AFTER]

    return divide
