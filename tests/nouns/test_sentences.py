"""Sentences in many scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.sentences import LONGEST, sentence_at


def sentences(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        start, end = sentence_at(text, at, 0, len(text))
        if end > start:
            found.append(text[start:end])
        at = max(end, at + 1)
        while at < len(text) and text[at].isspace():
            at += 1
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        ["The river rose.", "Nobody slept!", "Why?"],
        ["Dr. Berg met J. K. Falk.", "They spoke of salt, e.g. of its price."],
        ["“Is it so?” he asked.", "“Yes.”", "She left."],
        ["It was charted early.1", "Later[2] it was lost.[3]", "Silt came."],
        ["Version 2.5 costs 3.20 euros.", "Fine."],
        ["They left at 5 p.m. on Monday…", "Then silence."],
        ["Die Brücke, d.h. die alte, steht noch.", "Sie ist schön."],
        ["« Où va-t-il ? » demanda-t-elle.", "Il partit."],
        ["ما هذا؟", "هذا بيت."],
        ["यह नदी है।", "वह पहाड़ है।"],
        ["no full stop at all"],
    ],
)
def test_a_sentence_ends_where_its_readers_say(wanted: list[str]) -> None:
    assert sentences(" ".join(wanted)) == wanted


def test_chinese_and_japanese_sentences_need_no_blank() -> None:
    assert sentences("北方有河。“它多长？”无人知道！") == ["北方有河。", "“它多长？”", "无人知道！"]
    assert sentences("夜の列車。「どこへ？」静かだ。") == ["夜の列車。", "「どこへ？」", "静かだ。"]


def test_a_text_without_full_stops_is_cut() -> None:
    text = "silt " * 4_000
    assert max(map(len, sentences(text))) <= 3 * LONGEST


@given(st.text(alphabet="ab .!?\n。”A1", max_size=80), st.integers(0, 80))
def test_a_sentence_lies_within_the_bounds_and_has_no_blank_ends(text: str, offset: int) -> None:
    start, end = sentence_at(text, offset, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip()
    assert all(sentence_at(text, at, 0, len(text)) == (start, end) for at in range(start, end))
