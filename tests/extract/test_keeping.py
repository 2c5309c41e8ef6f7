"""What is kept of a page beside what readability chose, and what is not: rules that recur on pages of many kinds."""

from __future__ import annotations

import pytest

from index.article import Extraction, Page
from index.document import BlockKind
from index.extract import extract

SENTENCE = "The river rose a little in the night, and by the morning nobody could say where the path had been. "
TEXT = f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"


def extracted(body: str, title: str = "The path") -> Extraction:
    markup = f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>{body}</body></html>"
    return extract(Page("page.html", "https://shore.example/page", markup.encode()))


def body_of(body: str) -> str:
    return extracted(body).document.body_text()


def count(result: Extraction, kind: BlockKind) -> int:
    return sum(block.kind is kind for block in result.document.blocks)


def test_rows_and_cells_of_a_data_table_are_not_dropped_for_their_names() -> None:
    rows = '<tr><th class="navbox-title">Upper town</th><td class="sidebar">212 hearths</td></tr>'
    text = body_of(f"<main>{TEXT}<table>{rows}<tr><th>Lower town</th><td>340 hearths</td></tr></table>{TEXT}</main>")
    assert "Upper town\t212 hearths" in text


def test_a_small_table_inside_a_cell_becomes_lines_of_that_cell() -> None:
    inner = "<table><tr><th>Lighters</th><th>Snuffers</th></tr><tr><td>40</td><td>31</td></tr></table>"
    rows = f"<tr><th>Date</th><td>14 March 1831</td></tr><tr><th>Strength of both sides</th><td>{inner}</td></tr>"
    result = extracted(f"<main>{TEXT}<table>{rows}</table>{TEXT}</main>")
    table = next(block for block in result.document.blocks if block.table)
    assert count(result, BlockKind.TABLE) == 1
    assert "Lighters Snuffers" in result.document.text_of(table)


def test_pictures_of_a_table_that_is_left_out_do_not_bring_its_words_along() -> None:
    links = "".join(
        f'<tr><td><img src="/{n}.jpg"></td><td><a href="/{n}">Story number {n}</a></td></tr>' for n in "abc"
    )
    result = extracted(f"<main>{TEXT}<table>{links}</table>{TEXT}</main>")
    assert "Story number" not in result.document.text
    assert count(result, BlockKind.TABLE) == 0


def test_code_and_tables_between_paragraphs_are_text_wherever_they_stand() -> None:
    cell = f"{'<div>' * 5}<pre>count()</pre>{'</div>' * 5}"
    result = extracted(f"<div class='text'>{TEXT}</div>{cell}<div class='text'>{TEXT}</div>")
    assert count(result, BlockKind.CODE) == 1


def test_a_short_post_among_long_ones_of_its_name_is_text() -> None:
    posts = [SENTENCE * 2, SENTENCE * 3, "Same here.", SENTENCE * 2, SENTENCE * 3]
    body = "".join(f'<div class="post"><div class="content">{post}</div><hr></div>' for post in posts)
    assert "Same here." in body_of(body)


def test_a_thread_in_boxes_named_comment_is_kept_where_the_page_is_nothing_else() -> None:
    comments = "".join(f'<div class="comment"><p>{SENTENCE * 2}</p></div>' for _ in range(4))
    text = body_of(f'<h1>Who moved the path?</h1>{comments}<div class="comment"><p>The baker.</p></div>')
    assert text.count("The river rose") == 8
    assert "The baker." in text


def test_comments_under_an_article_stay_out_however_long() -> None:
    comments = "".join(f'<div class="comment"><p>Well. {SENTENCE * 2}</p></div>' for _ in range(12))
    assert "Well." not in body_of(f"<article>{TEXT}{TEXT}</article>{comments}")


def test_sections_side_by_side_under_headings_of_one_rank_belong_together() -> None:
    body = (
        f'<main><h1>Lamp</h1><section class="about"><h2>Description</h2>{TEXT}</section>'
        '<section class="origin"><h2>Provenance</h2><p>By descent to A. Dunn.</p></section>'
        '<section class="more"><h2>Related objects</h2><ul><li><a href="/1">Oil can</a></li></ul></section></main>'
    )
    text = body_of(body)
    assert "Provenance\n\nBy descent to A. Dunn." in text
    assert "Oil can" not in text


