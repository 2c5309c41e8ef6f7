"""How long a text is, in words and in minutes: characters where a script has no blanks."""

from __future__ import annotations

from index.document.measure import CHARACTERS_A_MINUTE, WORDS_A_MINUTE, length_of


def test_words_are_counted_and_read_at_their_rate() -> None:
    length = length_of("word " * (5 * WORDS_A_MINUTE))
    assert (length.words, length.minutes) == (5 * WORDS_A_MINUTE, 5)


def test_chinese_and_japanese_are_counted_by_character() -> None:
    for text in ("渡船九点开" * 100 * 5, "わたし船が" * 100 * 5):
        length = length_of(text)
        assert length.words == 2500
        assert length.minutes == 2500 // CHARACTERS_A_MINUTE


def test_stops_and_blanks_are_no_characters() -> None:
    assert length_of("渡船，九点。  开！").words == 5


def test_thai_is_counted_by_character_and_korean_by_word() -> None:
    assert length_of("เรือออกเก้าโมง").words == 14
    assert length_of("나룻배는 아홉 시에 떠난다").words == 4


def test_a_mixture_of_scripts_adds_up() -> None:
    assert length_of("渡船 leaves 九点, isn't it?").words == 4 + 3


def test_a_text_of_some_words_takes_a_minute_and_none_takes_none() -> None:
    assert length_of("three small words").minutes == 1
    assert (length_of("").words, length_of("…").minutes) == (0, 0)
