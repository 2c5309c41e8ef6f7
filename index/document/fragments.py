"""The end of an address that leads a browser to a passage: a text fragment, `#:~:text=[prefix-,]start[,end][,-suffix]`.

A browser looks for the words in the page that it shows (WICG, URL Fragment Text Directives): the first place counts, a
phrase lies within one block, words are whole, letter case and white space do not matter. What a page has and its clean
text has not (numbers of notes, formulas) is never part of a phrase. Prefix and suffix are added only where the words
stand earlier in the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from index.document.model import Block, Document, SpanKind

LONGEST_WHOLE = 160
"""Characters of a passage that is named whole; of a longer one only the first and last words are."""

_FEWEST, _MOST = 4, 16
"""Words of a phrase: what begins with so few is lengthened until it is found at the right place."""

_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_WORD = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+")
_NOT_AFTER, _NOT_BEFORE = rf"(?<![^\W{_WIDE}])", rf"(?![^\W{_WIDE}])"
_LETTER = re.compile(rf"[^\W{_WIDE}]")
_UNLIKE = frozenset({SpanKind.NOTE, SpanKind.MATH, SpanKind.RUBY})

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Directive:
    """What a browser is told to look for; `end`, `prefix` and `suffix` are empty where they are not needed."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        parts = (
            _encoded(self.prefix) + "-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            "-" + _encoded(self.suffix) if self.suffix else "",
        )
        return ",".join(part for part in parts if part)

    def find(self, text: str) -> Range | None:
        """Where a browser would go in a text: the first range that fits."""
        before = re.compile(_phrase(self.prefix) + r"\s*" if self.prefix else "", re.IGNORECASE)
        start = re.compile(_phrase(self.start), re.IGNORECASE)
        after = re.compile(r"\s*" + _phrase(self.suffix) if self.suffix else "", re.IGNORECASE)
        end = re.compile(_phrase(self.end), re.IGNORECASE) if self.end else None
        at = 0
        while (lead := before.search(text, at)) is not None:
            begun = start.match(text, lead.end()) if self.prefix else start.search(text, at)
            if begun is None:
                if not self.prefix:
                    return None
                at = lead.start() + 1
                continue
            closing = begun if end is None else end.search(text, begun.end())
            while closing is not None and not after.match(text, closing.end()):
                closing = end.search(text, closing.start() + 1) if end is not None else None
            if closing is not None:
                return begun.start(), closing.end()
            at = begun.start() + 1
        return None


def link_to(url: str, document: Document, start: int, end: int) -> str:
    """An address of the web that leads to a passage; any other address as it is."""
    if not url.lower().startswith(("http://", "https://")):
        return url
    directive = directive_for(document, start, end)
    address = url.partition(":~:")[0]
    if directive is None:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"


def directive_for(document: Document, start: int, end: int) -> Directive | None:
    """What names a passage; None where it has no words."""
    runs = list(_runs(document, start, end))
    if not runs:
        return None
    first, last = _whole_words(document.text, runs[0]), _whole_words(document.text, runs[-1])
    if len(runs) == 1 and first[1] - first[0] <= LONGEST_WHOLE:
        candidates = iter([Directive(document.text[slice(*first)])])
    else:
        candidates = _by_ends(document.text, first, last)
    shortest = None
    for each in candidates:
        shortest = shortest or each
        if each.find(document.text) == (first[0], last[1]):
            return each
    return _within_context(document, shortest or Directive(document.text[slice(*first)]), (first[0], last[1]))


def _by_ends(text: str, first: Range, last: Range) -> Iterator[Directive]:
    """The first words and the last, ever more of them."""
    for number in range(_FEWEST, _MOST):
        opening, closing = _first_words(text, first, number), _last_words(text, last, number)
        if first == last and opening[1] >= closing[0]:
            return
        yield Directive(text[slice(*opening)], text[slice(*closing)])


def _within_context(document: Document, directive: Directive, wanted: Range) -> Directive:
    """With as many words before and behind it as lead to the right place; as it was, where none do."""
    text = document.text
    before = next(iter(reversed(list(_runs(document, max(0, wanted[0] - 400), wanted[0])))), None)
    behind = next(_runs(document, wanted[1], min(len(text), wanted[1] + 400)), None)
    for number in range(1, _MOST):
        prefix = text[slice(*_last_words(text, before, number))] if before else ""
        suffix = text[slice(*_first_words(text, behind, number))] if behind else ""
        for each in (
            Directive(directive.start, directive.end, prefix=prefix),
            Directive(directive.start, directive.end, suffix=suffix),
            Directive(directive.start, directive.end, prefix=prefix, suffix=suffix),
        ):
            if each.find(text) == wanted:
                return each
    return directive


def _runs(document: Document, start: int, end: int) -> Iterator[Range]:
    """The parts of a range within which the text is as the page has it: cut at blocks, cells, notes and formulas."""
    for number in range(document.block_at(start), len(document.blocks)):
        block = document.blocks[number]
        if block.start >= end:
            return
        for low, high in _parts(block):
            held = document.text[max(low, start) : min(high, end)]
            if held.strip():
                begin = max(low, start) + len(held) - len(held.lstrip())
                yield begin, begin + len(held.strip())


def _parts(block: Block) -> Iterator[Range]:
    whole = [(cell.start, cell.end) for cell in block.table.cells] if block.table else [(block.start, block.end)]
    for low, high in whole:
        at = low
        for span in block.spans:
            if span.kind in _UNLIKE and low <= span.start < high:
                yield at, span.start
                at = span.end
        yield at, high


def _whole_words(text: str, run: Range) -> Range:
    """A run whose first and last words are whole: a browser finds no half ones."""
    start, end = run
    while start > 0 and _joined(text, start):
        start -= 1
    while end < len(text) and _joined(text, end):
        end += 1
    return start, end


def _joined(text: str, at: int) -> bool:
    return bool(re.match(rf"[^\W{_WIDE}]{{2}}", text[at - 1 : at + 1]))


def _first_words(text: str, run: Range, number: int) -> Range:
    words = _WORD.finditer(text, *run)
    ends = [match.end() for match, _ in zip(words, range(_count(text, run, number)), strict=False)]
    return run[0], ends[-1] if ends else run[1]


def _last_words(text: str, run: Range, number: int) -> Range:
    starts = [match.start() for match in _WORD.finditer(text, *run)][-_count(text, run, number) :]
    return starts[0] if starts else run[0], run[1]


def _count(text: str, run: Range, number: int) -> int:
    """How many words make a phrase: of a script without blanks, three times as many characters."""
    return 3 * number if re.match(rf"[{_WIDE}]", text[run[0] : run[0] + 1]) else number


def _phrase(words: str) -> str:
    """What finds words: whole ones, where they are words."""
    before = _NOT_AFTER if _LETTER.match(words) else ""
    after = _NOT_BEFORE if _LETTER.match(words[-1:]) else ""
    return before + r"\s+".join(map(re.escape, words.split())) + after


def _encoded(words: str) -> str:
    r"""Percent-encoded, the signs of the directive's own grammar (`-`, `,`, `&`) too."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
