"""The same question in many languages: inflection, accents left out, elision, compounds, phrases, beginnings.

All articles lie in one library, so every case also shows that the languages do not get in each other's way.
"""

from __future__ import annotations

import pytest

from index.search.whoosh_engine import WhooshEngine
from tests.search.libraries import built, entry, found

ARTICLES = {
    "en": "The programmers were running their programs while the children's games crashed. Naïve clichés, e-mail.",
    "fr": "L’IA bouleverse les réglementations ; le cœur des élèves, aujourd’hui, bat pour l’Élysée et jusqu’au bout.",
    "de": "Die Häuser an der Straße gehören den Künstlern. Größe und Maßstäbe der Krankenversicherung.",
    "es": "Las canciones del niño hablaban de corazones rotos en la montaña.",
    "it": "L'università e l’arte dell'antichità: le città sono piene di perché.",
    "pt": "Os corações dos irmãos cantavam canções sobre o avô e a avó.",
    "nl": "De huizen langs de grachten en de ideeën van de kinderen.",
    "sv": "Böckerna om älgarna låg på bordet hos grannarna.",
    "da": "Børnene spiste rødgrød med fløde i køkkenet.",
    "no": "Bøkene om fjellene sto i hyllene hos naboene.",
    "fi": "Kirjastoissa luettiin kirjoja järvistä ja metsistä.",
    "hu": "A könyvtárakban gyerekek olvastak a hegyekről és a folyókról.",
    "ro": "Cărțile despre orașele și munții României, într-o bibliotecă.",
    "ca": "Les col·leccions de l'Ajuntament i els llibres d'història.",
    "pl": "Książki o miastach i rzekach leżały w bibliotekach Łodzi.",
    "cs": "Příběhy o městech a řekách ležely v knihovnách.",
    "tr": "İstanbul'un sokaklarında kediler, kitaplar ve ışıklar vardı.",
    "vi": "Đường phố Hà Nội và những món ăn Việt Nam.",
    "id": "Buku-buku tentang kehidupan di perpustakaan.",
    "el": "Οι βιβλιοθήκες της Αθήνας και τα βιβλία των παιδιών.",
    "ru": "Ёлка стояла в библиотеках, где дети читали книги о реках.",
    "uk": "Об'єкти пам'яті у бібліотеках Києва.",
    "ar": "قرأ الطلاب الكتب في المكتبات عن تاريخ المدينة وأثرها. الْكِتَابُ",
    "he": 'ילדים קראו ספרים בספריות של תל־אביב על צה"ל',
    "fa": "کتاب‌های کتابخانه‌ها دربارهٔ شهر تهران می‌گویند",
    "hi": "हिन्दी की किताबें पुस्तकालयों में बच्चों के लिए हैं।",
    "ja": "東京の図書館でコンピューターの本を読みました。ﾃﾞｰﾀも。",
    "zh": "北京大学图书馆收藏了许多关于人工智能的书。",
    "ko": "서울의 도서관에서 학생들이 책을 읽었습니다.",
    "th": "ห้องสมุดในกรุงเทพมีหนังสือภาษาไทยมากมาย",
}
NUMBERS = {language: number for number, language in enumerate(ARTICLES, 1)}

