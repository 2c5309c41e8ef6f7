"""Bytes become text as browsers read them, and better where a declaration is plainly wrong."""

from __future__ import annotations

import pytest

from index.extract.decode import decode

TEXT = "Grüße aus Zürich – “naïve” café"
RUSSIAN = "Съешь ещё этих мягких французских булок, да выпей чаю"
JAPANESE = "色は匂へど散りぬるを我が世誰ぞ常ならむ"


def page(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'


def test_utf8_without_a_declaration_is_utf8() -> None:
    assert decode(TEXT.encode()) == TEXT


def test_utf8_is_utf8_whatever_is_declared() -> None:
    source = page("iso-8859-1")
    assert decode(source.encode(), "iso-8859-1") == source


def test_latin_1_means_windows_1252() -> None:
    source = page("iso-8859-1")
    assert decode(source.encode("windows-1252")) == source


def test_the_server_goes_before_the_page() -> None:
    source = page("windows-1252", RUSSIAN)
    assert decode(source.encode("windows-1251"), "windows-1251") == source


def test_a_server_that_is_plainly_wrong_is_not_believed() -> None:
    source = page("windows-1251", RUSSIAN)
    assert decode(source.encode("windows-1251"), "utf-8") == source


def test_a_byte_order_mark_goes_before_all() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le"), "windows-1252") == TEXT
    assert decode(b"\xef\xbb\xbf" + TEXT.encode(), "utf-16") == TEXT


def test_a_page_that_declares_utf16_in_eight_bits_is_utf8() -> None:
    source = page("utf-16")
    assert decode(source.encode()) == source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str) -> None:
    source = page("utf-8", "A plain English sentence.")
    assert decode(source.encode(codec)) == source


@pytest.mark.parametrize(
    ("codec", "label"), [("cp932", "shift_jis"), ("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp")]
)
def test_japanese_encodings_are_read_by_their_labels(codec: str, label: str) -> None:
    source = page(label, JAPANESE)
    assert decode(source.encode(codec)) == source


def test_gb2312_means_gbk() -> None:
    source = page("gb2312", "朱镕基")
    assert decode(source.encode("gbk")) == source


def test_an_unknown_label_is_passed_over() -> None:
    source = page("klingon-1")
    assert decode(source.encode()) == source
    assert "caf" in decode(source.encode("windows-1252"))


def test_without_a_declaration_the_page_language_says_which_encoding_is_likely() -> None:
    source = f'<html lang="ru"><body>{RUSSIAN}</body></html>'
    assert decode(source.encode("windows-1251")) == source


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    text = RUSSIAN * 40
    assert decode(text.encode() + b"\xff") == text + "\ufffd"


def test_a_flood_of_unclosed_meta_elements_takes_no_time() -> None:
    assert decode(b"<meta " * 40_000 + TEXT.encode()).endswith(TEXT)


def test_the_older_form_of_the_declaration_is_read_too() -> None:
    source = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RUSSIAN}'
    assert decode(source.encode("koi8-r")) == source


def test_a_charset_in_a_comment_or_a_script_declares_nothing() -> None:
    source = (
        '<!-- <meta charset="koi8-r"> --><script charset="iso-8859-2">var charset="greek";</script>'
        f'<meta charset="windows-1251"><p>{RUSSIAN}'
    )
    assert decode(source.encode("windows-1251")) == source


def test_the_first_label_that_is_known_counts() -> None:
    source = f'<meta charset="klingon-1"><meta charset="windows-1251"><meta charset="koi8-r"><p>{RUSSIAN}'
    assert decode(source.encode("windows-1251")) == source


def test_a_declaration_in_xml_is_read_where_no_meta_speaks() -> None:
    source = f'<?xml version="1.0" encoding="windows-1251"?><html><body>{RUSSIAN}</body></html>'
    assert decode(source.encode("windows-1251")) == source


@pytest.mark.parametrize("label", ["latin1", "ascii", "us-ascii", "iso8859-1", "l1", "x-cp1252", "x-user-defined"])
def test_labels_that_browsers_take_for_windows_1252_are_it(label: str) -> None:
    source = page(label)
    assert decode(source.encode("windows-1252")) == source


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [
        ("big5", "big5", "渡船九點開"),
        ("gb18030", "gb18030", "渡船九点开"),
        ("euc_kr", "ks_c_5601-1987", "나룻배는 아홉 시에 떠난다"),
        ("iso8859_2", "latin2", "Zażółć gęślą jaźń"),
        ("cp1250", "windows-1250", "Příliš žluťoučký kůň"),
        ("iso8859_7", "greek", "Το πλοίο φεύγει στις εννέα"),
        ("iso8859_5", "cyrillic", RUSSIAN),
        ("koi8_u", "koi8-u", "Пором відходить о дев’ятій".replace("’", "'")),
        ("cp1254", "iso-8859-9", "Feribot dokuzda kalkıyor, geç kalan bekler"),
        ("cp1255", "windows-1255", "המעבורת יוצאת בתשע"),
        ("cp1256", "windows-1256", "تغادر العبارة في التاسعة"),
        ("cp874", "tis-620", "เรือออกเก้าโมง"),
        ("cp1258", "windows-1258", "Phà đi"),
        ("iso8859_15", "iso-8859-15", "Prix : 12 €"),
        ("mac_roman", "macintosh", "Grüße"),
    ],
    ids=lambda value: value if value.isascii() else "",
)
def test_every_family_of_encodings_is_read_by_its_label(codec: str, label: str, text: str) -> None:
    source = page(label, text)
    assert decode(source.encode(codec)) == source
    assert decode(text.encode(codec), label.upper()) == text


@pytest.mark.parametrize("label", ["iso-2022-kr", "hz-gb-2312", "replacement"])
def test_an_encoding_that_must_not_be_decoded_is_passed_over(label: str) -> None:
    source = page(label, "A plain sentence")
    assert decode(source.encode()) == source


def test_a_flood_of_declarations_takes_no_time() -> None:
    assert decode(b"<meta charset" * 40_000 + b"<!--" * 40_000 + TEXT.encode()).endswith(TEXT)
