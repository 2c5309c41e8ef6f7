"""Whole documents as they are drawn, compared to the last character.

`make snapshots` writes them anew; look at what changed before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.render.reading import page_text
from tests.render.samples import SAMPLES, sample
from tui.render.layout import Layout

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("width", [100, 72, 36, 18])
@pytest.mark.parametrize("language", SAMPLES)
def test_a_document_of_every_kind_of_block_is_drawn_as_it_was(language: str, width: int) -> None:
    path = SNAPSHOTS / f"{language}-{width}.txt"
    drawn = page_text(Layout(sample(SAMPLES[language]), width)) + "\n"
    if os.environ.get("REMAKE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")
