"""Pages of many kinds, written for this project, each give what their `.toml` says a reader should find."""

from __future__ import annotations

import pytest

from tests.extract.expected import NAMES, expected, faults


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_what_a_reader_should_find(name: str) -> None:
    assert faults(name) == [], expected(name)["kind"]


def test_the_collection_holds_pages_of_many_kinds() -> None:
    kinds = {expected(name)["kind"] for name in NAMES}
    assert len(kinds) >= 120
