from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.safe_text import MOST_MARKS, clean, is_safe, masked, one_line

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x1b\x07\x9b\x9d\u202e\u2066\u200b\u0e01\u0e34\u200f\ufeff\U000e0041\u0301\u0336\ud800\r\x85\u2028"
        ),
    )
)


@given(HOSTILE)
def test_clean_is_idempotent_and_lets_no_control_pass(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert is_safe(cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\t\n"} & set(
        "\x1b\x9b\ud800"
    )
    assert all(unicodedata.category(c) not in ("Cc", "Cs") or c in "\t\n" for c in cleaned)


@given(HOSTILE)
def test_masked_keeps_the_length_and_lets_no_control_pass(text: str) -> None:
    shown = masked(text)
    assert len(shown) == len(text)
    assert masked(shown) == shown
    assert all(unicodedata.category(c) not in ("Cc", "Cs") or c in "\t\n" for c in shown)


@given(HOSTILE)
def test_one_line_holds_no_line_end(text: str) -> None:
    assert not set("\n\r\t\u2028") & set(one_line(text))


def test_an_escape_sequence_becomes_its_picture() -> None:
    assert clean("\x1b[31mred\x07") == "␛[31mred␇"


def test_bidi_overrides_and_tag_characters_vanish() -> None:
    assert clean("user\u202etxt.exe \U000e0041x") == "usertxt.exe x"


def test_piled_up_marks_are_cut_to_what_living_scripts_need() -> None:
    assert clean("a" + "\u0301" * 40 + "b") == "a" + "\u0301" * MOST_MARKS + "b"


def test_joiners_of_persian_and_of_emoji_stay() -> None:
    for text in ("می\u200cخواهم", "👩\u200d🚀", "❤\ufe0f", "क्\u200dष"):
        assert clean(text) == text


def test_line_ends_of_every_make_become_one() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_zero_width_spaces_stay_where_they_part_words_and_vanish_elsewhere() -> None:
    assert clean("កំពង់\u200bផែ") == "កំពង់\u200bផែ"
    assert clean("น้ำ\u200b\u200b\u200bขึ้น\u200b") == "น้ำ\u200bขึ้น"
    assert clean("zero\u200bwidth \u200b") == "zerowidth "
    assert one_line("កំពង់\u200bផែ") == "កំពង់ផែ"
    assert masked("zero\u200b\u200bwidth") == "zero\ufffd\ufffdwidth"


def test_a_long_run_of_zero_width_spaces_takes_no_time_to_speak_of() -> None:
    assert clean("ก" + "\u200b" * 300_000 + "ข") == "ก\u200bข"
