"""Every example of docs/query-language.md, asked of a library that holds what it speaks of."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from index import Library
from index.answering import resolving
from index.article import Extraction, Metadata, Page, Progress, Verdict
from index.document import BlockKind, DocumentBuilder
from tests.search.guide import EXAMPLES, TODAY

NOON = time.mktime((*TODAY.timetuple()[:3], 12, 0, 0, 0, 0, -1))
DAY = 86_400.0

ARTICLES = (
    ("The Berlin Wall", "Jaguars roam: one jaguar. Cats and dogs eat food.", {}),
    ("Climates and policies", "Many climates, one policy. It has the colour of a program.", {}),
    ("L’intelligence artificielle", "L’IA et ses réglementations, pendant la guerre froide.", {"language": "fr"}),
    ("La réforme", "Les réformes des retraites.", {"language": "fr", "published": "2023-04-05"}),
    ("Letters", "Send an e-mail about node.js, C++ and general relativity, says Tchaikowsky.", {}),
    ("北京", "北京大学在北京。", {"language": "zh"}),
    ("Hamlet", "To be, or not to be. Why is the sky blue? Note: this costs 5 € - or not.", {}),
    ("Addresses", "See http://example.com/page for more.", {"published": "2018"}),
    ("Black holes", "A black hole of physics.", {"byline": "Marie Curie", "words": 700, "minutes": 10}),
    ("Tides", "Tides run past the black hole of the quay.", {"words": 2500, "minutes": 9, "published": "2020-07-01"}),
    ("More tides", "The tides again.", {"published": "2022-12-31"}),
    ("Ebb tides", "Tides that ebb past the quay.", {"published": "2024-03-02", "verdict": Verdict.PAYWALL}),
    ("Code", "Some code follows.", {"published": "2023-11"}),
)
"""Titles, texts and facts, numbered from 1."""

ADDED = (0, 1, 3, 20, 40, 400, 0, 0, 2, 5, 6, 7, 1)
"""How many days before the guide's day each was added."""

PLACES = {3: "https://www.lemonde.fr/ia", 9: "https://arxiv.org/abs/1"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("guide") / "library") as opened:
        for number, ((title, text, facts), age) in enumerate(zip(ARTICLES, ADDED, strict=True), 1):
            builder = DocumentBuilder()
            builder.block(BlockKind.CODE if title == "Code" else BlockKind.PARAGRAPH, text)
            verdict = facts.get("verdict", Verdict.ARTICLE)
            known = {"language": "en", "words": 100, "minutes": 1, **facts}
            known.pop("verdict", None)
            url = PLACES.get(number, f"https://example.org/{number}")
            made = Extraction(Metadata(title=title, **known), builder.build(), verdict=verdict)  # type: ignore[arg-type]
            opened.add(Page(url, url, text.encode(), "text/plain"), made, added=NOON - age * DAY)
        opened.tag([9], add=["physics"])
        opened.mark([2], progress=Progress.READ)
        opened.mark([7], archived=True, starred=True)
        opened.highlight(5, 0, 4, note="thesis, on second look")
        builder = DocumentBuilder()
        builder.block(BlockKind.PARAGRAPH, "Entropy grows.")
        last = Extraction(Metadata(title="Entropy", language="en"), builder.build())
        entropy = opened.add(Page("https://example.org/e", "https://example.org/e", b"e", "text/plain"), last)
        opened.highlight(entropy.id, 0, 7)
        opened.save_search("physics", "tag:physics")
        yield opened


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "_today", lambda: TODAY)


@pytest.mark.parametrize("query", [query for query, _ in EXAMPLES])
def test_an_example_finds_what_it_speaks_of(library: Library, query: str) -> None:
    assert library.search(query, relax=False).total > 0
