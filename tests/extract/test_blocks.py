"""The tree of an article becomes blocks, containers and spans: each kind, with what belongs to it."""

from __future__ import annotations

import pytest

from index.document import Block, BlockKind, ContainerKind, Document, SpanKind
from index.extract.code import drop_gutters
from index.extract.formulas import settle_formulas
from index.extract.furniture import drop_inert
from index.extract.parse import parse_fragment
from index.extract.tidy import tidy


def read(markup: str) -> Document:
    from index.extract.blocks import read_blocks

    body = parse_fragment(markup)
    settle_formulas(body)
    drop_inert(body)
    drop_gutters(body)
    tidy(body, trusted=True)
    document = read_blocks(body, base="https://shore.example/a/", page="https://shore.example/a/b")
    document.check()
    return document


def only(document: Document, kind: BlockKind) -> Block:
    blocks = [block for block in document.blocks if block.kind is kind]
    assert len(blocks) == 1, document.blocks
    return blocks[0]


def spans(document: Document) -> list[tuple[SpanKind, str, str]]:
    return [(span.kind, document.text_of(span), span.target) for block in document.blocks for span in block.spans]


def containers(document: Document) -> list[ContainerKind]:
    return [container.kind for container in document.containers]


def test_emphasis_links_and_code_are_spans() -> None:
    document = read('<p>An <em>old</em> <a href="../ferry">ferry <b>line</b></a> and <code>x</code>.</p>')
    assert spans(document) == [
        (SpanKind.EMPHASIS, "old", ""),
        (SpanKind.LINK, "ferry line", "https://shore.example/ferry"),
        (SpanKind.STRONG, "line", ""),
        (SpanKind.CODE, "x", ""),
    ]


def test_a_footnote_is_led_to_and_leads_back() -> None:
    document = read(
        '<p>Text.<sup id="fnref1"><a href="#fn1">1</a></sup></p>'
        '<ol class="footnotes"><li id="fn1"><p>The note. <a href="#fnref1">↩</a></p></li></ol>'
    )
    note = next(container for container in document.containers if container.kind is ContainerKind.NOTE)
    assert note.label == "1"
    assert spans(document) == [(SpanKind.NOTE, "1", "#fn1"), (SpanKind.LINK, "↩", "#fnref1")]
    assert document.text[document.anchors["fn1"] :].startswith("The note.")
    assert document.anchors["fnref1"] == document.text.index("1")


def test_a_note_with_several_references_keeps_a_letter_for_each() -> None:
    document = read(
        '<p>A<sup id="cite_ref-a"><a href="#cite_note-1">[1]</a></sup> B<sup id="cite_ref-b"><a href="#cite_note-1">[1]'
        '</a></sup></p><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href='
        '"#cite_ref-a"><sup>a</sup></a> <a href="#cite_ref-b"><sup>b</sup></a></span> The book.</li></ol>'
    )
    assert document.text.endswith("a b The book.")
    back = [target for kind, _, target in spans(document) if kind is SpanKind.LINK]
    assert back == ["#cite_ref-a", "#cite_ref-b"]


def test_a_note_whose_number_stands_apart_is_one_note_and_leads_back_at_its_end() -> None:
    document = read(
        '<p>Text<a id="ref-1" href="#fn-1">1</a>.</p><div class="footnote"><a id="fn-1" href="#ref-1">1</a>'
        '<div class="footnote-content"><p>The note.</p><p></p></div></div>'
    )
    assert [container.kind for container in document.containers].count(ContainerKind.NOTE) == 1
    assert document.text == "Text1.\n\nThe note. ↩"


@pytest.mark.parametrize(
    "note",
    [
        '<span class="sidenote">The note is long.</span>',
        '<span class="role_footnote"><sup>1</sup><span><sup>1</sup><span>1</span>The note is long.</span></span>',
    ],
)
def test_a_note_in_the_line_moves_behind_the_text(note: str) -> None:
    from index.extract.blocks import read_blocks
    from index.extract.inline_notes import settle_inline_notes

    body = parse_fragment(f"<article><p>Hemp{note} is wet.</p><p>More.</p></article>")
    settle_inline_notes(body)
    document = read_blocks(body, base="", page="")
    assert document.text == "Hemp1 is wet.\n\nMore.\n\nThe note is long. ↩"
    assert [span[:2] for span in spans(document)] == [(SpanKind.NOTE, "1"), (SpanKind.LINK, "↩")]


def test_what_leads_from_a_thing_to_itself_is_not_shown() -> None:
    code = '<div id="code-1"><div>Listing 1<a href="#code-1">¶</a></div><pre>a</pre></div>'
    assert read(f'{code}<p>See <a href="#code-1">§</a>.</p>').text == "Listing 1\n\na\n\nSee §."


