"""The language of a text: by its words, with what the page declares as the tie-break.

Pages declare the language of their template, often not that of the article; short texts say too little to overrule it.
"""

from __future__ import annotations

import re

from index.safe_text import one_line

_SAMPLE = 1000
"""Characters that are looked at: more do not make the answer better (10,000 texts measured)."""

_FEWEST = 60
"""Characters below which a text says nothing against a declaration."""

_VARIANTS = {"yue": "zh", "wuu": "zh", "zh-yue": "zh", "ary": "ar", "arz": "ar", "apc": "ar", "nb": "no", "nn": "no"}
"""What the identifier tells apart and no reader, stemmer or stop list of ours does."""

_ALIKE = (
    frozenset(("ms", "id")), frozenset(("no", "da", "sv", "nb", "nn")), frozenset(("hr", "sr", "bs", "sl", "sh")),
    frozenset(("cs", "sk")), frozenset(("pt", "gl", "es")), frozenset(("hi", "mr", "ne")), frozenset(("nl", "af")),
    frozenset(("ru", "bg", "uk", "mk", "be")), frozenset(("fa", "ps", "ur")), frozenset(("es", "ca", "an", "oc")),
    frozenset(("de", "lb", "als", "bar", "nds")),
)  # fmt: skip
"""Languages that the identifier may take for each other; a declaration decides within a group."""

_UNLIKELY = frozenset(("", "la", "eo", "vo", "qu", "jv", "an", "wa", "oc", "mt", "zu", "xh"))
"""What the identifier says of filler, names and code more often than of texts in that language."""

_RIGHT_TO_LEFT = frozenset(("ar", "he", "fa", "ur", "ps", "yi", "dv", "ckb", "ug", "sd", "syr", "arc", "iw"))
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")


def language_of(text: str, declared: str = "") -> str:
    """The language of a text as a BCP 47 code in lower case; empty where nothing tells.

    `declared` is what the page says. It is kept, with its region, where the text does not speak against it.
    """
    declared = normalised(declared)
    sample = _sample(text)
    if len(sample) < _FEWEST:
        return declared or (identified(sample) if len(sample) >= _FEWEST // 3 else "")
    found = identified(sample)
    if not declared or found in _UNLIKELY:
        return declared or found
    main = main_of(declared)
    is_same = main == found or any(main in group and found in group for group in _ALIKE)
    return declared if is_same else found


def main_of(code: str) -> str:
    """A code without region and script, and without what no reader tells apart."""
    main = code.lower().replace("_", "-").partition("-")[0]
    return _VARIANTS.get(code.lower(), _VARIANTS.get(main, main))


def identified(text: str) -> str:
    """The language by the words alone."""
    from py3langid import classify

    code = str(classify(text[:_SAMPLE])[0])
    return _VARIANTS.get(code, code)


def normalised(declared: str) -> str:
    """A declared language in one form; empty where it is none."""
    first = re.split(r"[,;\s]", one_line(declared).strip(), maxsplit=1)[0]
    code = first.replace("_", "-").lower()
    return code if _CODE.fullmatch(code) and code not in ("und", "mul", "zxx") else ""


def direction_of(language: str, text: str, declared: str = "") -> str:
    """`ltr` or `rtl`: as declared, else by language, else by the letters of the text."""
    if declared in ("ltr", "rtl"):
        return declared
    if language:
        return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    return "rtl" if re.search("[\u0590-\u08ff\ufb1d-\ufefc]", text[:_SAMPLE]) else "ltr"


def _sample(text: str) -> str:
    """The beginning of the running text, without addresses and numbers, which belong to no language."""
    return re.sub(r"https?://\S+|\d+", " ", text[: 4 * _SAMPLE])[:_SAMPLE].strip()
