"""What the analysis knows about characters and small words, as data: scripts, marks, letters that are one to a reader.

Nothing here does anything; `analysis` says what these tables mean. The classes are written for the inside of a
regular expression's brackets.
"""

from __future__ import annotations

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf"
    "\u4e00-\u9fff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
"""Scripts indexed as bigrams: Thai, Lao, Burmese, Khmer, kana, Han, and Hangul (whose words carry their particles)."""

KATAKANA = "\u30a1-\u30fa\u30fc"
MIDDLE_DOT = "\u30fb"
"""Stands between words of katakana, or does not."""

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0711-\u07f3\u0816-\u082d\u0859-\u085b\u0898-\u0963\u0971-\u0df3\u0f18-\u0f39\u0f3e-\u0fbc"
    "\u135d-\u135f\u1712-\u1773\u180b-\u180d\u1885-\u193b\u1a17-\u1bf3\u1c24-\u1c37\u1cd0-\u1dff\u20d0-\u20f0"
    "\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua69f\ua802-\uaaf6\uabe3-\uabed\ufe20-\ufe2f"
)
r"""Combining marks, which `\w` leaves out although they stand inside words (Unicode's Mn and Mc, blocks closed up)."""

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, joiners and selectors: inside a word they are not there."""

HYPHENS = "-\u2010\u2011\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02bc\uff07\u055a\u05f3"
SEAMLESS = '\u00b7\u05f4"'
"""Joiners that leave one word: Catalan col·lecció, the acronyms of Hebrew (צה״ל)."""
JOINERS = HYPHENS + APOSTROPHES + SEAMLESS + "._&\uff0e"
"""What joins parts into one word as written: e-mail, l’IA, node.js, snake_case, AT&T."""

SILENT = "\u0640\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Arabic vowel signs and tatweel, Hebrew points: most people do not write them."""

LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ŀ": "l", "ƒ": "f", "ə": "e", "ʻ": "", "ς": "σ", "ё": "е", "ѐ": "е", "ѝ": "и",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه",
    "ھ": "ه", "ؤ": "و", "ئ": "ي",
}  # fmt: skip
"""Letters that are one to who searches: ligatures and strokes of Latin, ё, the Arabic and Persian forms of a letter."""

_ELIDED = (
    "c d j l m n s t qu jusqu lorsqu puisqu quoiqu presqu quelqu all coll dall dell nell sull quell gl dagl degl un"
)
ELISIONS = frozenset(_ELIDED.split())
"""What French, Italian, Catalan and Occitan write before an apostrophe; it says nothing about the word after it."""

DROPPED_ENDINGS = frozenset(["s", "re", "ve", "ll", "d", "m"])
"""What English writes after an apostrophe and a search does without."""

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""The Snowball stemmer of a language; where the installed Snowball has none, words stay as they are folded."""

TOUCH_BEGINNINGS = frozenset("ar eo fa ga id nl sr st ta tr yi".split())  # noqa: SIM905 (a table)
"""Languages whose stemmer may change the first letter of a word: by taking prefixes off, or another spelling."""

SAME_LANGUAGE = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "tl": "fil"}
"""Codes that name a language by another name, or one close enough for its stemmer."""

NOT_LATIN = frozenset("ar bg el fa he hi hy ja ka kk km ko lo mk mr my ne ru ta th uk ur yi zh".split())  # noqa: SIM905 (a table)
"""Languages whose own words are never ASCII: what is, in them, is mostly English."""
