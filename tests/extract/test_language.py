"""The language of an article: by its words, with the declaration as the tie-break."""

from __future__ import annotations

import pytest

from index.extract.language import direction_of, identified, language_of

TEXTS = {
    "en": "The ferry leaves at nine, and whoever is late may wait for the next one with a book.",
    "fr": "Le bac part à neuf heures, et celui qui arrive en retard attend le suivant avec un livre.",
    "de": "Die Fähre fährt um neun, und wer zu spät kommt, wartet mit einem Buch auf die nächste.",
    "es": "El transbordador sale a las nueve, y quien llega tarde espera el siguiente con un libro.",
    "it": "Il traghetto parte alle nove, e chi arriva in ritardo aspetta il prossimo con un libro.",
    "pt": "A barca parte às nove, e quem chega atrasado espera pela próxima com um livro na mão.",
    "ru": "Паром отходит в девять, и кто опоздал, ждёт следующего с книгой в руках на берегу.",
    "ja": "渡し船は九時に出る。遅れた人は本を読みながら次の船を待てばよい。岸には長椅子がある。それだけのことだ。",
    "zh": "渡船九点开，迟到的人可以看着书等下一班。岸边有一张长椅，也有一盏灯，夜里一直亮着，从来没有人去关它，"
    "大家都习惯了，连新来的人也是。",
    "ar": "تغادر العبارة في التاسعة، ومن تأخر فلينتظر التالية ومعه كتاب على الشاطئ حتى المساء.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_words_tell_the_language(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_a_declaration_keeps_its_region_where_the_words_agree() -> None:
    assert language_of(TEXTS["pt"], "pt_BR") == "pt-br"


def test_the_words_overrule_the_language_of_the_template() -> None:
    assert language_of(TEXTS["fr"], "en-US") == "fr"


def test_a_few_words_overrule_nothing() -> None:
    assert language_of("Bon voyage", "nl") == "nl"


def test_languages_that_are_hard_to_tell_apart_are_left_to_the_declaration() -> None:
    text = "Kapal itu berangkat pukul sembilan, dan yang terlambat menunggu kapal berikutnya di tepi sungai."
    assert language_of(text, "ms") == "ms"


def test_chinese_of_any_region_is_chinese() -> None:
    assert identified("渡船九點開，遲到的人可以看著書等下一班。岸邊有一張長椅，也有一盞燈。") == "zh"


@pytest.mark.parametrize("nonsense", ["", "xx-", "english please", "und"])
def test_a_declaration_that_is_no_language_is_passed_over(nonsense: str) -> None:
    assert language_of(TEXTS["de"], nonsense) == "de"


def test_the_direction_follows_declaration_language_and_letters_in_this_order() -> None:
    assert direction_of("ar", "", "ltr") == "ltr"
    assert direction_of("fa", "") == "rtl"
    assert direction_of("", "שלום") == "rtl"
    assert direction_of("en", "words") == "ltr"
