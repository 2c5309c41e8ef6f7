"""Why an article has its score, in words: one line a part, the parts adding up to the score."""

from __future__ import annotations

from index.safe_text import one_line
from index.search.results import Explanation, WordPart

MOST_FORMS = 5

OTHERS = {
    "coverage": "some words are missing",
    "whole_title": "the title is the query",
    "neighbours": "words near each other, as in the query",
    "feedback": "speaks of what the best answers speak of",
}
"""The parts of a score beside the words, with what each is for."""

NOT_RANKED = "no score: nothing was ranked"


def reasons(explanation: Explanation | None) -> list[str]:
    """The lines: the score, then its parts."""
    if explanation is None:
        return [NOT_RANKED]
    lines = [f"{explanation.score:8.4f}  score"]
    lines += [f"{word.score:8.4f}  {_told(word)}" for word in explanation.words]
    for name, why in OTHERS.items():
        part = getattr(explanation, name)
        if part:
            lines.append(f"{part:8.4f}  {name.replace('_', ' ')}: {why}")
    return lines


def _told(word: WordPart) -> str:
    """Where a word was found, in which forms, and what makes its weight."""
    counted = ((word.in_title, "title"), (word.in_body, "text"))
    places = [f"{number} in the {name}" for number, name in counted if number]
    parts = [", ".join(places) or "only as look-alikes", f"tf {word.frequency:.2f}, idf {word.idf:.2f}"]
    if len(word.forms) > 1 or (word.forms and word.forms[0][0] != word.word):
        parts.append("as " + ", ".join(f"{form} {number}" for form, number in word.forms[:MOST_FORMS]))
    if word.look_alikes:
        parts.append("looks like " + ", ".join(word.look_alikes[:MOST_FORMS]))
    return one_line(f"{word.word}: {'; '.join(parts)}")