def test_cells_that_span_keep_their_places() -> None:
    document = read(
        '<table><tr><th rowspan="2">Name</th><th colspan="2">Years</th></tr><tr><th>from</th><th>to</th></tr>'
        "<tr><td>Hanna</td><td>1902</td><td>1964</td></tr></table>"
    )
    table = only(document, BlockKind.TABLE).table
    assert table is not None
    places = {document.text_of(cell): (cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells}
    assert places["from"] == (1, 1, 1, 1)
    assert places["Name"] == (0, 0, 2, 1)
    assert (table.rows, table.columns) == (3, 3)


def test_a_table_with_a_caption_stands_with_it_in_a_figure() -> None:
    document = read("<table><caption>Depths</caption><tr><td>1</td><td>2</td></tr></table>")
    assert [block.kind for block in document.blocks] == [BlockKind.CAPTION, BlockKind.TABLE]
    assert containers(document) == [ContainerKind.FIGURE]


def test_a_picture_is_a_block_with_its_link_and_caption() -> None:
    document = read(
        '<figure><a href="/big.jpg"><img src="small.jpg" alt="A crane"></a>'
        "<figcaption>In <i>March</i>.</figcaption></figure>"
    )
    assert only(document, BlockKind.IMAGE).source == "https://shore.example/a/small.jpg"
    assert spans(document)[0] == (SpanKind.LINK, "A crane", "https://shore.example/big.jpg")
    assert document.text_of(only(document, BlockKind.CAPTION)) == "In March."


def test_pictures_of_a_pixel_are_none() -> None:
    assert not read('<p>Text <img src="t.gif" width="1" height="1"> goes on.</p>').blocks[1:]


def test_code_keeps_its_lines_and_names_its_language() -> None:
    document = read(
        '<div class="highlight"><table><tr><td class="gutter"><pre>1\n2</pre></td><td class="code">'
        '<pre><code class="language-python">def f():\n    return 1\n</code></pre></td></tr></table></div>'
    )
    code = only(document, BlockKind.CODE)
    assert (document.text_of(code), code.language) == ("def f():\n    return 1", "python")


def test_lines_of_code_that_are_boxes_or_breaks_stand_under_each_other() -> None:
    assert read("<pre><div>a</div><div>b</div></pre>").text == "a\nb"
    assert read("<pre>a<br>b</pre>").text == "a\nb"


@pytest.mark.parametrize(
    ("markup", "tex", "readable"),
    [
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "", "x²"),
        ('<math alttext="\\frac{1}{2}"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>', "\\frac{1}{2}", "1/2"),
        ('<script type="math/tex">\\sqrt{a_1}</script>', "\\sqrt{a_1}", "√a₁"),
        ("<math><msqrt><mn>2</mn><mi>g</mi><mi>h</mi></msqrt></math>", "", "√(2gh)"),
        ("<math><mn>14</mn><mtext> days</mtext></math>", "", "14 days"),
        ("<math><msup><mn>360</mn><mo>∘</mo></msup></math>", "", "360°"),
        ('<script type="math/tex">\\frac{a}{b}(c+1)</script>', "\\frac{a}{b}(c+1)", "(a/b)(c+1)"),
        ('<script type="math/tex">\\frac{a}{b} = 1</script>', "\\frac{a}{b} = 1", "a/b = 1"),
        ('<img class="latex" alt="\\alpha \\leq \\beta">', "\\alpha \\leq \\beta", "α ≤ β"),
    ],
)
def test_a_formula_is_readable_and_keeps_its_tex(markup: str, tex: str, readable: str) -> None:
    document = read(f"<p>Let {markup} be.</p>")
    assert spans(document) == [(SpanKind.MATH, readable, tex)]


def test_tex_between_delimiters_is_read_without_the_program_that_set_it() -> None:
    document = read(r"<p>Where \(h = h_0 + \alpha\) for all \(t\), and \[\sum_{i=1}^2 A_i.\]</p>")
    assert [text for _, text, _ in spans(document)] == ["h = h₀ + α", "t"]
    assert document.text_of(only(document, BlockKind.MATH)) == "∑ᵢ₌₁² Aᵢ."


@pytest.mark.parametrize(
    "text",
    [
        r"In grep \(a\|b\)\(c\) is a group, \[0\] a bracket.",
        r"Open C:\(new) or D:\temp\[old\].",
        r"It costs \(about\) $5 to $7.",
    ],
)
def test_backslashes_that_are_no_tex_stay(text: str) -> None:
    assert read(f"<p>{text}</p>").text == text


