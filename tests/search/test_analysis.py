"""Text becomes terms: what is the same to who searches becomes the same, and offsets are true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.analysis import (
    TAIL,
    exact_words,
    fold,
    is_unspaced,
    raw_tokens,
    read,
    stems_of,
    terms,
    terms_of,
    unspaced_words,
    words,
)
from index.search.stemming import stem, stem_all

TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "l’IA ",
                "e-mail",
                " c++ ",
                ".NET",
                "猫が",
                "ｶﾞﾗｽ",
                "ภาษา",
                "\u00ad",
                "\u200c",
                "'s",
                "3.14",
                "½",
                "ﷺ",
                "ß",
                "İ",
            ]
        ),
        max_size=12,
    ).map("".join),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’IA générative", ["ia", "generative"]),
        ("aujourd’hui qu'il d'accord", ["aujourd", "hui", "il", "accord"]),
        ("all'università dell’arte", ["universita", "arte"]),
        ("cœur Straße Ærø Łódź", ["coeur", "strasse", "aero", "lodz"]),
        ("ＡＢＣ １２３", ["abc", "123"]),
        ("C++ C# .NET F# c", ["c++", "c#", ".net", "f#", "c"]),
        ("node.js 3.14 2.7.5", ["node", "js", "3.14", "2.7.5"]),
        ("the dog's it's don't we've", ["the", "dog", "it", "dont", "we"]),
        ("O'Brien", ["o", "brien"]),
        ("İstanbul ISPARTA ısı", ["istanbul", "isparta", "isi"]),
        ("об'єкт ёлка", ["обєкт", "елка"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("snake_case AT&T", ["snake", "case", "at", "t"]),
        ("col·lecció", ["colleccio"]),
        ('צה"ל צה״ל שָׁלוֹם', ["צהל", "צהל", "שלום"]),
        ("الْكِتَابُ كتـــاب", ["الكتاب", "كتاب"]),
        ("٢٠٢٤ ۲۰۲۴", ["2024", "2024"]),
        ("हिन्दी", ["हिन्दी"]),
        ("Việt Nam đường", ["viet", "nam", "duong"]),
        ("东京都AI的", ["东京", "京都", "ai", "的"]),
        ("猫", ["猫"]),
        ("ｶﾞﾗｽ", ["ガラ", "ラス"]),
        ("학교에서", ["학교", "교에", "에서"]),
        ("ไทย", ["ไท", "ทย"]),
        ("ไท\u200bย", ["ไท", "ทย"]),
        ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
        ("¿Qué? ¡No!", ["que", "no"]),
        ("___ --- ''", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(
    ("text", "joined"),
    [("e-mail", "email"), ("node.js", "nodejs"), ("O'Brien", "obrien"), ("GPT-4", "gpt4"), ("1,000,000", "1000000")],
)
def test_a_compound_is_also_kept_as_one_exact_word(text: str, joined: str) -> None:
    assert joined in exact_words(text)


def test_unspaced_scripts_are_kept_as_single_characters_beside_bigrams() -> None:
    assert exact_words("东京都 AI") == ["东", "京", "都", "ai"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "programs", "programming"), ("fr", "reglementation", "reglementations"), ("pt-br", "livro", "livros"),
     ("nb", "husene", "huset"), ("ru", "книга", "книги"), ("ja", "programs", "program")],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert terms(one, language) == terms(other, language)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert terms("Tiếng Việt", "vi") == ["tieng", "viet"]
    assert terms("running", "") == ["running"]


@given(TEXTS)
def test_offsets_are_true_and_in_order(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(TEXTS)
def test_the_way_of_the_index_and_the_way_of_the_snippet_agree(text: str) -> None:
    indexed = [term for raw in raw_tokens(text) for term in stems_of(raw, "xx")]
    assert indexed == [word.text for word in words(text)]


@given(TEXTS | st.text("aB3-._&'+#é", max_size=20))
def test_the_short_way_to_the_terms_of_a_token_leads_where_the_long_one_does(text: str) -> None:
    for raw in raw_tokens(text):
        if not is_unspaced(raw) and raw[0] != TAIL:
            reading = read(raw)
            found = tuple(word.text for word in reading.words)
            joined = (reading.joined, *(pair.text for pair in reading.pairs)) if reading.joined else ()
            assert terms_of(raw) == (found, (*found, *joined))


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text("abcdefghijklmnopqrstuvwxyzéàüß", min_size=1, max_size=12))
def test_case_and_accents_do_not_matter(word: str) -> None:
    assert words(word.upper()) == [] or fold(word.upper()) == fold(word)


def test_a_stem_is_never_empty() -> None:
    for language in ("en", "fr", "de", "ar", "tr", "hi"):
        for word in ("s", "es", "ing", "ed", "ال", "की", "lar"):
            assert stem(word, language)


def test_bigrams_of_half_width_letters_stand_over_what_they_were_made_of() -> None:
    assert [(word.start, word.end) for word in unspaced_words("ｶﾞﾗｽ")] == [(0, 3), (2, 4)]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", "مدينة المدينة بالمدينة"),
        ("cs", "knihovna knihovnách knihovny"),
        ("cs", "velký velkého velkých velkým"),
        ("hu", "város városból városról városokból városnál"),
        ("pl", "dom domów domach"),
        ("pl", "czytać czyta czytają czytający"),
        ("pt", "informação informações"),
        ("pt", "coração corações"),
        ("pt", "responsável responsáveis"),
        ("tr", "ışık ışıklar"),
        ("tr", "göz gözler"),
        ("tr", "yıl yıllar"),
        ("tr", "kedi kediler"),
    ],
)
def test_forms_have_one_stem_although_their_endings_lost_their_accents(language: str, forms: str) -> None:
    stems = {term for form in forms.split() for term in terms(form, language)}
    assert len(stems) == 1
    assert stem_all([fold(form) for form in forms.split()], language) == [*stems] * len(forms.split())


@pytest.mark.parametrize(("language", "alike"), [("pt", "mãe mão"), ("cs", "prach pra"), ("ar", "الله ال")])
def test_what_only_looks_like_an_ending_stays(language: str, alike: str) -> None:
    assert len({term for word in alike.split() for term in terms(word, language)}) == 2
