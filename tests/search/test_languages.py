"""The same question in many languages: inflection, accents left out, elision, compounds, phrases, beginnings.

All articles lie in one library, so every case also shows that the languages do not get in each other's way.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from index.search.characters import STEMMERS
from index.search.whoosh_engine import WhooshEngine
from tests.search.libraries import built, entry, found

ARTICLES = {
    "en": "The programmers were running their programs while the children's games crashed. Naïve clichés, e-mail.",
    "fr": "L’IA bouleverse les réglementations ; le cœur des élèves, aujourd’hui, bat pour l’Élysée et jusqu’au bout.",
    "de": "Die Häuser an der Straße gehören den Künstlern. Größe und Maßstäbe der Krankenversicherung, E-Mail-Adresse.",
    "es": "Las canciones del niño hablaban de corazones rotos en la montaña, un viaje físico-químico.",
    "it": "L'università e l’arte dell'antichità: le città sono piene di perché.",
    "pt": "Os corações dos irmãos cantavam canções sobre o avô e a avó, sob um guarda-chuva.",
    "nl": "De huizen langs de grachten en de ideeën van de kinderen. Foto's van de coördinatie.",
    "sv": "Böckerna om älgarna låg på bordet hos grannarna, med e-post.",
    "da": "Børnene spiste rødgrød med fløde i køkkenet og læste e-post.",
    "no": "Bøkene om fjellene sto i hyllene hos naboene.",
    "fi": "Kirjastoissa luettiin kirjoja järvistä ja metsistä linja-auton tullessa.",
    "hu": "A könyvtárakban gyerekek olvastak a hegyekről és a folyókról.",
    "et": "Raamatukogudes lugesid lapsed raamatuid järvedest ja õhtutest.",
    "lt": "Knygos apie miestus gulėjo bibliotekose šalia upių.",
    "ga": "Bhí leabhair faoin gcathair ag na páistí, agus an t-uisce fuar.",
    "eu": "Mendietako etxeak liburuz beteta daude, eta haurrak irakurtzen ari dira.",
    "eo": "Malgrandaj libroj kuŝis en la bibliotekoj apud ĝardenoj de l’ urbo.",
    "ro": "Cărțile despre orașele și munții României, într-o bibliotecă.",
    "ca": "Les col·leccions de l'Ajuntament i els llibres d'història.",
    "pl": "Książki o miastach i rzekach leżały w bibliotekach Łodzi, czarno-białe.",
    "cs": "Příběhy o městech a řekách ležely v knihovnách, černo-bílé.",
    "st": "Bana ba bala dibuka tse ngata motseng wa rona.",
    "tr": "İstanbul'un sokaklarında kediler, kitaplar ve ışıklar vardı.",
    "vi": "Đường phố Hà Nội và những món ăn Việt Nam.",
    "id": "Buku-buku tentang kehidupan di perpustakaan.",
    "el": "Οι βιβλιοθήκες της Αθήνας και τα βιβλία των παιδιών.",
    "ru": "Ёлка стояла в библиотеках, где дети читали книги о реках Санкт-Петербурга.",
    "uk": "Об'єкти пам'яті у бібліотеках Києва, де їхні діти.",
    "sr": "Књиге о градовима стајале су у библиотекама крај ријека.",
    "hy": "Երեխաները կարդում են քաղաքների մասին գրադարանում։",
    "ar": "قرأ الطلاب الكتب في المكتبات عن تاريخ المدينة وأثرها. الْكِتَابُ",
    "he": 'ילדים קראו ספרים בספריות של תל־אביב על צה"ל',
    "yi": "די קינדער לייענען ביכער אין דער ביבליאָטעק פֿון דער שטאָט.",
    "fa": "کتاب‌های کتابخانه‌ها دربارهٔ شهر تهران می‌گویند",
    "hi": "हिन्दी की किताबें पुस्तकालयों में बच्चों के लिए हैं।",
    "ne": "बच्चाहरूले पुस्तकालयमा नेपाली किताबहरू पढे।",
    "ta": "நூலகத்தில் குழந்தைகள் புத்தகங்கள் படித்தார்கள்.",
    "ja": "東京の図書館でコンピューターの本とりんごの話を読みました。ﾃﾞｰﾀも。",
    "zh": "北京大学图书馆收藏了许多关于人工智能的书，于是世界和平。",
    "ko": "서울의 도서관에서 학생들이 책을 읽었습니다.",
    "th": "ห้องสมุดในกรุงเทพมีหนังสือภาษาไทยมากมาย",
}
"""A text a language: all that Snowball stems, and those that are found without a stemmer."""

NUMBERS = {language: number for number, language in enumerate(ARTICLES, 1)}


class Queries(NamedTuple):
    """What finds the article of a language, by what it is a case of; parts are divided by commas.

    `bare`: accents and vowel signs left out, other case and variants of letters. `joined`: elision, hyphens, articles.
    """

    inflected: str = ""
    bare: str = ""
    joined: str = ""
    phrase: str = ""
    beginning: str = ""


CASES = {
    "en": Queries("programming, program, ran OR run", "naive cliche, NAÏVE", "email, e-mail, children’s",
                  '"running their programs"', "child*, clic*"),
    "fr": Queries("règlementation, eleve", "reglementation, coeur, cœur, elysee, ÉLYSÉE", "ia, l'IA, l’Élysée, d’élève",
                  '"le coeur des eleves"', "règl*, regl*"),
    "de": Queries("haus OR häuser, kunstler, krankenversicherungen", "strasse, Straße, STRASSE, grosse, massstab*",
                  "e-mail, email, emailadresse, email-adresse, mailadresse",
                  '"häuser an der straße"', "kranken*, stra*"),
    "es": Queries("cancion, montañas", "corazón, corazon, nino, montana", "fisicoquimico, físico-químico",
                  '"corazones rotos"', "monta*, corazón*"),
    "it": Queries("universitari OR università", "universita, antichita, citta, perche", "arte, l'arte, dell’università",
                  '"le citta sono piene"', "universi*"),
    "pt": Queries("irmão, cantar, coração, coracao, canção", "coracoes, irmaos, avo", "guardachuva, guarda-chuva",
                  '"sobre o avo"', "coraç*, corac*"),
    "nl": Queries("huis OR huizen, gracht", "ideeen, coordinatie", "foto", '"langs de grachten"', "kind*, coö*"),
    "sv": Queries("granne OR grannar, boken OR böckerna", "algarna, bockerna", "epost, e-post",
                  '"låg på bordet", "lag pa bordet"', "gran*, älg*"),
    "da": Queries("barn OR børnene", "rodgrod, kokkenet", "epost, e-post", '"med fløde"', "børn*, flod*"),
    "no": Queries("fjell, naboer", "bokene", "", '"om fjellene"', "hyll*, bøk*"),
    "fi": Queries("kirjastossa, kirja", "jarvista", "linja-auto, linja-auton", '"luettiin kirjoja"', "metsi*, järv*"),
    "hu": Queries("könyvtár, könyvtárak, hegy, folyó, folyok", "hegyekrol, folyokrol", "",
                  '"gyerekek olvastak"', "konyvtar*"),
    "et": Queries("raamatukogu, lapsed", "jarvedest, ohtutest", "", '"lugesid lapsed"', "raamatu*, õht*"),
    "lt": Queries("knyga, miestas, biblioteka", "gulejo, salia upiu", "", '"knygos apie miestus"', "bibliot*, šal*"),
    "ga": Queries("cathair", "paisti", "uisce", '"an t-uisce fuar"', "leabh*"),
    "eu": Queries("etxe, mendi OR mendietako", "ETXEAK", "", '"liburuz beteta"', "libur*"),
    "eo": Queries("libro, malgranda, biblioteko", "kusis, gardenoj", "urbo", '"malgrandaj libroj"', "bibliot*, ĝard*"),
    "ro": Queries("carte OR cărți, biblioteci, munți", "carti, orase, muntii, Romaniei", "într-o biblioteca",
                  '"orasele si muntii"', "bibl*"),
    "ca": Queries("col·lecció, colleccio, històries", "colleccions, historia", "COL·LECCIONS, ajuntament, d’història",
                  '"els llibres d\'història"', "col·lec*, llib*"),
    "pl": Queries("książka, rzeka, biblioteka", "ksiazki, Lodzi", "czarnobiałe, czarno-białe",
                  '"miastach i rzekach"', "miast*, bibl*"),
    "cs": Queries("příběh, řeka, město, knihovna", "pribehy, mestech, rekach", "černobílé, cerno-bile",
                  '"městech a řekách"', "knihovn*"),
    "st": Queries("dibuka", "BANA", "", '"bana ba bala"', "dibu*"),
    "tr": Queries("kedi, kitap, ışık, isik, sokak", "isik*, sokaklarinda", "istanbul, İstanbul, ISTANBUL, İstanbul'da",
                  '"kediler kitaplar"', "kitap*, ısık*"),
    "vi": Queries("", "duong pho, ha noi, mon an", "", '"việt nam", "mon an viet nam"', "đườ*, vie*"),
    "id": Queries("buku, hidup OR kehidupan", "PERPUSTAKAAN", "buku-buku", '"tentang kehidupan"', "perpus*"),
    "el": Queries("βιβλιοθήκη, Αθήνα", "βιβλιοθηκες, ΑΘΗΝΑΣ, βιβλια", "",
                  '"βιβλία των παιδιών"', "βιβλ*"),
    "ru": Queries("библиотека, книга, река", "елка, ёлка, ЁЛКА", "санкт-петербург, санктпетербурга",
                  '"дети читали книги"', "книг*, ёлк*"),
    "uk": Queries("бібліотеках", "КИЄВА", "об’єкти, памяті OR пам'яті", '"у бібліотеках києва"', "бібл*"),
    "sr": Queries("књига, библиотека", "КЊИГЕ", "", '"књиге о градовима"', "библ*"),
    "hy": Queries("գրադարան, քաղաք", "ՔԱՂԱՔՆԵՐԻ", "", '"քաղաքների մասին"', "գրադ*"),
    "ar": Queries("مكتبة, كتاب", "الكتاب, واثرها, تاريخ المدينه, المدينة", "المكتبات, مدينة, طلاب",
                  '"تاريخ المدينة"', "مكتب* OR المكت*"),
    "he": Queries("ספרים", "סְפָרִים, צה״ל", "צהל, תל אביב, תל-אביב", '"קראו ספרים"', "ספר*"),
    "yi": Queries("קינד OR קינדער", "ביבליאטעק, פון", "", '"לייענען ביכער"', "ביבל*"),
    "fa": Queries("کتاب, کتابخانه", "كتاب, دربارة OR درباره", "می‌گویند, کتاب های", '"شهر تهران"', "تهر*"),
    "hi": Queries("किताब, बच्चे OR बच्चों", "", "", '"हिन्दी की किताबें"', "पुस्त*"),
    "ne": Queries("किताब, पुस्तकालय, बच्चा", "", "", '"नेपाली किताबहरू"', "पुस्तका*"),
    "ta": Queries("புத்தகம், நூலகம்", "", "", '"குழந்தைகள் புத்தகங்கள்"', "புத்த*"),
    "ja": Queries("", "ｺﾝﾋﾟｭｰﾀｰ, データ, ﾃﾞｰﾀ, こんぴゅーた, コンピュータ, リンゴ, でーた",
                  "東京 図書館, りんご, りんご 東京", '"東京の図書館"', "コンピュ*, 東*"),
    "zh": Queries("", "", "北京大学, 图书馆, 人工智能, 书, 北京 智能, 和平 大学",
                  '"北京大学图书馆", "于是"', "北京*, 京*"),
    "ko": Queries("도서관, 학생, 서울, 책", "", "서울 도서관", '"서울의 도서관"', "도서*"),
    "th": Queries("", "", "ห้องสมุด, หนังสือ, ภาษาไทย, กรุงเทพ", '"หนังสือภาษาไทย"', "หนัง*"),
}  # fmt: skip

WITHOUT = {
    "inflected": {"vi", "ja", "zh", "th"},
    "bare": {"hi", "ne", "ta", "zh", "ko", "th"},
}
"""What languages do not have: forms of words, marks that people leave out."""

ALL_CASES = [
    (language, query.strip())
    for language, queries in CASES.items()
    for kind in queries
    for query in kind.split(",")
    if kind
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    articles = [entry(NUMBERS[language], text, language=language) for language, text in ARTICLES.items()]
    return built(tmp_path_factory.mktemp("languages"), articles)


@pytest.mark.parametrize(("language", "query"), ALL_CASES)
def test_a_word_is_found_in_its_language(library: WhooshEngine, language: str, query: str) -> None:
    assert NUMBERS[language] in found(library, query)


@pytest.mark.parametrize("language", CASES)
def test_few_articles_of_other_languages_are_found(library: WhooshEngine, language: str) -> None:
    for query in [query for code, query in ALL_CASES if code == language]:
        assert len(found(library, query)) <= 4, query


def test_every_language_has_a_case_of_everything_that_it_knows() -> None:
    assert set(STEMMERS) <= set(CASES) == set(ARTICLES)
    for kind in ("inflected", "bare", "phrase", "beginning"):
        assert {code for code in CASES if not getattr(CASES[code], kind)} == WITHOUT.get(kind, set()), kind


def test_every_language_is_told_apart(library: WhooshEngine) -> None:
    assert set(library.languages) == set(ARTICLES)


@pytest.mark.parametrize("query", ['"running programs"', '"大学北京"', '"智能人工"', "北学", "ran* -games", "naivete"])
def test_what_is_not_there_is_not_found(library: WhooshEngine, query: str) -> None:
    assert not found(library, query)


def test_a_stem_matches_only_in_its_own_language(library: WhooshEngine) -> None:
    """«canciones» is stemmed in Spanish alone, so no other language's stem of it may find anything."""
    assert found(library, "canciones") == {NUMBERS["es"]}


