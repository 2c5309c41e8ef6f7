"""What a person says of the pages of a site, and what it does to them."""

from __future__ import annotations

import pytest

from index.article import Extraction, Page
from index.document import BlockKind
from index.extract import extract
from index.extract.origin import origin_of
from index.extract.recipe import Recipe, SiteRule, View, rule_for, site_of
from index.extract.recipe import page_of as named_page
from index.extract.selectors import found, why_wrong
from tests.extract.expected import NAMES, page_of

PARAGRAPHS = "".join(
    f"<p>Paragraph {number} tells of the ferry, which crosses at noon, and of the people who wait for it.</p>"
    for number in range(8)
)
PAGE = f"""<!doctype html><html><head><title>The ferry | Coast</title></head><body>
<nav><a href="/">Home</a></nav>
<div class="post"><h1 class="head">The ferry</h1><div class="kicker">Ferries, seriously</div>
<time class="when" datetime="2024-05-06">6 May</time><span class="writer">Ida Falk</span>
{PARAGRAPHS}<div class="join-us-box"><p>Become a friend of the coast, and get our letter.</p></div></div>
<div class="more"><h2>Elsewhere</h2><p>{"A tide table is made of eleven sums. " * 6}</p></div>
</body></html>""".encode()
URL = "https://www.coast.example/2024/ferry"


def read(rule: SiteRule | None = None, view: View = View.ARTICLE) -> Extraction:
    return extract(Page("ferry.html", URL, PAGE), Recipe((rule,) if rule else (), view))


def test_what_a_rule_removes_is_gone() -> None:
    assert "Become a friend" in read().document.text
    text = read(SiteRule("coast.example", remove=(".join-us-box",))).document.text
    assert "Become a friend" not in text
    assert "Paragraph 7" in text


def test_what_a_rule_selects_is_all_that_is_kept() -> None:
    text = read(SiteRule("coast.example", select=(".more",))).document.text
    assert text.startswith("Elsewhere")
    assert "Paragraph" not in text


def test_several_parts_are_kept_in_the_order_of_the_page() -> None:
    text = read(SiteRule("coast.example", select=(".more", "//h1", ".post p"))).document.text
    assert text.index("Paragraph 0") < text.index("Become a friend") < text.index("Elsewhere")


def test_a_rule_that_finds_nothing_changes_nothing() -> None:
    rule = SiteRule("coast.example", select=(".gone",), remove=("#gone",), title=".gone", byline=".gone")
    assert read(rule) == read()


def test_a_rule_says_where_title_author_and_date_are_shown() -> None:
    rule = SiteRule("coast.example", title=".kicker", byline="//span[@class='writer']", published=".when")
    metadata = read(rule).metadata
    assert (metadata.title, metadata.byline, metadata.published) == ("Ferries, seriously", "Ida Falk", "2024-05-06")


@pytest.mark.parametrize(
    ("site", "address", "is_meant"),
    [
        ("example.org", "https://example.org/a", True),
        ("example.org", "https://www.example.org/a", True),
        ("example.org", "https://badexample.org/a", False),
        ("example.org/blog", "https://example.org/blog/a", True),
        ("example.org/blog", "https://example.org/news/a", False),
        ("example.org", "file:///home/example.org/a", False),
        ("example.org", "https://example.org", True),
        ("example.org/a$", "https://example.org/a", True),
        ("example.org/a$", "https://example.org/ab", False),
        ("example.org/a$", "https://example.org/a?page=2", False),
        ("example.org/?p=1$", "https://example.org/?p=1", True),
        ("example.org/?p=1$", "https://example.org/?p=12", False),
        ("/home/me/a.html$", "file:///home/me/a.html", True),
        ("/home/me/a.html$", "https://example.org/home/me/a.html", False),
    ],
)
def test_a_rule_holds_for_its_host_those_below_it_and_its_path(site: str, address: str, is_meant: bool) -> None:
    assert SiteRule(site).speaks_of(address) is is_meant


@pytest.mark.parametrize(
    ("address", "site", "page"),
    [
        ("https://www.example.org/a?b=1", "example.org", "www.example.org/a?b=1$"),
        ("https://example.org", "example.org", "example.org/$"),
        ("file:///home/me/a.html", "", "/home/me/a.html$"),
        ("", "", ""),
    ],
)
def test_a_rule_for_an_address_is_named_so_that_it_speaks_of_it(address: str, site: str, page: str) -> None:
    assert (site_of(address), named_page(address)) == (site, page)
    assert all(SiteRule(name).speaks_of(address) for name in (site, page) if name)