CASES = {
    "en": ["programming", "program", "naive cliche", "email", "e-mail", '"running their programs"', "child*"],
    "fr": ["reglementation", "ia", "l'IA", "coeur", "cœur", "elysee", "l’Élysée", "eleve", "règl*"],
    "de": ["strasse", "Straße", "häuser", "kunstler", "groesse OR grosse", "massstab*", "krankenversicherungen"],
    "es": ["cancion", "corazón", "nino", "montañas", '"corazones rotos"', "monta*"],
    "it": ["universita", "arte", "antichita", "l'arte", "citta", "perche"],
    "pt": ["coracoes", "irmaos", "avo", "canções", "cantava"],
    "nl": ["huizen", "gracht", "ideeen", "kind*"],
    "sv": ["bocker OR böckerna", "algarna", "grannar", '"låg på bordet"'],
    "da": ["rodgrod", "børn*", "køkkenet", "kokkenet"],
    "no": ["bokene", "fjell", "naboer", "hyllene"],
    "fi": ["kirjastossa", "jarvista", "metsi*", "kirja"],
    "hu": ["konyvtar*", "hegyekrol", "folyókról", "gyerekek"],
    "ro": ["carti", "orase", "muntii", "biblioteci", "Romaniei"],
    "ca": ["colleccions", "COL·LECCIONS", "ajuntament", "historia", "llibres"],
    "pl": ["ksiazki", "miast*", "rzekach", "Lodzi"],
    "cs": ["pribehy", "mestech", "rekach", "knihovn*"],
    "tr": ["istanbul", "İstanbul", "ISTANBUL", "kedi", "kitap*", "isik*"],
    "vi": ["duong pho", "Đường phố", "ha noi", '"việt nam"'],
    "id": ["buku", "hidup OR kehidupan", "perpustakaan"],
    "el": ["βιβλιοθηκη", "ΑΘΗΝΑΣ", "βιβλιων", "παιδια OR παιδιων"],
    "ru": ["елка", "ёлка", "библиотека", "книга", "река", "книг*"],
    "uk": ["об’єкти", "памяті OR пам'яті", "Києва"],
    "ar": ["كتاب", "الكتاب", "المكتبات", "مكتبة", "واثرها", "تاريخ المدينه"],
    "he": ["ספרים", "צה״ל", "צהל", "תל אביב", "סְפָרִים"],
    "fa": ["كتاب", "کتابخانه", "تهران", "می‌گویند"],
    "hi": ["हिन्दी", "किताबें", "पुस्तकालयों", "बच्चों"],
    "ja": ["東京", "図書館", "コンピューター", "データ", "本", "ｺﾝﾋﾟｭｰﾀｰ"],
    "zh": ["北京大学", "图书馆", "人工智能", "书", '"北京大学图书馆"', "北京 智能"],
    "ko": ["도서관", "학생", "서울", "책"],
    "th": ["ห้องสมุด", "หนังสือ", "ภาษาไทย", "กรุงเทพ"],
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    articles = [entry(NUMBERS[language], text, language=language) for language, text in ARTICLES.items()]
    return built(tmp_path_factory.mktemp("languages"), articles)


@pytest.mark.parametrize(("language", "query"), [(code, query) for code, queries in CASES.items() for query in queries])
def test_a_word_is_found_in_its_language(library: WhooshEngine, language: str, query: str) -> None:
    assert NUMBERS[language] in found(library, query)


@pytest.mark.parametrize("language", CASES)
def test_few_articles_of_other_languages_are_found(library: WhooshEngine, language: str) -> None:
    for query in CASES[language]:
        assert len(found(library, query)) <= 3, query


def test_every_language_is_told_apart(library: WhooshEngine) -> None:
    assert set(library.languages) == set(ARTICLES)


@pytest.mark.parametrize("query", ['"running programs"', '"大学北京"', '"智能人工"', "北学", "ran* -games", "naivete"])
def test_what_is_not_there_is_not_found(library: WhooshEngine, query: str) -> None:
    assert not found(library, query)


def test_a_stem_matches_only_in_its_own_language(library: WhooshEngine) -> None:
    """«canciones» is stemmed in Spanish alone, so no other language's stem of it may find anything."""
    assert found(library, "canciones") == {NUMBERS["es"]}


def test_names_with_signs_are_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = [
        "Written in C++17 and C#.",
        "Plain C code.",
        "We use .NET and node.js",
        "O’Brien’s e-mail, π is 3.14",
        "email",
    ]
    engine = built(tmp_path_factory.mktemp("signs"), [entry(n, text) for n, text in enumerate(texts, 1)])
    assert found(engine, "c++") == {1}
    assert found(engine, "c#") == {1}
    assert found(engine, "c") == {2}
    assert found(engine, ".net") == {3}
    assert found(engine, "node.js") == found(engine, "nodejs") == found(engine, '"node js"') == {3}
    assert found(engine, "O'Brien") == found(engine, "obrien") == {4}
    assert found(engine, "3.14") == {4}
    assert found(engine, "e-mail") == found(engine, "email") == {4, 5}
