"""Plain text and Markdown become articles with the same blocks as pages."""

from __future__ import annotations

import pytest

from index.article import Extraction, Page, Verdict
from index.document import Block, BlockKind, ContainerKind, SpanKind
from index.extract import extract

PROSE = "The ferry has no front, and it leaves as it arrived, which is a kind of manners that roads never learn. "


def markdown(text: str, name: str = "notes/ferry.md") -> Extraction:
    result = extract(Page(name, f"file:///{name}", text.encode()))
    result.document.check()
    return result


def plain(text: str, name: str = "notes/the_old-ferry.txt") -> Extraction:
    return markdown(text, name)


def blocks(result: Extraction, kind: BlockKind) -> list[Block]:
    return [block for block in result.document.blocks if block.kind is kind]


def texts(result: Extraction, kind: BlockKind) -> list[str]:
    return [result.document.text_of(block) for block in blocks(result, kind)]


def kinds(result: Extraction) -> list[ContainerKind]:
    return [container.kind for container in result.document.containers]


def test_the_first_heading_is_the_title_and_not_the_body() -> None:
    result = markdown(f"# Untitled\n\n{PROSE}\n")
    assert result.metadata.title == "Untitled"
    assert texts(result, BlockKind.HEADING) == []


def test_front_matter_is_metadata() -> None:
    result = markdown(
        f'---\ntitle: "On ferries"\nauthors:\n  - Ida Holm\n  - Ole Brandt\ndate: 2024-03-01\nlang: en\n---\n\n{PROSE}'
    )
    metadata = result.metadata
    assert (metadata.title, metadata.byline, metadata.published) == ("On ferries", "Ida Holm, Ole Brandt", "2024-03-01")
    assert result.document.text.startswith("The ferry has no front")


@pytest.mark.parametrize(
    ("header", "title", "byline", "published"),
    [
        ("Title: On ferries\nAuthor: Ida Holm\nDate: 1 March 2024", "On ferries", "Ida Holm", "2024-03-01"),
        ("Titre : Les bacs\nAutrice : Ida Holm\nDate : 1er mars 2024", "Les bacs", "Ida Holm", "2024-03-01"),
        ("Titel: Fähren\nVon: Ida Holm\nDatum: 1. März 2024", "Fähren", "Ida Holm", "2024-03-01"),
        ("标题：渡船\n作者：伊达\n日期：2024年3月1日", "渡船", "伊达", "2024-03-01"),
        ("शीर्षक: नौका\nलेखक: इडा\nदिनांक: 1 मार्च 2024", "नौका", "इडा", "2024-03-01"),
        ("Tiêu đề: Phà\nTác giả: Ida\nNgày: 1 tháng 3, 2024", "Phà", "Ida", "2024-03-01"),
        ("العنوان: العبّارة\nالكاتب: إيدا\nالتاريخ: 1 مارس 2024", "العبّارة", "إيدا", "2024-03-01"),
    ],
    ids=["en", "fr", "de", "zh", "hi", "vi", "ar"],
)
def test_lines_over_a_plain_text_say_what_it_is_in_its_language(
    header: str, title: str, byline: str, published: str
) -> None:
    result = plain(f"{header}\n\n{PROSE}\n\n{PROSE}\n")
    assert (result.metadata.title, result.metadata.byline) == (title, byline)
    assert result.metadata.published == published
    assert result.document.text.startswith("The ferry has no front")


def test_a_first_line_with_a_colon_that_means_nothing_is_text() -> None:
    assert plain(f"Rule one: be early.\n\n{PROSE}\n").document.text.startswith("Rule one: be early.")


def test_markdown_has_all_its_blocks() -> None:
    result = markdown(
        "# T\n\nA [link](https://a.example/x) and a note.[^1]\n\n- [x] done\n- [ ] open\n\n> quoted\n\n"
        "```go\nx := 1\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nterm\n: meaning\n\n> [!TIP]\n> Do it.\n\n$$\nx^2\n$$\n\n[^1]: The note.\n"
    )
    assert texts(result, BlockKind.CODE) == ["x := 1"]
    assert blocks(result, BlockKind.CODE)[0].language == "go"
    assert texts(result, BlockKind.TABLE) == ["a\tb\n1\t2"]
    assert texts(result, BlockKind.TERM) == ["term"]
    assert [block.source for block in blocks(result, BlockKind.MATH)] == ["x^2"]
    wanted = {ContainerKind.QUOTE, ContainerKind.NOTE, ContainerKind.ADMONITION, ContainerKind.DESCRIPTION}
    assert wanted <= set(kinds(result))
    checked = [each.checked for each in result.document.containers if each.kind is ContainerKind.ITEM]
    assert checked == [True, False]


