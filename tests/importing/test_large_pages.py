"""The largest pages that people save fit into the limits of a worker."""

from __future__ import annotations

import pytest

from index.article import Page, Verdict
from index.importing.extracting import Extracted, extract_all

SENTENCE = "The river rose a little in the night, and by the morning nobody could say where the path had been. "


def extracted(markup: str) -> Extracted:
    page = Page("large.html", "https://shore.example/large", markup.encode())
    (answer,) = extract_all([page], jobs=1)
    assert isinstance(answer, Extracted), answer
    return answer


@pytest.mark.torture
def test_twenty_megabytes_of_paragraphs_lose_nothing() -> None:
    count = 62_000
    paragraphs = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(count))
    text = extracted(f"<body><article>{paragraphs}</article></body>").extraction.document.text
    assert text.count("The river") == 3 * count


@pytest.mark.torture
def test_five_megabytes_of_links_are_a_list() -> None:
    links = "".join(f'<a href="/p/{number}">Link number {number} to somewhere</a> ' for number in range(92_000))
    assert extracted(f"<body>{links}</body>").extraction.verdict is Verdict.LIST