def test_dates_that_lead_every_entry_are_kept() -> None:
    years = (1831, 1842, 1853, 1864)
    entries = "".join(f'<div><div class="year">{year}</div><h3>Lamp</h3><p>{SENTENCE}</p></div>' for year in years)
    text = body_of(f"<article><h1>A century of light</h1>{entries}</article>")
    assert all(str(year) in text for year in years)


def test_captions_are_the_text_of_a_page_that_has_no_other() -> None:
    slide = (
        f'<figure><img src="/q.jpg" alt="A quay"></figure><h2>Quay</h2><div class="caption"><p>{SENTENCE * 2}</p></div>'
    )
    assert body_of(f"<main><h1>Six quays</h1>{slide * 6}</main>").count("The river rose") == 12


def test_an_aside_that_is_a_sentence_and_leads_nowhere_belongs_to_the_text() -> None:
    note = "<aside><p>A wick of wool is not a wick.</p></aside>"
    onward = '<aside><p><a href="/more">A lamp that was sold twice in a week.</a></p></aside>'
    text = body_of(f"<article>{TEXT}{note}{TEXT}{onward}{TEXT}</article>")
    assert "A wick of wool is not a wick." in text
    assert "sold twice" not in text


def test_plain_lines_over_the_text_are_headings_where_a_page_knows_none() -> None:
    body = f'<p>A tale for winter</p><img src="/dog.jpg" alt="A dog"><p>{SENTENCE * 5}</p>'
    result = extracted(f"<table><tr><td>{body}</td></tr></table>")
    assert result.document.text.startswith("A tale for winter")
    assert not result.document.body_text().startswith("A tale")
    assert count(result, BlockKind.IMAGE) == 1


def test_facts_between_title_and_text_are_not_lost() -> None:
    facts = "<dl><dt>Made by</dt><dd>J. Cole</dd><dt>Date</dt><dd>about 1790</dd></dl>"
    result = extracted(f"<main><h1>The path</h1>{facts}<section>{TEXT}{TEXT}</section></main>")
    assert "Made by\n\nJ. Cole\n\nDate\n\nabout 1790" in result.document.text


def test_a_note_on_rights_of_some_length_stays_and_a_line_of_them_goes() -> None:
    long = "© 2031 Harbour News. This material may not be printed, sung or rewritten without leave."
    assert body_of(f"<article>{TEXT}{TEXT}<p>{long}</p></article>").endswith("without leave.")
    assert "©" not in body_of(f"<article>{TEXT}{TEXT}<p>© 2031 Harbour News. All rights reserved.</p></article>")


def test_a_last_line_that_is_mostly_bare_addresses_goes() -> None:
    last = "<p>More of it: https://shore.example/more and https://shore.example/still-more</p>"
    assert "shore.example" not in body_of(f"<article>{TEXT}{TEXT}{last}</article>")


def test_small_pictures_without_a_word_are_no_pictures() -> None:
    corner = '<img src="/corner.gif" width="7" height="7" alt="">'
    result = extracted(f'<article>{TEXT}<p>{corner}</p><img src="/lamp.jpg" alt="A lamp">{TEXT}</article>')
    assert count(result, BlockKind.IMAGE) == 1


def test_headings_part_the_text_wherever_the_selector_put_its_edge() -> None:
    sections = "".join(
        f'<section id="s{number}"><h2>{name}</h2><div class="para"><p>{SENTENCE * 3}</p></div></section>'
        for number, name in enumerate(("Ropes", "Knots", "Tar"))
    )
    result = extracted(f"<article><h1>Wet rope</h1>{sections}</article>")
    headings = [result.document.text_of(each) for each in result.document.blocks if each.kind is BlockKind.HEADING]
    assert headings == ["Ropes", "Knots", "Tar"]