def test_relative_addresses_in_markdown_are_whole() -> None:
    result = markdown("# T\n\n[next](../next.md) ![map](img/map.png)\n")
    spans = [span for block in result.document.blocks for span in block.spans if span.kind is SpanKind.LINK]
    assert spans[0].target == "file:///next.md"
    assert blocks(result, BlockKind.IMAGE)[0].source == "file:///notes/img/map.png"


def test_wrapped_lines_are_joined_and_verse_is_not() -> None:
    wrapped = (
        "The ferry has no front, and it leaves as it arrived, which is\n"
        "a kind of manners that roads never learn, and will not learn,\n"
        "however long one walks on them in the rain without an umbrella."
    )
    verse = "The ferry has no front.\nIt leaves as it arrived,\nwith its mouth open."
    assert "\n" not in texts(plain(f"A title\n\n{wrapped}\n\n{wrapped}\n"), BlockKind.PARAGRAPH)[0]
    assert texts(plain(f"A title\n\n{verse}\n"), BlockKind.PARAGRAPH) == [verse]


def test_plain_text_has_headings_lists_quotes_and_rules() -> None:
    result = plain(
        f"The old ferry\n=============\n\n{PROSE}\n\nWhat it carries\n---------------\n\n- people\n- bicycles\n\n"
        f"1. first\n2. second\n\n> It waits.\n\n* * *\n\n{PROSE}"
    )
    assert result.metadata.title == "The old ferry"
    assert texts(result, BlockKind.HEADING) == ["What it carries"]
    assert kinds(result).count(ContainerKind.ITEM) == 4
    assert ContainerKind.QUOTE in kinds(result)
    assert len(blocks(result, BlockKind.RULE)) == 1


def test_a_text_without_a_title_takes_the_name_of_its_file() -> None:
    assert plain(f"{PROSE * 3}\n\n{PROSE * 3}").metadata.title == "the old ferry"


def test_addresses_in_plain_text_are_links() -> None:
    result = plain(f"A title\n\n{PROSE} See https://ferry.example/a_(b), if you like.\n")
    links = [span.target for block in result.document.blocks for span in block.spans]
    assert links == ["https://ferry.example/a_(b"] or links == ["https://ferry.example/a_(b)"]


def test_text_that_was_pasted_with_its_page_loses_the_furniture() -> None:
    french = (
        "Le bac part comme il est arrivé, la bouche ouverte, et personne ne lui fait signe depuis la rive d’en face."
    )
    result = plain(
        f"Le bac\n\nPartagez cet article\n\n{french}\n\nÀ lire aussi : Les ponts du soir\n\n{french}\n\nPartager\n\n"
        "Lire plus d’articles\n\nArticle précédent\n\nArticle suivant\n\nLaisser un commentaire\n\n"
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *\n\nNom\n\nSite web\n"
    )
    assert result.document.body_text() == f"{french}\n\n{french}"


def test_a_german_and_an_english_paste_lose_theirs() -> None:
    german = "Die Fähre hat kein Vorn, und sie fährt ab, wie sie ankam, was eine Art Höflichkeit ist."
    assert (
        plain(f"Die Fähre\n\nArtikel teilen\n\n{german}\n\nSchreiben Sie einen Kommentar\n").document.body_text()
        == german
    )
    assert plain(f"A ferry\n\n{PROSE}\n\nLeave a comment\n\nName\n").document.body_text() == PROSE.strip()


def test_one_innocent_word_is_not_furniture_in_a_text_of_ones_own() -> None:
    result = markdown(f"# Plan\n\n{PROSE}\n\n## Comments\n\n{PROSE}\n")
    assert texts(result, BlockKind.HEADING) == ["Comments"]


def test_a_note_of_three_words_is_short() -> None:
    assert plain("buy string").verdict is Verdict.SHORT