def test_the_closest_rule_wins_and_all_that_is_removed_adds_up() -> None:
    wide = SiteRule("example.org", select=("main",), remove=(".ad",), byline=".by")
    close = SiteRule("example.org/blog", select=("article",), remove=(".box",))
    rule = rule_for([close, wide], "https://example.org/blog/1")
    assert rule == SiteRule("example.org/blog", ("article",), (".ad", ".box"), byline=".by")
    assert rule_for([close], "https://example.org/news/1") is None


@pytest.mark.parametrize("selector", ["p[", "//p[", "::", ".5", "(//p"])
def test_what_is_no_selector_is_told(selector: str) -> None:
    assert why_wrong(selector)


def test_an_xpath_of_something_else_than_elements_names_none() -> None:
    from index.extract.parse import parse

    assert found(parse("<p>a</p>"), "//p/text()") == []


# Where a block came from


def test_a_block_is_traced_to_the_outermost_element_that_holds_only_it() -> None:
    origin = origin_of(Page("-", URL, PAGE), "Become a friend of the coast, and get our letter.")
    assert origin is not None
    assert origin.selector == "div.join-us-box"
    assert origin.named == ("Become a friend of the coast, and get our letter.",)


def test_a_block_without_a_name_is_told_by_its_words() -> None:
    words = "Paragraph 3 tells of the ferry, which crosses at noon, and of the people who wait for it."
    origin = origin_of(Page("-", URL, PAGE), words)
    assert origin is not None
    assert origin.selector.startswith("//p[")
    assert origin.named == (words,)


def test_a_name_that_would_take_the_article_is_not_offered() -> None:
    page = PAGE.replace(b"<p>", b'<p class="text">')
    origin = origin_of(Page("-", URL, page), "Become a friend of the coast, and get our letter.")
    assert origin is not None
    assert len(origin.named) == 1


def test_a_picture_is_traced_by_its_address() -> None:
    page = PAGE.replace(b"<h2>", b'<figure class="promo"><img src="/ad.png" alt=""></figure><h2>')
    origin = origin_of(Page("-", URL, page), "", "https://www.coast.example/ad.png")
    assert origin is not None
    assert origin.selector == "figure.promo"


def test_what_is_not_on_the_page_came_from_nowhere() -> None:
    assert origin_of(Page("-", URL, PAGE), "Nobody wrote this.") is None


def removed(name: str) -> bool:
    """Trace the middle paragraph of a page, if that can be, and see that its rule removes it; whether it could."""
    page = page_of(name)
    before = extract(page)
    texts = [before.document.text_of(each) for each in before.document.blocks if each.kind is BlockKind.PARAGRAPH]
    text = texts[len(texts) // 2] if texts else ""
    origin = origin_of(page, text)
    if origin is None or text not in origin.named or before.document.text.count(text) > 1:
        return False
    rule = SiteRule(site_of(before.metadata.url) or named_page(before.metadata.url), remove=(origin.selector,))
    after = extract(page, Recipe((rule,)))
    assert text not in [after.document.text_of(each) for each in after.document.blocks], name
    return True


def test_removing_where_a_block_came_from_removes_it_on_most_pages_of_every_kind() -> None:
    assert sum(map(removed, NAMES)) > len(NAMES) / 2


# Other views


def test_the_whole_page_can_be_seen() -> None:
    text = read(view=View.WHOLE).document.text
    assert "Home" in text
    assert "Elsewhere" in text
    assert "Paragraph 7" in text


def test_what_readability_alone_keeps_can_be_seen() -> None:
    extraction = read(view=View.READABILITY)
    assert "Paragraph 7" in extraction.document.text
    assert extraction.metadata.title == "The ferry"


@pytest.mark.parametrize("view", [View.READABILITY, View.WHOLE])
@pytest.mark.parametrize("name", NAMES)
def test_every_view_of_every_page_is_a_sound_document(name: str, view: View) -> None:
    extract(page_of(name), Recipe(view=view)).document.check()


@pytest.mark.parametrize("view", [View.READABILITY, View.WHOLE])
def test_a_rule_can_keep_another_view_as_the_article_without_what_it_removes(view: View) -> None:
    kept = read(SiteRule("coast.example/2024/ferry$", view=view, remove=(".join-us-box",)))
    assert "Paragraph 7" in kept.document.text
    assert ("Home" in kept.document.text) is (view is View.WHOLE)
    assert "Become a friend" not in kept.document.text or view is View.READABILITY