def test_the_last_heading_stays_over_a_line_however_short() -> None:
    text = body_of(f"<article>{TEXT}<div><h2>License</h2></div><p>MIT. See <a href='/l'>the licence</a>.</p></article>")
    assert "License\n\nMIT." in text


def test_a_section_called_discussion_belongs_to_a_paper() -> None:
    body = f"<article><h2>Results</h2>{TEXT}{TEXT}<h2>4. Discussion</h2>{TEXT}<h2>References</h2><ol><li>Marsh</ol>"
    text = body_of(body)
    assert "4. Discussion" in text
    assert text.count("The river rose") == 18


def test_a_heading_that_sticks_and_opens_menus_is_a_heading() -> None:
    result = extracted(f'<article>{TEXT}<h2 class="anchor navbar-offset menu-target">Tides</h2>{TEXT}</article>')
    assert count(result, BlockKind.HEADING) == 1


def test_a_heading_for_programs_that_read_aloud_is_not_shown() -> None:
    result = extracted(f'<article>{TEXT}<h2 class="sr-only">Article body</h2>{TEXT}</article>')
    assert count(result, BlockKind.HEADING) == 0


def test_labels_of_tabs_go_and_what_the_tabs_hold_stays() -> None:
    tabs = '<ul role="tablist"><li role="tab">npm</li><li role="tab">yarn</li></ul>'
    text = body_of(f'<article>{TEXT}<div>{tabs}<div role="tabpanel"><pre>npm install</pre></div></div>{TEXT}</article>')
    assert "npm install" in text
    assert "yarn" not in text


def test_an_accordion_that_calls_itself_tabs_keeps_its_answers() -> None:
    panel = f'<div role="tab"><h3>Why?</h3></div><div role="tabpanel"><p>{SENTENCE}</p></div>'
    text = body_of(f'<article>{TEXT}<div role="tablist">{panel * 3}</div></article>')
    assert text.count("The river rose") == 9


def test_a_card_that_leads_to_another_page_goes_with_heading_and_teaser() -> None:
    card = f'<div><a href="/other"><h4>Another path</h4><div>{SENTENCE}</div></a></div>'
    assert "Another path" not in (text := body_of(f"<article>{TEXT}{card}{TEXT}</article>"))
    assert text.count("The river rose") == 12


def test_a_standfirst_that_is_named_so_is_shown_beside_the_text() -> None:
    lead = '<p class="article__standfirst">A path was lost, and found in another parish, where nobody wanted it.</p>'
    result = extracted(f"<main><header><h1>The path</h1>{lead}</header><div class='body'>{TEXT}{TEXT}</div></main>")
    assert result.document.text.startswith("A path was lost")
    assert result.document.body_text().startswith("The river rose")


TICKERS = {
    "boxes": '<div class="entry"><time class="when">1{0}:05</time><h3>Gate {0}</h3><p>{1}</p></div>',
    "articles": "<article><header><time>1{0}:05</time></header><h3>Gate {0}</h3><p>{1}</p></article>",
    "items": '<li><div class="when">1{0}:05</div><div><h3>Gate {0}</h3><p>{1}</p></div></li>',
    "rows": "<tr><td>1{0}:05</td><td><b>Gate {0}</b><br>{1}</td></tr>",
    "terms": "<dt>1{0}:05</dt><dd><b>Gate {0}</b> {1}</dd>",
}
AROUND = {"items": "<ul>{}</ul>", "rows": "<table>{}</table>", "terms": "<dl>{}</dl>"}


@pytest.mark.parametrize("form", TICKERS)
def test_a_ticker_of_single_sentences_keeps_every_entry_with_its_time_and_heading(form: str) -> None:
    told = "Gate {} has been shut again, and the water stands at its second step."
    entries = "".join(TICKERS[form].format(number, told.format(number)) for number in range(9))
    text = extracted(f"<main><h1>Gates</h1><div>{AROUND.get(form, '{}').format(entries)}</div></main>").document.text
    for number in range(9):
        assert told.format(number) in text
        assert f"1{number}:05" in text
        assert text.count(f"Gate {number}") == 2
