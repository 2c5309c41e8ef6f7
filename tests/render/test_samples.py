"""The laws of layout on documents of every kind of block, at every width."""

from __future__ import annotations

import pytest

from tests.render.reading import assert_fits, assert_pieces_are_the_document, due_offsets, shown_offsets
from tests.render.samples import SAMPLES, sample
from tui.render.layout import Layout, Options


@pytest.mark.parametrize("language", SAMPLES)
def test_every_kind_of_block_keeps_the_laws_at_every_width(language: str) -> None:
    document = sample(SAMPLES[language])
    due = set(due_offsets(document))
    for width in range(1, 121):
        layout = Layout(document, width, Options(justified=width % 2 == 0))
        for _, line in layout.rows(layout.first):
            assert_fits(line, width)
            assert_pieces_are_the_document(line, document)
        assert due <= set(shown_offsets(layout))
