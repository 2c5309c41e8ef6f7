"""What the measurements of extraction count."""

from __future__ import annotations

from bench import kinds_of_pages
from bench.extractors import Answer, Extractor, carrel
from bench.language import set_right


def test_phrases_of_a_page_are_counted_by_what_belongs_and_what_does_not() -> None:
    folder = kinds_of_pages.PAGES
    page = {"recipe": (folder / "recipe.html").read_bytes()}
    everything = Extractor("everything", lambda data: lambda: Answer(" ".join(data.decode().split())))
    ours = Extractor("Carrel", carrel)
    for extractor in (everything, ours):
        extractor.answers["recipe"] = extractor.run(page["recipe"])()
    kept = [kinds_of_pages._kept("recipe", extractor) for extractor in (everything, ours)]
    assert kept[1].right == kept[1].of
    assert kept[1].wrong == 0
    assert kept[0].wrong > 0


def test_a_label_is_set_right_only_by_nearly_all_judges() -> None:
    assert set_right("pt", "words", [lambda _: "en"] * 3 + [lambda _: "pt"]) == "en"
    assert set_right("pt", "words", [lambda _: "en"] * 2 + [lambda _: "pt"] * 2) == "pt"
    assert set_right("pt", "words", [lambda _: ""] * 4) == "pt"
