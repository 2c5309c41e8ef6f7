"""How far an extraction is to be trusted, and why."""

from __future__ import annotations

from index.article import Extraction, Page, Verdict
from index.extract import extract

SENTENCE = "The bench was gone in March, and nobody on the council could say who had signed for it. "
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


def extracted(body: str, head: str = "") -> Extraction:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return extract(Page("x.html", "https://shore.example/x", page.encode()))


def paragraphs(count: int) -> str:
    return "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(count))


def test_a_text_of_some_length_is_an_article_of_full_quality() -> None:
    result = extracted(f"<article>{paragraphs(8)}</article>")
    assert (result.verdict, result.quality, result.reasons) == (Verdict.ARTICLE, 1.0, ())


def test_a_few_words_are_short() -> None:
    result = extracted("<p>Closed on Mondays, as every year, and on the day of the regatta.</p>")
    assert result.verdict is Verdict.SHORT
    assert result.reasons == ("little text",)


def test_the_beginning_of_a_text_that_is_not_free_is_a_paywall() -> None:
    result = extracted(f"<article>{paragraphs(1)}</article>", PAID)
    assert result.verdict is Verdict.PAYWALL
    assert result.verdict.is_broken


def test_a_whole_text_that_is_not_free_is_an_article_with_a_doubt() -> None:
    result = extracted(f"<article>{paragraphs(8)}</article>", PAID)
    assert result.verdict is Verdict.ARTICLE
    assert result.reasons == ("the page says that its text is not free",)


def test_a_page_that_asks_for_a_subscription_in_its_own_language_is_a_paywall() -> None:
    ask = "<div><p>Dieser Artikel ist nur für Abonnenten. Bereits Abonnent?</p></div>"
    assert extracted(f"<article>{paragraphs(1)}</article>{ask}").verdict is Verdict.PAYWALL


def test_a_page_that_script_would_fill_is_a_shell() -> None:
    shell = '<noscript>Bitte aktivieren Sie JavaScript</noscript><div id="app"></div><script src="/app.js"></script>'
    assert extracted(shell).verdict is Verdict.SHELL


def test_a_page_with_nothing_is_empty() -> None:
    result = extracted("<div></div>")
    assert (result.verdict, result.quality) == (Verdict.EMPTY, 0.0)


def test_broken_characters_lower_the_quality() -> None:
    broken = "\ufffd" * 40
    result = extracted(f"<article>{paragraphs(8)}<p>{broken} {SENTENCE}</p></article>")
    assert "broken characters" in result.reasons
    assert result.quality < 1
