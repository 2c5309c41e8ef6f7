from __future__ import annotations

import io
import subprocess
import sys

from rich.console import Console

from index.article import Article, Highlight, Metadata, ReadingState, Verdict
from index.document import BlockKind, Document, SpanKind
from tests.render.building import block, paragraph
from tests.render.samples import ENGLISH, sample
from tui.render.ansi import print_article

METADATA = Metadata(
    title="Rivers of the north", byline="I. Lindqvist", site="The Delta", published="2024-03-01T09:00:00Z", minutes=4
)


def article(document: Document, **changes: object) -> Article:
    known: dict[str, object] = {"tags": (), "highlights": (), **changes}
    return Article(1, METADATA, document, ReadingState(), Verdict.ARTICLE, 1.0, 0.0, **known)  # type: ignore[arg-type]


def printed(what: Article, *, terminal: bool = False, width: int = 60, **console: object) -> str:
    out = io.StringIO()
    options: dict[str, object] = {"color_system": "standard" if terminal else None, "_environ": {}, **console}
    print_article(what, Console(file=out, force_terminal=terminal, width=width, **options))  # type: ignore[arg-type]
    return out.getvalue()


LINKED = paragraph("see ", (SpanKind.LINK, "the map", "https://rivers.example/map"), ".")


def test_the_head_the_tags_and_the_text_are_printed() -> None:
    assert printed(article(paragraph("Slow is the water."), tags=("rivers", "north"))) == (
        "Rivers of the north\nI. Lindqvist · The Delta · 2024-03-01 · 4 min\n#rivers #north\n\nSlow is the water.\n"
    )


def test_without_a_terminal_links_are_numbered_and_listed() -> None:
    text = printed(article(LINKED))
    assert "see the map⟨1⟩." in text
    assert text.endswith("\n\n⟨1⟩ https://rivers.example/map\n")
    assert "\x1b" not in text


def test_on_a_terminal_links_can_be_clicked() -> None:
    text = printed(article(LINKED), terminal=True)
    assert ";https://rivers.example/map\x1b\\" in text
    assert "⟨1⟩" not in text


def test_only_addresses_of_the_web_can_be_clicked() -> None:
    for target in ("javascript:alert(1)", "file:///etc/passwd", "https://a.example/\x1b]0;x\x07", "#note"):
        text = printed(article(paragraph((SpanKind.LINK, "x", target))), terminal=True)
        assert "\x1b]8" not in text


def test_code_is_highlighted_on_a_terminal_alone_and_never_cropped() -> None:
    document = block(BlockKind.CODE, "def depth():\n    return " + "1 + " * 40 + "1", language="python")
    assert "\x1b[35mdef\x1b[0m" in printed(article(document), terminal=True)
    plain = printed(article(document))
    assert " def depth():\n" in plain
    assert "1 + " * 40 + "1\n" in plain


def test_colours_are_left_out_where_none_are_wanted_but_emphasis_stays() -> None:
    text = printed(article(LINKED), terminal=True, no_color=True)
    assert "\x1b[1m" in text
    assert "\x1b[3" not in text.replace("\x1b[3m", "")


def test_highlights_are_shown() -> None:
    kept = Highlight(1, 0, 4, "Slow")
    assert "\x1b[30;43mSlow\x1b[0m" in printed(article(paragraph("Slow water"), highlights=(kept,)), terminal=True)


def test_every_kind_of_block_is_printed_without_trailing_blanks() -> None:
    lines = printed(article(sample(ENGLISH))).split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert any("What it is known for" in line for line in lines)


def test_printing_loads_no_textual() -> None:
    script = "import sys, tui.render.ansi; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_laying_out_loads_neither_rich_nor_pygments_for_plain_text() -> None:
    script = (
        "import sys\n"
        "from index.document import BlockKind, DocumentBuilder\n"
        "from tui.render.layout import Layout\n"
        "builder = DocumentBuilder()\n"
        "builder.block(BlockKind.PARAGRAPH, 'Slow is the water.')\n"
        "builder.block(BlockKind.CODE, 'x = 1', language='python')\n"
        "layout = Layout(builder.build(), 40)\n"
        "layout.page(layout.first, 30)\n"
        "sys.exit(bool({'rich', 'pygments', 'textual'} & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
