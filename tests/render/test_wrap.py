from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render.breaks import BLANKS, breaks_inside, classes_of, may_break
from tui.render.cells import drawable, is_edge, is_narrow, most_cells, most_edges
from tui.render.wrap import Row, wrap

WORDS = st.sampled_from(
    [
        *("delta", "river", "well-known", "and/or", "a", "naïve", "e\u0301te\u0301", "Ğ", "–", "word—word"),
        *("https://rivers.example/delta/of?the=north&b=2", "incomprehensibilities", "no\u00a0break", "1914–1918"),
        *(
            "北京大学",
            "「東京」",
            "ちょっと。",
            "カード",
            "한국어",
            "ภาษาไทย",
            "中文（English）",
            "……",
            "مكتبة",
            "שלום",
        ),
        *("👩\u200d🚀", "☀\ufe0f", "🇫🇷🇩🇪", "👍🏽", "\u0301", "\u200d", "1\ufe0f\u20e3", "क्\u200dष"),
        *("कहानी", "வணக்கம்", "ကောင်း"),
        *("  ", "\u3000", "\n", " \n "),
    ]
)
TEXTS = st.lists(WORDS, max_size=12).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)]))
MIXED_WIDTHS = st.integers(2, 40)


def shown(text: str, width: int) -> list[str]:
    return [text[start:end] + "-" * hyphen for start, end, hyphen in wrap(text, width)]


def naive_wrap(text: str, width: int, hyphens: list[int]) -> list[Row]:
    """The definition: each line is the longest that fits, ends at an opportunity if there is one, else anywhere."""
    blanks = " " if is_narrow(text) else BLANKS
    classes, inside = classes_of(text), set(breaks_inside(text))
    rows: list[Row] = []
    begin = 0
    for part in text.split("\n"):
        start, end = begin, begin + len(part.rstrip(blanks))
        begin += len(part) + 1
        first = start + len(text[start:end]) - len(text[start:end].lstrip(blanks))
        if first > start and most_cells(text[start : first + 1]) > width:
            start = first
        while most_cells(text[start:end]) > width:
            fitting = [at for at in range(start + 1, end) if fits(text, start, at, width)]
            candidates = [
                at
                for at in fitting
                if at > first
                and (text[at] in blanks or at in inside or (not is_narrow(text) and may_break(classes, at)))
            ]
            best = max(candidates, default=first)
            hyphen = max((at for at in hyphens if at > best and fits(text, start, at, width - 1)), default=-1)
            if hyphen >= 0:
                cut = hyphen
            elif candidates:
                cut = best
            else:
                glued = [at for at in fitting if text[at - 1] in "\xa0\u202f\u2007" and at - 1 > start]
                edges = glued or [at for at in fitting if is_edge(text, at)]
                cut = max(edges, default=next(at for at in range(start + 1, end + 1) if is_edge(text, at)))
            rows.append(Row(start, start + len(text[start:cut].rstrip(blanks)), hyphen >= 0))
            start = first = cut + len(text[cut:end]) - len(text[cut:end].lstrip(blanks))
            if start == end:
                break
        else:
            rows.append(Row(start, end))
    return rows


def fits(text: str, start: int, at: int, width: int) -> bool:
    return most_cells(text[start:at]) <= width if is_edge(text, at) else measured(text, start, at) <= width


def measured(text: str, start: int, at: int) -> int:
    """The cells up to a place within a cluster, as they count within the whole."""
    places = most_edges(text)
    return places[at] - places[start]


@given(TEXTS, MIXED_WIDTHS)
@example("「東京」ちょっと。", 6)
def test_wrapping_is_greedy_as_the_naive_model_is(text: str, width: int) -> None:
    text = drawable(text, width)
    assert wrap(text, width) == naive_wrap(text, width, [])


@given(st.lists(st.sampled_from(["incomprehensible", "delta", "of", "naïveté"]), min_size=1), MIXED_WIDTHS, st.data())
def test_hyphens_are_greedy_as_the_naive_model_is(words: list[str], width: int, data: st.DataObject) -> None:
    text = " ".join(words)
    inner = [at for at in range(1, len(text)) if text[at - 1 : at + 1].isalpha()]
    hyphens = sorted(data.draw(st.sets(st.sampled_from(inner)))) if inner else []
    assert wrap(text, width, hyphens) == naive_wrap(text, width, hyphens)