@pytest.mark.parametrize(
    ("written", "asked"), [("ＡＢＣ", "abc"), ("abc", "ＡＢＣ"), ("ﾃﾞｰﾀ", "データ"), ("ガ行", "ｶﾞ行")]
)
def test_width_is_no_matter(tmp_path: Path, written: str, asked: str) -> None:
    engine = built(tmp_path, [entry(1, f"{written} 1", language="ja"), entry(2, "XYZ", language="ja")])
    assert found(engine, asked) == {1}


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [("らーめん", {1, 2}), ("ラーメン", {1, 2}), ("サーバー", {3, 4}), ("サーバ", {3, 4}), ('"サーバー"', {3}),
     ("カメラ", {5}), ("デモ", {6}), ("カラ", set()), ("ジョンスミス", {7}), ("ジョン・スミス", {7}), ("スミス", {7})],
)  # fmt: skip
def test_a_word_in_kana_is_found_in_its_other_writings(tmp_path: Path, asked: str, is_found: set[int]) -> None:
    """Hiragana for katakana and the reverse, a last long vowel that is left out; but でも is no デモ, から no カラ."""
    texts = [
        "らーめんを食べる", "ラーメンの店", "サーバーを置く", "サーバを置く", "カメラで撮る", "デモに行く",
        "ジョン・スミスの家から、でも遠い",
    ]  # fmt: skip
    engine = built(tmp_path, [entry(n, text, language="ja") for n, text in enumerate(texts, 1)])
    assert found(engine, asked) == is_found


def test_a_short_run_of_hiragana_is_a_word_and_must_be_there(tmp_path: Path) -> None:
    """Only grammar is optional: who types りんご with a blank after it wants apples."""
    texts = ["りんごの栽培について", "ぶどうの栽培について", "りんごの歴史"]
    engine = built(tmp_path, [entry(n, text, language="ja") for n, text in enumerate(texts, 1)])
    assert found(engine, "りんご 栽培") == {1}
    assert found(engine, "栽培 について") == {1, 2}
    assert found(engine, "りんご これ") == {1, 3}


def test_a_short_run_with_a_particle_is_a_word_and_must_be_there(tmp_path: Path) -> None:
    engine = built(tmp_path, [entry(n, text, language="zh") for n, text in enumerate(["世界和平", "世界大战"], 1)])
    assert found(engine, "世界 和平") == {1}
    assert found(engine, "世界 什么") == {1, 2}


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