def test_an_embedded_post_is_a_quotation_that_ends_in_its_link() -> None:
    document = read(
        '<blockquote class="twitter-tweet"><p>A piano.</p>— Ida (@ida) '
        '<a href="https://twitter.com/ida/status/12345">May 2</a></blockquote>'
    )
    embed = only(document, BlockKind.EMBED)
    assert embed.source == "https://twitter.com/ida/status/12345"
    assert containers(document) == [ContainerKind.QUOTE]


def test_a_video_is_an_embed_that_leads_to_where_it_is_watched() -> None:
    document = read('<iframe src="https://www.youtube-nocookie.com/embed/abcDEF123" title="Piano"></iframe>')
    embed = only(document, BlockKind.EMBED)
    assert (document.text_of(embed), embed.source) == ("Piano", "https://www.youtube.com/watch?v=abcDEF123")


def test_a_video_that_a_script_would_fill_is_watched_on_its_page() -> None:
    embed = only(read('<video class="player" data-id="7"></video>'), BlockKind.EMBED)
    assert embed.source == "https://shore.example/a/b"


def test_a_video_without_any_address_is_left_out() -> None:
    from index.extract.blocks import read_blocks

    body = parse_fragment('<p>Text.</p><video data-id="7"></video>')
    document = read_blocks(body, base="file:///saved/page.html", page="file:///saved/page.html")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]


def test_ordered_lists_keep_their_numbers() -> None:
    document = read('<ol start="3"><li>c<ol type="a"><li>x</li></ol></li><li value="9">i</li></ol>')
    numbers = [container.number for container in document.containers if container.kind is ContainerKind.ITEM]
    assert numbers == [3, 1, 9]


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ('type="a"', "a"),
        ('type="I"', "I"),
        ('type="1"', ""),
        ('style="margin: 0; list-style-type: lower-roman"', "i"),
        ('style="list-style: inside upper-alpha; color: red"', "A"),
    ],
)
def test_ordered_lists_keep_how_they_are_numbered(attributes: str, style: str) -> None:
    document = read(f"<ol {attributes}><li>wall</li><li>staff</li></ol><ul {attributes}><li>lamp</li></ul>")
    assert [each.label for each in document.containers if each.kind is ContainerKind.LIST] == [style, ""]


def test_words_that_no_blank_parts_stay_parted() -> None:
    assert read("<p>น้ำ<wbr>ขึ้น a<wbr>b ทุก&#8203;เช้า x&#8203;y</p>").text == "น้ำ\u200bขึ้น ab ทุก\u200bเช้า xy"


def test_tasks_are_done_or_open() -> None:
    document = read('<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li><li>c</li></ul>')
    assert [each.checked for each in document.containers if each.kind is ContainerKind.ITEM] == [True, False, None]


def test_details_and_admonitions_keep_their_titles() -> None:
    document = read(
        "<details><summary>More</summary><p>Inside.</p></details>"
        '<div class="admonition warning"><p class="admonition-title">Careful</p><p>Water.</p></div>'
    )
    assert containers(document) == [ContainerKind.DETAILS, ContainerKind.ADMONITION]
    assert [document.text_of(block) for block in document.blocks if block.kind is BlockKind.SUMMARY] == [
        "More",
        "Careful",
    ]
    assert document.containers[1].label == "warning"


def test_ruby_readings_stand_beside_the_text() -> None:
    document = read("<p><ruby>霧<rp>(</rp><rt>きり</rt><rp>)</rp></ruby>が</p>")
    assert document.text == "霧が"
    assert spans(document) == [(SpanKind.RUBY, "霧", "きり")]


def test_verse_keeps_its_lines() -> None:
    assert read("<p>One line,<br> another<br/>line.</p>").text == "One line,\nanother\nline."


def test_links_to_places_in_the_document_stay_inside_it() -> None:
    document = read(
        '<p><a href="#far">down</a> <a href="https://shore.example/a/b#far">too</a></p><h2 id="far">Far</h2>'
    )
    assert [target for _, _, target in spans(document)] == ["#far", "#far"]
    assert document.anchors["far"] == document.text.index("Far")


def test_an_emoji_that_opens_a_paragraph_is_said_once() -> None:
    document = read('<p><img class="emoji" alt="⚓" src="/a.png" width="72" height="72"> Moored.</p>')
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == [(BlockKind.PARAGRAPH, "⚓ Moored.")]


def test_a_picture_alone_in_its_paragraph_is_a_picture_however_short_its_text() -> None:
    document = read('<p><img alt="t=" src="/t.png"></p>')
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == [(BlockKind.IMAGE, "t=")]