@given(TEXTS, st.integers(1, 60))
def test_lines_fit_and_lose_only_blanks(text: str, width: int) -> None:
    text = drawable(text, width)
    rows = wrap(text, width)
    at = 0
    for start, end, _ in rows:
        assert not text[at:start].strip(BLANKS + "\n")
        assert cell_len(text[start:end]) <= width
        assert start == end or text[start - 1] in BLANKS + "\n" or is_edge(text, start)
        at = end
    assert not text[at:].strip(BLANKS + "\n")


def test_words_move_to_the_next_line_whole() -> None:
    assert shown("The river delta of the north", 12) == ["The river", "delta of the", "north"]


def test_a_blank_that_reaches_over_the_edge_is_dropped() -> None:
    assert shown("river delta", 5) == ["river", "delta"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert shown("a incomprehensible b", 6) == ["a", "incomp", "rehens", "ible b"]


def test_line_ends_are_kept_and_empty_lines_too() -> None:
    assert shown("one\n\ntwo", 20) == ["one", "", "two"]


def test_the_indent_of_a_line_is_kept_where_it_leaves_room() -> None:
    assert shown("    deep water", 10) == ["    deep", "water"]
    assert shown("            deep", 10) == ["deep"]


def test_lines_may_end_after_hyphens_and_slashes_between_words() -> None:
    assert shown("a well-known delta", 8) == ["a well-", "known", "delta"]
    assert shown("left and/or right", 9) == ["left and/", "or right"]


def test_numbers_options_and_units_stay_whole() -> None:
    assert shown("in 2024-05-01", 9) == ["in", "2024-05-0", "1"]
    assert shown("use --option", 9) == ["use", "--option"]
    assert shown("a 90 km/h road", 8) == ["a 90", "km/h", "road"]


def test_an_address_is_parted_at_its_signs() -> None:
    assert shown("see https://rivers.example/delta/of?the=north", 28) == [
        "see https://rivers.example/",
        "delta/of?the=north",
    ]


def test_no_break_spaces_are_kept() -> None:
    assert shown("pages 12\u00a0345\u00a0678", 10) == ["pages", "12\u00a0345\u00a0678"]


def test_a_hyphen_is_added_only_where_a_line_ends() -> None:
    rows = wrap("incomprehensible", 8, [2, 5, 9])
    assert rows == [Row(0, 5, True), Row(5, 9, True), Row(9, 16, False)]


def test_words_are_hyphenated_by_the_patterns_that_are_given() -> None:
    asked: list[str] = []

    def divide(word: str) -> list[int]:
        asked.append(word)
        return [2, 5]

    rows = wrap("the incomprehensible", 10, divide=divide)
    assert rows[0] == Row(0, 9, True)
    assert asked[0] == "incomprehensible"


def test_chinese_breaks_anywhere_but_before_closing_punctuation() -> None:
    assert shown("北京大学，位于北京。", 8) == ["北京大", "学，位于", "北京。"]


def test_no_line_starts_with_a_small_kana_or_a_sound_mark() -> None:
    assert shown("ああちょ", 6) == ["ああ", "ちょ"]
    assert shown("あいカード", 6) == ["あい", "カード"]


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert shown("東京「大阪", 6) == ["東京", "「大阪"]


def test_latin_words_among_ideographs_stay_whole() -> None:
    assert shown("我用Python写", 8) == ["我用", "Python写"]


def test_thai_clusters_are_never_parted() -> None:
    text = "ที่นี่เก็บ"
    for start, end, _ in wrap(text, 3):
        assert cell_len(text[start]) == 1
        assert text[end - 1] not in "เแโไใ"


def test_joined_emoji_flags_and_marks_are_never_parted() -> None:
    assert shown("👩\u200d🚀👩\u200d🚀", 3) == ["👩\u200d🚀", "👩\u200d🚀"]
    assert shown("🇫🇷🇩🇪", 3) == ["🇫🇷", "🇩🇪"]
    assert shown("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]


def test_a_wide_character_never_stands_half_over_the_edge() -> None:
    assert shown("a北京", 2) == ["a", "北", "京"]
