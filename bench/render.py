"""Measures layout alone: opening, paging and resizing articles of several kinds and sizes, and the wrap by itself.

    python -m bench.render

Documents are read from their stored form first, as the reader gets them. Budgets stand beside the figures: a page of
an article of 5 MB in 15 ms, a page-down in 1.5 ms (p95), a wrapped line of ASCII in about 2 µs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline, TableCell
from index.document.serialise import read_structure, write_structure
from tui.render.layout import Layout, Options
from tui.render.model import Anchor, Mark, Role
from tui.render.wrap import wrap

WIDTH, HEIGHT = 80, 35
PAGES = 200
SENTENCE = "The river delta of the north covers 4,300 square kilometres and is fed by three streams. "
CHINESE = "这条河的三角洲面积四千三百平方公里，由三条支流汇成，一七四八年首次绘入地图。"


@dataclass(frozen=True)
class Figures:
    """Milliseconds."""

    open_start: float
    open_middle: float
    page_p50: float
    page_p95: float
    resize: float
    marked: float


def paragraphs(sentence: str, size: int) -> Document:
    builder = DocumentBuilder()
    while size > 0:
        inline = Inline()
        inline.add(sentence * 3)
        with inline.span(SpanKind.LINK, "https://rivers.example/delta"):
            inline.add("the charts")
        inline.add(" " + sentence * 2)
        builder.block(BlockKind.PARAGRAPH, inline)
        size -= len(inline) + 2
    return builder.build()


def one_paragraph(sentence: str, size: int) -> Document:
    builder = DocumentBuilder()
    builder.block(BlockKind.PARAGRAPH, sentence * (size // len(sentence)))
    return builder.build()


def nested_lists(size: int) -> Document:
    builder = DocumentBuilder()
    for number in range(size // (len(SENTENCE) * 3)):
        with builder.container(ContainerKind.LIST, ordered=True):
            for item in range(3):
                with builder.container(ContainerKind.ITEM, number=number + item):
                    builder.block(BlockKind.PARAGRAPH, SENTENCE)
    return builder.build()


def table(rows: int) -> Document:
    builder = DocumentBuilder()
    cells = ("Delta", "4,300", "Three streams feed it, from the north and from the west", "1748")
    builder.table([[TableCell(cell, header=row == 0) for cell in cells] for row in range(rows)])
    return builder.build()


def code(lines: int) -> Document:
    builder = DocumentBuilder()
    builder.block(BlockKind.CODE, "\n".join(["def flow(stream):", "\treturn stream.width * 2"] * (lines // 2)))
    return builder.build()


def milliseconds(action: Callable[[], object]) -> float:
    begin = perf_counter()
    action()
    return (perf_counter() - begin) * 1000


def measure(document: Document, options: Options) -> Figures:
    text, structure = document.text, write_structure(document)
    middle = len(text) // 2

    def opened(offset: int) -> float:
        fresh = read_structure(text, structure)

        def show() -> None:
            layout = Layout(fresh, WIDTH, options)
            layout.page(layout.anchor_at(offset), HEIGHT)

        return milliseconds(show)

    layout = Layout(read_structure(text, structure), WIDTH, options)
    top = layout.first
    turns = []
    for _ in range(PAGES):
        below: Anchor = layout.walk(top, HEIGHT - 2)
        turns.append(milliseconds(lambda at=below: layout.page(at, HEIGHT)))  # type: ignore[misc]
        begin = perf_counter()
        top = layout.walk(top, HEIGHT - 2)
        turns[-1] += (perf_counter() - begin) * 1000
    offset = layout.offset_of(top)

    def resize() -> None:
        other = layout.reshaped(WIDTH - 7)
        other.page(other.anchor_at(offset), HEIGHT)

    marks = [Mark(at, at + 5, Role.HIT) for at in range(0, len(text), max(50, len(text) // 5_000))]

    def mark() -> None:
        layout.mark("hits", marks)
        layout.page(top, HEIGHT)

    return Figures(
        opened(0), opened(middle), quantiles(turns, n=100)[49], quantiles(turns, n=100)[94],
        milliseconds(resize), milliseconds(mark),
    )  # fmt: skip


CASES: dict[str, Callable[[], Document]] = {
    "10 kB of paragraphs": lambda: paragraphs(SENTENCE, 10_000),
    "1 MB of paragraphs": lambda: paragraphs(SENTENCE, 1_000_000),
    "5 MB of paragraphs": lambda: paragraphs(SENTENCE, 5_000_000),
    "5 MB in one paragraph": lambda: one_paragraph(SENTENCE, 5_000_000),
    "5 MB of nested lists": lambda: nested_lists(5_000_000),
    "2 million Chinese characters": lambda: paragraphs(CHINESE, 2_000_000),
    "the same in one paragraph": lambda: one_paragraph(CHINESE, 2_000_000),
    "a table of 5,000 rows": lambda: table(5_000),
    "code of 20,000 lines": lambda: code(20_000),
}


def wrap_figures() -> str:
    text = (SENTENCE * 6).strip()
    rounds = 300
    own = milliseconds(lambda: [wrap(text, WIDTH) for _ in range(rounds)])
    stock = milliseconds(lambda: [textwrap.wrap(text, WIDTH) for _ in range(rounds // 10)]) * 10
    lines = len(wrap(text, WIDTH)) * rounds
    return f"wrap: {own * 1000 / lines:.2f} µs a line of ASCII; textwrap {stock * 1000 / lines:.1f} µs"


def main() -> None:
    report = Table("ms", "open", "open in the middle", "page p50", "page p95", "resize", "5,000 marks")
    report.add_row("budget", "15", "15", "", "1.5", "15", "", end_section=True)
    for name, make in CASES.items():
        figures = measure(make(), Options())
        columns = (
            figures.open_start,
            figures.open_middle,
            figures.page_p50,
            figures.page_p95,
            figures.resize,
            figures.marked,
        )
        report.add_row(name, *(f"{value:.2f}" for value in columns))
    console = Console()
    console.print(report)
    console.print(wrap_figures())


if __name__ == "__main__":
    main()
