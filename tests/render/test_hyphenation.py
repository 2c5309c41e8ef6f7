from __future__ import annotations

from tests.render.building import paragraph
from tests.render.reading import page_text
from tui.render.hyphenation import divider
from tui.render.layout import Layout, Options


def test_no_language_means_no_hyphenation() -> None:
    assert divider("") is None


def test_an_unknown_language_means_no_hyphenation() -> None:
    assert divider("xx-none") is None
    assert page_text(Layout(paragraph("incomprehensible"), 40, Options(hyphenation="xx-none"))) == "incomprehensible"


def test_words_are_hyphenated_by_the_patterns_of_their_language() -> None:
    layout = Layout(paragraph("an incomprehensible river"), 14, Options(hyphenation="en-us"))
    assert page_text(layout).split("\n")[0] == "an incompre-"
