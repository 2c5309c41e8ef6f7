"""Words in kana and how else they are written: らーめん and ラーメン, コンピューター and コンピュータ.

Texts are indexed as they are written; a word of a query is looked up in its other writing as well. To index both as one
would make ネコ and から of ねこ and カラ, and two hiragana stand in any text.
"""

from __future__ import annotations

import re

LONG_VOWEL = "ー"

LONGEST_HIRAGANA = 4
"""Letters up to which a run of hiragana is a word; a longer one is a phrase, unless a long vowel tells a loanword."""

SHORTEST_IN_HIRAGANA = 3
"""Letters from which on a katakana word is looked up in hiragana: デモ as でも would stand in every other text."""

SHORTEST_WITH_LONG_VOWEL = 4
"""Letters of a word whose last long vowel is often left out (as Lucene's JapaneseKatakanaStemFilter has it)."""

_KATAKANA = re.compile("[\u30a1-\u30f6ー]+")
_HIRAGANA = re.compile("[\u3041-\u3096ー]+")
_APART = 0x60
_TO_HIRAGANA = {katakana: katakana - _APART for katakana in range(0x30A1, 0x30F7)}
_TO_KATAKANA = {hiragana: hiragana + _APART for hiragana in range(0x3041, 0x3097)}


def is_word(run: str) -> bool:
    """Whether a run without blanks is one word in kana, whatever its length."""
    if len(run) < 2 or run[0] == LONG_VOWEL:
        return False
    if _KATAKANA.fullmatch(run):
        return True
    return bool(_HIRAGANA.fullmatch(run)) and (len(run) <= LONGEST_HIRAGANA or LONG_VOWEL in run)


def writings(word: str) -> tuple[str, ...]:
    """What a word in kana is looked up as: the word without what is often left out, then its other writing."""
    if len(word) >= SHORTEST_WITH_LONG_VOWEL:
        word = word.removesuffix(LONG_VOWEL)
    if _HIRAGANA.fullmatch(word):
        return word, word.translate(_TO_KATAKANA)
    if len(word) >= SHORTEST_IN_HIRAGANA:
        return word, word.translate(_TO_HIRAGANA)
    return (word,)
